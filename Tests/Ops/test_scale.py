"""Several services on one database, and a service on a standby."""

import time

import pytest
from ops_run import eventually
from servers import PROGRAM, SLUG, Place, begin, collegiate, command, stopwatch

# Leases last ten seconds; whoever takes over looks several times a second.
LEASE = 10


@pytest.fixture
def place():
    place = Place()
    yield place
    place.remove()


def holders(server):
    """Which processes hold a lease that lasts, by what they are called."""
    return set(server.sql(
        "select distinct holder from collegiate.cursor where lease_until > clock_timestamp()").split("\n")) - {""}


def caught_up(server):
    return server.sql(
        "select count(*) > 0 and bool_and(position = (select max(position) from collegiate.event where log = c.log)) "
        "from collegiate.cursor c") == "t"


def test_services_share_the_work_see_each_other_and_take_over_from_one_that_died(place):
    server = place.server("one").create()
    token = begin(server.url)
    one = place.serve(server.url)
    one.registered("first", token)
    eventually("one follows", lambda: caught_up(server))
    (its_name,) = holders(server)
    other = place.serve(server.url)

    # What is recorded through either is soon seen through the other, without being asked for.
    for writer, reader, name in [(one, other, "second"), (other, one, "third")]:
        writer.registered(name, token)
        since = stopwatch()
        eventually(f"{name} is seen through the other", lambda: name in reader.organisations(token), 10)
        assert since() < 1, f"{since()} s"

    # And at once, by whoever sends the position that it got.
    for number in range(10):
        writer, reader = (one, other) if number % 2 else (other, one)
        position = writer.registered(f"more-{number}", token).position
        answer = reader.get("events?limit=1000", token, Collegiate_Position=position)
        assert answer.status == 200 and f'"more-{number}"' in answer.body.decode()
        answer = reader.get("views/audit_log", token, Collegiate_Position=position)
        assert answer.json["as_of"]["position"] >= int(position.split(":")[1])

    eventually("one of them holds the leases", lambda: caught_up(server) and len(holders(server)) == 1)
    follower, (name,) = {True: one, False: other}[holders(server) == {its_name}], holders(server)
    survivor = other if follower is one else one
    follower.kill()
    since = stopwatch()
    survivor.registered("alone", token)
    eventually("the survivor has taken over all views", lambda: caught_up(server) and name not in holders(server),
               LEASE + 10)
    took = since()
    print(f"\nFrom a follower's death to its views' being followed again: {took:.1f} s")
    assert took < LEASE + 5
    # Nothing twice, nothing left out: what stands is what a rebuild makes.
    assert " 0 not as before" in collegiate(server.url, "views", "rebuild", SLUG, "audit_log")


def test_services_that_have_nothing_to_do_leave_the_views_where_they_are_and_the_database_alone(place):
    server = place.server("one", shared_preload_libraries="pg_stat_statements").create()
    server.sql("create extension pg_stat_statements")
    token = begin(server.url)
    for number in range(9):
        collegiate(server.url, "consortium", "create", f"more-{number}", "--name", "More", "--coordinator", "co-1",
                   "--letter", "D/1")
    one = place.serve(server.url)
    one.registered("first", token)
    eventually("one follows", lambda: caught_up(server))
    other = place.serve(server.url)

    # Longer than a lease lasts: the other does not take the views over, for which it would have to fold all of a log.
    server.sql("select pg_stat_statements_reset()")
    quiet = LEASE + 3
    time.sleep(quiet)
    statements = int(server.sql("select sum(calls) from pg_stat_statements"))
    assert holders(server) == set()
    its_name = server.sql("select distinct holder from collegiate.cursor")
    one.registered("second", token)
    eventually("one follows", lambda: caught_up(server))
    assert holders(server) == {its_name}
    assert "folded again" not in "".join(one.lines + other.lines)

    # Each service looks five times a second, once for all logs, and one asks for each log's views once a second: that is
    # half of this. By log it would be ten times as much.
    print(f"\n{statements / quiet:.0f} statements a second of two services, ten logs")
    assert statements < 40 * quiet


def standby_of(primary, **settings):
    return primary.place.server("two", **settings).copy(primary, "--create-slot", "--slot=two")


def test_a_service_on_a_standby_reads_keeps_its_promises_and_writes_nothing(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = standby_of(primary)
    writing, reading = place.serve(primary.url), place.serve(standby.url)

    position = writing.registered("first", token).position
    assert reading.organisations(token, Collegiate_Position=position) == ["office", "first"]
    for path in ["views/audit_log", "views", "organisations", f"events?after={position}"]:
        assert reading.get(path, token, Collegiate_Position=position).status == 200, path
    assert reading.get("/readyz").status == 200

    refused = reading.register("second", token)
    assert (refused.status, refused.code) == (503, "reads_only") and refused.headers["Retry-After"]
    assert writing.organisations(token) == ["office", "first"]

    # A position that has not come yet is waited for, and refused where it does not come in time.
    standby.sql("select pg_wal_replay_pause()")
    position = writing.registered("late", token).position
    late = reading.get("events", token, Collegiate_Position=position)
    assert (late.status, late.code) == (503, "unavailable") and late.headers["Retry-After"], f"{late}"
    assert reading.get("events", token).status == 200
    standby.sql("select pg_wal_replay_resume()")
    assert reading.organisations(token, Collegiate_Position=position) == ["office", "first", "late"]

    said = "".join(reading.lines)
    assert "could not be written" not in said and "cannot be followed" not in said, said
    code, doctor, _ = command([PROGRAM, "doctor"], {"DATABASE_URL": standby.url})
    assert code == 0 and "a standby, which reads only" in doctor
    collegiate(standby.url, "verify", SLUG)


def test_a_service_on_a_standby_becomes_a_full_one_when_that_is_promoted(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = standby_of(primary)
    writing, reading = place.serve(primary.url), place.serve(standby.url)
    held = writing.registered("first", token).position
    assert reading.organisations(token, Collegiate_Position=held) == ["office", "first"]
    writing.kill()
    primary.kill()
    standby.promote()
    since = stopwatch()
    reading.registered("second", token)
    print(f"\nFrom promotion to a command through the service that only read: {since():.2f} s")
    assert reading.get("events", token).position.startswith("2:")
    refused = reading.get("events", token, Collegiate_Position=held)
    assert (refused.status, refused.code) == (409, "epoch_changed")
    eventually("its views follow", lambda: caught_up(standby) and holders(standby))
    assert reading.organisations(token) == ["office", "first", "second"]


def test_a_standby_that_has_not_heard_of_a_failover_waits_for_it(place):
    primary = place.server("one").create()
    token = begin(primary.url)
    standby = standby_of(primary)
    writing, reading = place.serve(primary.url), place.serve(standby.url)
    writing.registered("first", token)
    standby.sql("select pg_wal_replay_pause()")
    collegiate(primary.url, "epoch", "raise", SLUG, "--reason", "a snapshot of the disk was put back")
    position = eventually("the primary's service is in the new epoch", lambda: (
        p := writing.get("events", token).position).startswith("2:") and p)
    late = reading.get("events", token, Collegiate_Position=position)
    assert (late.status, late.code) == (503, "unavailable"), f"{late}"
    standby.sql("select pg_wal_replay_resume()")
    assert reading.organisations(token, Collegiate_Position=position) == ["office", "first"]
