"""The proof under faults: rounds of load and faults until the time is up; see `--help`.

A round makes everything anew (servers, logs, services, clients), does its faults in random order, and ends
with the reckoning: so memory and the time of each reckoning are bounded, however long the run.
"""

import argparse
import json
import pathlib
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time

from faults import FAULTS
from world import Violation, World

ALONE_ON_SMALL_DISK = "fill-disk"
ONCE_AND_LAST = "fail-over"


class Figures:
    def __init__(self):
        self.recoveries = {name: [] for name in FAULTS}
        self.counts = {}
        self.rounds = self.logs = self.readers = 0

    def add(self, world):
        self.rounds += 1
        self.logs += len(world.logs)
        self.readers += len(world.tails)
        for name, count in world.history.counts().items():
            self.counts[name] = self.counts.get(name, 0) + count

    def table(self):
        lines = [f"{'fault':<20} {'times':>5}   recovered after, in seconds: least, median, most"]
        for name, times in self.recoveries.items():
            if times:
                lines.append(
                    f"{name:<20} {len(times):>5}   {min(times):8.2f} {statistics.median(times):8.2f} {max(times):8.2f}")
        lines.append("commands and reads: " + ", ".join(f"{count} {name}" for name, count in self.counts.items()))
        lines.append(
            f"checks: {self.rounds} rounds, {self.logs} logs against the model and real time, verified and rebuilt; "
            f"{self.readers} readers compared")
        return "\n".join(lines)


def plan(names, r, is_small):
    """A round's faults in random order; a failover, which can be done once, comes last."""
    fitting = [n for n in names if n not in (ALONE_ON_SMALL_DISK, ONCE_AND_LAST)]
    if is_small and ALONE_ON_SMALL_DISK in names:
        fitting += [ALONE_ON_SMALL_DISK]
    r.shuffle(fitting)
    return fitting + ([ONCE_AND_LAST] if not is_small and ONCE_AND_LAST in names else [])


def one_round(number, names, seed, folder, figures, say, size):
    """One world from its beginning to its reckoning."""
    r = random.Random(f"{seed} {number}")
    is_small = number % 2 == 0 and ALONE_ON_SMALL_DISK in names
    sockets = pathlib.Path(tempfile.mkdtemp(prefix="collegiate-proof.", dir="/tmp")) / "w"
    sockets.parent.chmod(0o755)
    world = World(
        folder / f"round-{number}", sockets, r.random(), has_standby=not is_small and ONCE_AND_LAST in names,
        is_small=is_small, **size(r))
    try:
        world.start()
        say(f"round {number}: {len(world.services)} services, {len(world.logs)} logs, {len(world.clients)} clients, "
            + ("a small disk" if is_small else "a standby" if world.has_standby else "one server"))
        for name in plan(names, r, is_small):
            world.load(r.uniform(0.5, 2))
            since = FAULTS[name](world)
            seconds = world.recovery(since)
            figures.recoveries[name].append(seconds)
            say(f"  {name:<20} recovered after {seconds:.2f} s")
        world.load(1)
        found = world.finish()
        figures.add(world)
        if found:
            raise Violation(f"{found[0]}" + (f" (and {len(found) - 1} more)" if len(found) > 1 else ""))
        say(f"  whole: {json.dumps(world.history.counts())}")
    finally:
        world.stop()
        shutil.rmtree(sockets.parent, ignore_errors=True)


def usual_size(r):
    """Some twelve clients, however many services and logs they have among them."""
    logs, services = r.randint(2, 4), r.randint(1, 3)
    return {"logs": logs, "services": services, "clients": max(1, 12 // (logs * services))}


def prove(names, seconds, seed, folder, say=print, size=usual_size, at_least=1):
    """Rounds until the time is up; the figures. Raises Violation at the first thing that is wrong."""
    figures, until, number = Figures(), time.monotonic() + seconds, 0
    while number < at_least or time.monotonic() < until:
        number += 1
        try:
            one_round(number, names, seed, folder, figures, say, size)
        except Violation as violation:
            violation.figures = figures
            raise
    return figures


def stop_tidily(*_):
    # The second Ctrl-C is impatience, and must not break the tidying off.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(130)


def main():
    parser = argparse.ArgumentParser(
        prog="ops/prove", description="Shows under faults that no acknowledged command is lost, doubled, skipped or "
        "reordered, and that the service recovers by itself. Ends with 0 where all was well, with 1 at the first "
        "violation, which it names.")
    parser.add_argument("--minutes", type=float, default=10, help="how long; the round under way is finished (default: 10)")
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**6)), help="chooses faults and commands")
    parser.add_argument("--only", default=",".join(FAULTS), help=f"faults, separated by commas: {', '.join(FAULTS)}")
    parser.add_argument("--folder", help="where histories and logs go (default: a new one below /tmp)")
    chosen = parser.parse_args()
    names = [name for name in chosen.only.split(",") if name]
    if strange := [name for name in names if name not in FAULTS]:
        parser.error(f"there is no fault {', '.join(strange)}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_tidily)
    folder = pathlib.Path(chosen.folder or tempfile.mkdtemp(prefix="collegiate-proof-history.", dir="/tmp"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    print(f"seed {chosen.seed}; histories and logs in {folder}", flush=True)
    try:
        figures = prove(names, chosen.minutes * 60, chosen.seed, folder, say=lambda line: print(line, flush=True))
    except Violation as violation:
        print(f"\n{violation.figures.table()}\n\nVIOLATION, seed {chosen.seed}: {violation}\nHistories: {folder}", flush=True)
        return 1
    print(f"\n{figures.table()}\nseed {chosen.seed}; histories and logs in {folder}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
