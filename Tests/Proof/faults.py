"""The faults, each a function that does its harm to a world and heals what it must heal itself.

Each returns the moment from which recovery counts: when the harness had done its part, that is, had started
again what a service manager starts, freed the disk, let a stopped process go on, or promoted the standby.
"""

import contextlib
import os
import signal
import threading
import time

import psycopg

from client import NoAnswer
from cluster import wait_for_standby
from commands import read
from load import LoadClient
from program import eventually
from world import Violation

ADVISORY = 1131375989


def kill_postmaster(world):
    world.primary.kill()
    return began_after(world.primary.supervise)


def began_after(what):
    what()
    return time.monotonic()


def kill_backend(world):
    """One session of the service's; PostgreSQL then ends all others too, and goes through recovery by itself."""
    backends = eventually("The service has sessions", lambda: world.primary.ask(
        "select pid from pg_stat_activity where application_name = 'collegiate' order by state = 'active' desc"))
    with contextlib.suppress(ProcessLookupError):
        os.kill(world.random.choice(backends[:3])[0], signal.SIGKILL)
    return time.monotonic()


def kill_service(world):
    service = world.random.choice(world.services)
    service.kill()
    return began_after(service.start)


def cut_database_sockets(world):
    for _ in range(world.random.randint(1, 4)):
        for proxy in world.database_proxies:
            proxy.cut_some(lambda: world.random.random() < 0.6)
        time.sleep(world.random.uniform(0, 0.2))
    return time.monotonic()


def cut_after_commit_was_sent(world):
    """Between service and PostgreSQL, when an append has been forwarded and before its answer comes back."""
    return cut_after(world, world.database_proxies[:1])


def cut_after_request_was_sent(world):
    """Between client and service."""
    return cut_after(world, world.client_proxies)


def cut_after(world, proxies):
    wanted = 6
    for proxy in proxies:
        proxy.cut_after(wanted, waits_for_answer=world.random.random() < 0.7)
    eventually("Requests were cut", lambda: world.supervise() and all(proxy.armed == 0 for proxy in proxies), 60)
    return time.monotonic()


def stop_lock_holder(world):
    """A session that holds a log's lock stands still for some seconds, in the middle of its append."""
    with psycopg.connect(world.primary.address(), autocommit=True) as admin:
        held = eventually("A session is caught holding a log's lock", lambda: catch_holder(admin), 60)
    try:
        time.sleep(world.random.uniform(1, 4))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(held, signal.SIGCONT)
    return time.monotonic()


HOLDERS = "select pid from pg_locks where locktype = 'advisory' and classid = %s and granted"


def catch_holder(admin):
    for (pid,) in admin.execute(HOLDERS, (ADVISORY,)).fetchall():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
            if holds_still(admin, pid):
                return pid
            os.kill(pid, signal.SIGCONT)
    return None


def holds_still(admin, pid):
    """Whether it was stopped in time. Where it stands just on what the answer needs, a latch of PostgreSQL's own, there
    is none while it stands: it is let go on after some seconds."""
    def go_on():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    release = threading.Timer(3, go_on)
    release.start()
    try:
        return (pid,) in admin.execute(HOLDERS, (ADVISORY,)).fetchall()
    finally:
        release.cancel()


def fill_disk(world):
    """Tables cannot grow; and new segments of WAL cannot be made, on which PostgreSQL itself gives up."""
    world.disk.fill()
    until = time.monotonic() + world.random.uniform(1, 3)
    try:
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.Error):
                world.primary.ask("select pg_switch_wal()")
            time.sleep(0.2)
            world.supervise()
    finally:
        world.disk.free()
    return began_after(world.primary.supervise)


def fail_over(world):
    """The primary dies for good and its standby, which has confirmed every commit, takes its place."""
    wait_for_standby(world.primary)
    before = {log: world.epoch(log) for log in world.logs}
    positions = dict(world.history.newest)
    world.primary.kill()
    # As a machine that is gone: nobody listens there, and libpq goes on to the next host.
    world.database_proxies.pop(0).close()
    world.standby.promote()
    world.primary = world.standby
    since = time.monotonic()
    world.recovery(since)
    for log in world.logs:
        if world.epoch(log) <= before[log]:
            raise Violation(
                f"After the standby was promoted the epoch of {log} is still {before[log]}: positions of the old "
                "server are not told apart from those of the new one.")
        refuse_position_of_the_old_epoch(world, log, positions[log])
    return since


def refuse_position_of_the_old_epoch(world, log, position):
    for place, proxy in enumerate(world.client_proxies):
        client = LoadClient("probe", proxy.port, log, world.tokens[log], world.history, 0).client
        with contextlib.suppress(NoAnswer):
            answer = read(client, "person-co-1", position)
            if answer.code != "epoch_changed":
                raise Violation(
                    f"Service {place + 1} takes the position {position} of {log}, from before the failover: {answer}")


FAULTS = {
    "kill-postmaster": kill_postmaster,
    "kill-backend": kill_backend,
    "kill-service": kill_service,
    "cut-database": cut_database_sockets,
    "cut-after-commit": cut_after_commit_was_sent,
    "cut-after-request": cut_after_request_was_sent,
    "stop-lock-holder": stop_lock_holder,
    "fill-disk": fill_disk,
    "fail-over": fail_over,
}
