"""Two short rounds of ops/prove: with a standby that takes over, and on a disk that gets full."""

import os
import pathlib
import random
import shutil
import signal
import tempfile

import pytest
from faults import FAULTS
from prove import Figures, one_round, plan
from world import World

SIZE = {"logs": 2, "services": 2, "clients": 1}
ROUNDS = {
    1: ["kill-postmaster", "kill-service", "cut-after-commit", "cut-after-request", "fail-over"],
    2: ["kill-backend", "stop-lock-holder", "cut-database", "fill-disk"],
}


@pytest.mark.parametrize("number", ROUNDS)
def test_nothing_is_lost_doubled_skipped_or_reordered_and_the_service_recovers(tmp_path, number):
    tmp_path.chmod(0o755)
    figures = Figures()
    one_round(number, ROUNDS[number], "short", tmp_path, figures, print, lambda r: SIZE)
    assert all(figures.recoveries[name] for name in ROUNDS[number])
    assert figures.counts["acknowledged"] > 100 and figures.counts["unknown"] > 0, figures.counts


def test_every_fault_has_its_turn():
    assert sorted(name for names in ROUNDS.values() for name in names) == sorted(FAULTS)
    for number, is_small in ((1, False), (2, True)):
        assert sorted(plan(ROUNDS[number], random.Random(0), is_small)) == sorted(ROUNDS[number])


def test_a_server_that_acknowledges_what_it_has_not_written_is_found_out(tmp_path):
    """The control: without waiting for its disk, PostgreSQL loses what it acknowledged when it is killed."""
    tmp_path.chmod(0o755)
    sockets = pathlib.Path(tempfile.mkdtemp(prefix="collegiate-proof.", dir="/tmp"))
    sockets.chmod(0o755)
    world = World(tmp_path / "round", sockets / "w", "control", logs=1, services=1, clients=3)
    try:
        world.start()
        for setting in ("synchronous_commit = off", "autovacuum = off"):
            world.primary.ask(f"alter system set {setting}")
        world.primary.ask("select pg_reload_conf()")
        # What writes behind the commits writes all but some kilobytes of them, and so at times all.
        [(writer,)] = world.primary.ask("select pid from pg_stat_activity where backend_type = 'walwriter'")
        os.kill(writer, signal.SIGSTOP)
        world.load(2)
        world.primary.kill()
        os.kill(writer, signal.SIGKILL)
        world.primary.wait()
        # A client that held a position of those lost is told that it was never given out; that is not the point here.
        world.stop_clients()
        assert any("lost:" in why for why in world.check_histories()), "The control passed: the test proves nothing."
    finally:
        world.stop()
        shutil.rmtree(sockets)
