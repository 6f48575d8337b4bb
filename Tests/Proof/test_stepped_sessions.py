"""Sessions of others that have made readers of other event stores stall or skip, one step at a time."""

import contextlib
import random
import subprocess
import threading
import uuid

import psycopg
import pytest
from appending import Command, Event, append
from client import Client
from program import eventually
from stores import FencedByXmin, Log

PG_DUMP = "/usr/lib/postgresql/15/bin/pg_dump"


@contextlib.contextmanager
def writer_in_the_same_database(house):
    with psycopg.connect(house.url) as foreign:
        foreign.execute("create temporary table elsewhere as select 1 as one")
        yield foreign


@contextlib.contextmanager
def writer_in_another_database(house):
    name = f"proof_other_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(house.url, autocommit=True) as admin:
        admin.execute(f"create database {name}")
        try:
            with psycopg.connect(house.url, dbname=name) as foreign:
                foreign.execute("create table elsewhere as select 1 as one")
                yield foreign
        finally:
            admin.execute(f"drop database {name} with (force)")


@contextlib.contextmanager
def reader_idle_in_transaction(house):
    with psycopg.connect(house.url) as foreign:
        foreign.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        foreign.execute("select count(*) from collegiate.event")
        yield foreign


@contextlib.contextmanager
def writer_idle_in_transaction(house):
    """Somebody who looked at the log in psql, wrote a note, and went to lunch."""
    with psycopg.connect(house.url) as foreign:
        foreign.execute("select count(*) from collegiate.event")
        foreign.execute("create table note as select 1 as one")
        yield foreign


@contextlib.contextmanager
def running_dump(house):
    """A pg_dump that stands still in the middle, since nobody reads what it writes."""
    with psycopg.connect(house.url, autocommit=True) as owner:
        # More than the pipe holds, so that it cannot end.
        owner.execute("create table bulk as select repeat('x', 1000) as x from generate_series(1, 2000)")
        dump = subprocess.Popen([PG_DUMP, "--dbname", house.url], stdout=subprocess.PIPE)
        try:
            eventually("The dump has its snapshot and the log's tables", lambda: owner.execute(
                "select 1 from pg_stat_activity a join pg_locks l using (pid) where application_name = 'pg_dump' "
                "and backend_xmin is not null and relation = 'collegiate.event'::regclass").fetchone())
            yield dump
            assert dump.poll() is None
        finally:
            dump.kill()
            dump.stdout.close()
            dump.wait()


SITUATIONS = [
    (writer_in_the_same_database, True), (writer_in_another_database, True), (writer_idle_in_transaction, True),
    # These take no transaction id, so even the fence does not mind them.
    (reader_idle_in_transaction, False), (running_dump, False),
]


@pytest.mark.parametrize(("situation", "stalls_the_fence"), SITUATIONS, ids=[s.__name__ for s, _ in SITUATIONS])
def test_readers_neither_stall_nor_skip_beside(house, situation, stalls_the_fence):
    log, fence = Log(house.log), FencedByXmin()
    feed = Client(house.port, "proof", house.token)
    with psycopg.connect(house.url, autocommit=True) as connection:
        connection.execute("drop table if exists control_fenced")
        fence.prepare(connection)
        before = len(log.all(connection))
        with situation(house):
            fence.write(connection, random.Random(0))
            for _ in range(3):
                with psycopg.connect(house.url) as writer:
                    log.write(writer, random.Random(uuid.uuid4().int))
            written = log.all(connection)
            assert len(written) > before
            for poll in (lambda c: log.poll(connection, c), feed.feed):
                assert read_to(poll, written[-1][0]) == written
            follower_reaches(connection, house.log, written[-1][0])
            assert bool(fence.poll(connection, 0)) != stalls_the_fence
        assert eventually("The control goes on when they have gone", lambda: fence.poll(connection, 0))


def read_to(poll, end):
    rows = []

    def read():
        rows.extend(poll(rows[-1][0] if rows else 0))
        return rows and rows[-1][0] >= end

    eventually(f"The reader reaches {end}", read, 10)
    return rows


def follower_reaches(connection, log, end):
    eventually(f"Every view reaches {end}", lambda: connection.execute(
        "select bool_and(position >= %s) from collegiate.cursor where log = %s", (end, log)).fetchone()[0], 10)


def test_whoever_comes_second_waits_so_a_reader_never_sees_the_later_first(house):
    """The race that the identity column loses, played on the log."""
    log = Log(house.log)
    # In this order: should the test fail, the first lets the second go before that is waited for.
    with (psycopg.connect(house.url, autocommit=True) as reader, psycopg.connect(house.url) as late,
          psycopg.connect(house.url) as early):
        before = log.all(reader)
        append(early, house.log, [one_event()])
        second = threading.Thread(target=lambda: (append(late, house.log, [one_event()]), late.commit()), daemon=True)
        second.start()
        eventually("The second waits for the log's lock", lambda: reader.execute(
            "select 1 from pg_locks where locktype = 'advisory' and not granted").fetchone(), 10)
        assert log.all(reader) == before
        early.commit()
        second.join()
        assert len(log.all(reader)) == len(before) + 2


def test_a_log_whose_writer_stands_still_holds_up_no_other_log(house):
    with psycopg.connect(house.url) as stuck, psycopg.connect(house.url, autocommit=True) as other:
        slug = f"other-{uuid.uuid4().hex[:8]}"
        log = other.execute("select id from collegiate.create_log(%s, 'Other', false)", (slug,)).fetchone()[0]
        append(stuck, house.log, [one_event()])
        other.execute("set lock_timeout = '2s'")
        assert [row[1] for row in append(other, log, [one_event()])] == ["appended"]


def one_event():
    stream = f"person-s-{uuid.uuid4().hex[:12]}"
    return Command({stream: 0}, [Event(stream)])

