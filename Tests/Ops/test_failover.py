"""A standby takes over, and the service goes with it: two servers, one connection string, nothing restarted."""

import threading

import pytest
from ops_run import eventually
from servers import SLUG, Place, begin, checked, collegiate, stopwatch


@pytest.fixture
def place():
    place = Place()
    yield place
    place.remove()


def both(one, other):
    return (
        f"postgresql://postgres@/collegiate?host={one.folder},{other.folder}"
        "&target_session_attrs=read-write&connect_timeout=3")


def caught_up(server):
    return server.sql(
        "select count(*) > 0 and bool_and(position = (select max(position) from collegiate.event)) "
        "from collegiate.cursor") == "t"


def until_standby_has(name, standby):
    count = f"select count(*) from collegiate.event where payload like '%{name}%'"
    eventually("the standby has it", lambda: standby.sql(count) == "1")


class Clients(threading.Thread):
    """Somebody who sends one command after the other, and notes what was acknowledged."""

    def __init__(self, service, token):
        super().__init__(daemon=True)
        self.service, self.token = service, token
        self.acknowledged, self.latest, self.stopped = [], None, threading.Event()

    def run(self):
        number = 0
        while not self.stopped.is_set():
            number += 1
            answer = self.service.registered(f"org-{number}", self.token)
            self.acknowledged.append(f"org-{number}")
            self.latest = answer.position

    def stop(self):
        self.stopped.set()
        self.join(60)


def test_what_was_acknowledged_survives_and_the_service_follows_the_new_primary(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = place.server("two").copy(primary, "--create-slot", "--slot=two")
    primary.sql("alter system set synchronous_standby_names = '*'")
    primary.sql("select pg_reload_conf()")
    eventually("the standby is synchronous",
               lambda: primary.sql("select sync_state from pg_stat_replication") == "sync")

    service = place.serve(both(primary, standby))
    clients = Clients(service, token)
    clients.start()
    eventually("commands flow", lambda: len(clients.acknowledged) > 20)
    view = service.get("views/audit_log?limit=1", token)

    since = stopwatch()
    primary.kill()
    before, held = len(clients.acknowledged), clients.latest
    standby.promote()
    eventually("commands flow again", lambda: len(clients.acknowledged) > before + 1)
    took = since()
    eventually("commands flow on", lambda: len(clients.acknowledged) > before + 20)
    clients.stop()
    print(f"\nFrom the primary's death to the next acknowledged commands: {took:.2f} s")

    assert held.startswith("1:")
    now = service.organisations(token)
    # The first is the consortium's office. What had no answer was sent again under its own key.
    assert now == ["office", *clients.acknowledged]
    assert service.get("views/audit_log", token).json["as_of"]["epoch"] == 2

    for refused in [
        service.get("views/audit_log", token, Collegiate_Position=held),
        service.get(f"views/audit_log?changed_after={held}", token),
        service.get(f"events?after={held}", token),
        service.get(f"views/audit_log?limit=1&cursor={view.json['next']}", token),
    ]:
        assert (refused.status, refused.code) == (409, "epoch_changed"), f"{refused}"
    again = service.get("views/audit_log?limit=1", token, If_None_Match=view.headers["ETag"])
    assert again.status == 200 and again.position.startswith("2:")

    assert "epoch 2" in collegiate(standby.url, "doctor")
    collegiate(standby.url, "verify", SLUG)
    eventually("the views have followed into the new epoch", lambda: standby.sql(
        "select bool_and(epoch = 2 and position = (select max(position) from collegiate.event)) "
        "from collegiate.cursor") == "t")
    changed = standby.sql("select epoch || ' ' || reason from collegiate.epoch_change")
    assert changed == "2 The server's timeline was 1 and is 2."


def test_what_the_lost_primary_alone_had_is_forgotten_and_its_positions_are_refused(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = place.server("two").copy(primary)
    service = place.serve(both(primary, standby))
    service.registered("before", token)
    until_standby_has("before", standby)
    # Nothing reaches the standby any more: without synchronous_standby_names the primary does not mind.
    standby.sql("select pg_wal_replay_pause()")
    standby.stop()
    lost = service.registered("lost", token)
    assert "lost" in service.organisations(token)
    eventually("the views have it", lambda: caught_up(primary))

    primary.kill()
    standby.start()
    standby.promote()
    # Recorded on the new primary where the lost one stood: the same position, another event.
    eventually("the service answers", lambda: (a := service.get("events", token)) and a.status == 200)
    instead = service.registered("instead", token)
    assert instead.position.split(":")[1] == lost.position.split(":")[1]
    assert service.organisations(token) == ["office", "before", "instead"]
    refused = service.get("events", token, Collegiate_Position=lost.position)
    assert (refused.status, refused.code) == (409, "epoch_changed")
    eventually("the tables tell the same", lambda: standby.sql(
        "select string_agg(c.epoch::text || c.position, ' ') = string_agg('2' || h.last_position, ' ') "
        "from collegiate.cursor c cross join lateral (select max(last_position) as last_position "
        "from collegiate.commit) h") == "t")
    rows = checked(["psql", "-XAtc", "select count(*) from reporting.audit_log t where t::text like '%lost%'",
                    standby.url]).strip()
    assert rows == "0"


def test_the_old_primary_when_it_comes_back_is_not_believed(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = place.server("two").copy(primary)
    service = place.serve(both(primary, standby))
    service.registered("before", token)
    until_standby_has("before", standby)
    primary.kill()
    standby.promote()
    service.registered("after", token)
    eventually("the service is in the new epoch", lambda: service.get("events", token).position.startswith("2:"))
    # Whoever forgot to fence it: it is named first in the connection string, and would take what it is given.
    standby.kill()
    (primary.data / "postmaster.pid").unlink(missing_ok=True)
    primary.start()

    def refused():
        answer = service.get("events", token)
        return answer is not None and answer.status == 503

    eventually("reads are refused", refused)
    eventually("it says why", lambda: any("left behind" in line for line in service.lines))
