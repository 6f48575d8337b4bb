"""ops/backup and ops/restore, on servers that are written to meanwhile."""

import os
import re
import signal
import subprocess

import pytest
from ops_run import CHECKOUT, eventually
from servers import BIN, SLUG, Place, Server, begin, clean, collegiate, command


@pytest.fixture
def place():
    place = Place()
    yield place
    place.remove()


def ops(script, *arguments, url=None, **environment):
    """Runs a script and returns (code, all that it said)."""
    done = subprocess.run(
        [CHECKOUT / "ops" / script, *map(str, arguments)], cwd="/", env=clean() | environment | ({"DATABASE_URL": url} if url else {}),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240)
    return done.returncode, done.stdout


class Receiving:
    """ops/backup --wal, as a service manager runs it."""

    def __init__(self, place, folder, url):
        self.log = open(place.folder / "receiving.log", "ab")
        self.process = subprocess.Popen(
            [CHECKOUT / "ops" / "backup", "--wal", folder], cwd="/", env=clean() | {"DATABASE_URL": url},
            stdout=self.log, stderr=self.log)
        place.running.append(self)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)


@pytest.fixture(autouse=True)
def receiving_said(place):
    """What a failure is to be understood by."""
    yield
    log = place.folder / "receiving.log"
    print(log.read_text() if log.exists() else "")


def base_backup(folder, server):
    code, said = ops("backup", folder, url=server.url)
    assert code == 0, said
    return said.splitlines()[-1].strip()


def until_received(server):
    # Of a commit, which is written at once: what stands after the last one need not be for a while.
    lsn = server.sql("select pg_logical_emit_message(true, 'test', 'all before this')")
    # A receiver tells how far it is when it gets something, so it gets something each time.
    eventually("all is received", lambda: server.sql("select pg_logical_emit_message(true, 'test', 'more')") and server.sql(
        f"select coalesce(max(flush_lsn) >= '{lsn}', false) from pg_stat_replication") == "t", 120)


def restored(place, name, target):
    """A server on what was restored."""
    server = Server(place, name)
    server.data = target
    return server.start()


def test_a_restore_to_a_point_in_time_has_what_was_there_and_refuses_what_was_given_out_since(place):
    server = place.server("one").create()
    token = begin(server.url)
    service = place.serve(server.url)
    folder, target = place.folder / "backups", place.folder / "restored"
    receiving = Receiving(place, folder, server.url)
    eventually("WAL is received", lambda: server.sql("select count(*) from pg_stat_replication") == "1")
    service.registered("early", token)
    base = base_backup(folder, server)
    stamp = re.search(r"base-(\d{8}T\d{6}Z)$", base)[1]
    eventually("the second of the backup is over", lambda: server.sql(
        f"select clock_timestamp() > to_timestamp('{stamp}', 'YYYYMMDD\"T\"HH24MISS\"Z\"')") == "t")
    service.registered("kept", token)
    moment = server.sql("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
    held = service.registered("mistake", token).position
    until_received(server)
    service.kill()
    server.kill()
    receiving.kill()

    code, said = ops("restore", folder, target, "--to", moment)
    assert code == 0, said
    assert "epoch 2, which was 1 in the backup" in said
    assert "up to position" in said and "Redact again" in said
    again = restored(place, "two", target)
    serving = place.serve(again.url)
    assert serving.organisations(token) == ["office", "early", "kept"]
    refused = serving.get("events", token, Collegiate_Position=held)
    assert (refused.status, refused.code) == (409, "epoch_changed")
    assert serving.registered("after", token).position == "2:" + held.split(":")[1]
    collegiate(again.url, "verify", SLUG)

    # From the same backup once more, to its end: nobody takes the one for the other.
    code, said = ops("restore", folder, place.folder / "whole")
    assert code == 0, said
    assert "epoch 3, which was 1 in the backup" in said
    whole = place.serve(restored(place, "three", place.folder / "whole").url)
    assert whole.organisations(token) == ["office", "early", "kept", "mistake"]
    refused = whole.get("events", token, Collegiate_Position="2:" + held.split(":")[1])
    assert (refused.status, refused.code) == (409, "epoch_changed")


def test_receiving_goes_on_where_it_stopped_and_a_place_in_the_wal_can_be_named(place):
    server = place.server("one").create()
    token = begin(server.url)
    service = place.serve(server.url)
    folder = place.folder / "backups"
    receiving = Receiving(place, folder, server.url)
    eventually("WAL is received", lambda: server.sql("select count(*) from pg_stat_replication") == "1")
    base_backup(folder, server)
    service.registered("one", token)
    until_received(server)
    receiving.kill()
    # What it started may outlive it by a moment, and until then nobody else may receive into the folder.
    eventually("it is gone", lambda: server.sql("select count(*) from pg_stat_replication") == "0")
    service.registered("two", token)
    server.sql("select pg_switch_wal()")
    service.registered("three", token)
    lsn = server.sql("select pg_current_wal_insert_lsn()")
    service.registered("four", token)
    server.sql("select pg_switch_wal()")
    # As a power cut leaves the file that was being made ready for what comes next.
    partial, = (folder / "wal").glob("*.partial")
    os.truncate(partial, 8192 * 3)
    Receiving(place, folder, server.url)
    eventually("WAL is received again", lambda: server.sql("select count(*) from pg_stat_replication") == "1")
    until_received(server)
    code, said = ops("restore", folder, place.folder / "restored", "--until-lsn", lsn)
    assert code == 0, said
    serving = place.serve(restored(place, "two", place.folder / "restored").url)
    assert serving.organisations(token) == ["office", "one", "two", "three"]

    # A missing piece is no end.
    segments = sorted(p for p in (folder / "wal").iterdir() if re.fullmatch(r"[0-9A-F]{24}", p.name))
    segments[-2 if len(segments) > 2 else 1].rename(place.folder / "lost")
    code, said = ops("restore", folder, place.folder / "gap")
    assert code == 1 and "something is missing" in said, said
    assert not (place.folder / "gap").exists()


def test_a_base_backup_alone_restores_and_what_cannot_be_done_is_said_in_a_sentence(place):
    server = place.server("one").create()
    begin(server.url)
    folder = place.folder / "backups"
    code, said = ops("restore", folder, place.folder / "restored")
    assert code == 1 and "There is no folder" in said
    base = base_backup(folder, server)

    for arguments, code_wanted, words in [
        ([folder, place.folder / "restored", "--to", "2001-01-01T00:00:00Z"], 1, "was made after 2001-01-01"),
        ([folder, place.folder / "restored", "--to", "2099-01-01T00:00:00Z"], 1, "ends before 2099-01-01"),
        ([folder, place.folder / "restored", "--to", "yesterdayish"], 2, "no time that exists"),
        ([folder, place.folder / "restored", "--until-lsn", "here"], 2, "no place in the WAL"),
        ([folder, server.data], 1, "is not empty; nothing was done"),
        ([folder], 2, "usage: ops/restore"),
    ]:
        code, said = ops("restore", *arguments)
        assert code == code_wanted and words in said, f"{arguments}: {said}"
        assert not (place.folder / "restored").exists() and not (place.folder / "restored.new").exists()

    code, said = ops("restore", folder, place.folder / "restored")
    assert code == 0 and "0 files of WAL" in said, said
    code, said = ops("restore", folder, place.folder / "restored")
    assert code == 1 and "is not empty" in said

    (file,) = [p for p in [place.folder / "backups" / base.split("/")[-1] / "PG_VERSION"] if p.exists()]
    file.write_text("16\n")
    code, said = ops("restore", folder, place.folder / "other")
    assert code == 1 and "no longer what it was" in said, said


def test_a_backup_needs_a_server_and_the_right_to_copy_it(place):
    server = place.server("one").create()
    server.sql("create role clerk login")
    code, said = ops("backup", place.folder / "backups", url=server.url.replace("postgres@", "clerk@"))
    assert code == 1 and "needs REPLICATION" in said, said
    server.kill()
    code, said = ops("backup", place.folder / "backups", url=server.url)
    assert code == 1 and "No base backup was made" in said, said
    assert not [n for n in os.listdir(place.folder / "backups") if not n.endswith(".lock")]
    code, said = ops("backup", "--prune", place.folder / "backups", "--keep", "0")
    assert code == 2 and "at least one" in said


def test_pruning_keeps_the_last_backups_and_the_wal_that_they_need(place):
    server = place.server("one").create()
    token = begin(server.url)
    folder = place.folder / "backups"
    Receiving(place, folder, server.url)
    eventually("WAL is received", lambda: server.sql("select count(*) from pg_stat_replication") == "1")
    bases = []
    for _ in range(3):
        if bases:
            # Two backups of one second would bear one name.
            stamp = bases[-1][-16:]
            eventually("the next second", lambda: server.sql(
                f"select clock_timestamp() > to_timestamp('{stamp}', 'YYYYMMDD\"T\"HH24MISS\"Z\"')") == "t")
        bases.append(base_backup(folder, server))
        server.sql("select pg_switch_wal()")
    until_received(server)
    before = len(list((folder / "wal").iterdir()))
    code, said = ops("backup", "--prune", folder, "--keep", "2")
    assert code == 0, said
    assert sorted(str(p) for p in folder.glob("base-*")) == bases[1:]
    assert len(list((folder / "wal").iterdir())) < before
    code, said = ops("restore", folder, place.folder / "restored")
    assert code == 0, said
    assert command([BIN / "pg_controldata", place.folder / "restored"])[0] == 0
    assert token
