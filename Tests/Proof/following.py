"""Writers that dawdle and change their minds, readers that tail, and the comparison of both."""

import random
import threading
import time

import psycopg

from program import eventually


def deviation(final, seen):
    """Why what a reader saw is not what the table holds, in a sentence; None where it is."""
    if final == seen:
        return None
    positions = [position for position, _ in seen]
    known, read = set(final), set(seen)
    if len(set(positions)) < len(positions):
        return f"position {next(p for n, p in enumerate(positions) if p in positions[:n])} was read twice"
    skipped = next((row for row in final if row not in read), None)
    if skipped:
        after = next((p for p in positions if p > skipped[0]), None)
        passed = f"; the reader had gone on to {after}" if after else "; the reader never got so far"
        return f"position {skipped[0]} was skipped{passed}"
    strange = next((row for row in seen if row not in known), None)
    if strange:
        return f"position {strange[0]} was read as {strange[1]}, which the table does not hold"
    wrong = next(n for n, row in enumerate(seen) if row != final[n])
    return f"position {positions[wrong]} was read where {final[wrong][0]} stands: reordered"


def deviation_in_ended_epoch(final, seen, most):
    """The same of what a reader saw before the log went on in another epoch, on another server.

    Its last rows may be gone, at most so many: a commit that waits for the standby shows on a primary whose postmaster
    was killed, for the moment until its sessions have noticed. Nobody is told that it was carried out. Everything
    before it stands where it was read.
    """
    for place, (position, _) in enumerate(seen):
        if position != place + 1:
            return f"position {place + 1} was skipped or read again in the ended epoch; {position} was read in its place"
    kept = next((n for n, row in enumerate(seen) if final[n : n + 1] != [row]), len(seen))
    gone = seen[kept:]
    stands = next((row for n, row in enumerate(gone, kept) if final[n : n + 1] == [row]), None)
    if stands:
        return f"position {gone[0][0]} was read as {gone[0][1]}, which is gone, and yet {stands[0]} after it stands"
    if len(gone) > most:
        return f"{len(gone)} events from position {gone[0][0]} on were read, and are gone in the next epoch"
    return None


class NewEpoch(Exception):
    """The log goes on on another server: what was read may name other events there, so it is read anew."""


class Tail(threading.Thread):
    """Polls from the beginning until told to stop, and then on to the end, which it must reach in seconds: the feed
    of a service may be a tenth of a second old where nobody says what it must include.

    `poll` gives the next rows, and None where it got no answer: that says nothing of what is left. Where it raises
    NewEpoch, what was read so far is put aside.
    """

    PATIENCE = 5

    def __init__(self, poll, seed):
        super().__init__(daemon=True)
        self.poll, self.random = poll, random.Random(seed)
        self.seen, self.former, self.stopping, self.error = [], [], threading.Event(), None
        self.end, self.deadline = 0, float("inf")

    def run(self):
        try:
            while True:
                is_stopping = self.stopping.is_set()
                rows = self.poll_on()
                self.seen += rows or []
                if rows == [] and is_stopping and (self.cursor >= self.end or time.monotonic() > self.deadline):
                    return
                if not rows:
                    time.sleep(0.1 if rows is None else self.random.choice([0, 0.001, 0.01]))
        except Exception as error:  # noqa: BLE001 - told to whoever started this
            self.error = error

    def poll_on(self):
        try:
            return self.poll(self.cursor)
        except NewEpoch:
            self.former.append(self.seen)
            self.seen = []
            return None

    @property
    def cursor(self):
        return self.seen[-1][0] if self.seen else 0

    def give_up(self):
        self.poll = lambda cursor: []
        self.stopping.set()

    def finish(self, end):
        """What it read, up to `end` at least; less only where it does not get there."""
        self.end, self.deadline = end, time.monotonic() + self.PATIENCE
        self.stopping.set()
        self.join(60)
        if self.is_alive():
            raise TimeoutError("A reader did not come to the end within 60 s")
        if self.error:
            raise self.error
        return self.seen


class Writer(threading.Thread):
    """Begins, writes, waits a little, and commits or rolls back."""

    def __init__(self, store, url, seed, until):
        super().__init__(daemon=True)
        self.store, self.url, self.until, self.random = store, url, until, random.Random(seed)
        self.committed = self.rolled_back = 0
        self.error = None

    def run(self):
        try:
            with psycopg.connect(self.url) as connection:
                while time.monotonic() < self.until:
                    self.store.write(connection, self.random)
                    time.sleep(self.random.choice([0, 0, 0.002, 0.03]))
                    if self.random.random() < 0.2:
                        connection.rollback()
                        self.rolled_back += 1
                    else:
                        connection.commit()
                        self.committed += 1
        except Exception as error:  # noqa: BLE001 - told to whoever started this
            self.error = error


def follow(store, url, seconds, seed, writers=5, readers=3, further_tails=(), further_writers=()):
    """Lets writers and readers run; what each reader did wrong, a sentence for each, and what was done."""
    with psycopg.connect(url, autocommit=True) as owner:
        store.prepare(owner)
    connections = [psycopg.connect(url, autocommit=True) for _ in range(readers)]
    tails = [Tail(lambda cursor, c=c: store.poll(c, cursor), f"{seed} reader {n}") for n, c in enumerate(connections)]
    tails += further_tails
    until = time.monotonic() + seconds
    pens = [Writer(store, url, f"{seed} writer {n}", until) for n in range(writers)] + list(further_writers)
    for thread in [*tails, *pens]:
        thread.start()
    if hasattr(store, "arrange"):
        store.arrange(
            lambda: psycopg.connect(url),
            lambda position: eventually(
                f"Position {position} is read", lambda: all(tail.cursor >= position for tail in tails)))
    for pen in pens:
        pen.join(seconds + 60)
        if pen.error:
            raise pen.error
    final = store.all(connections[0])
    found = [tail.finish(final[-1][0]) for tail in tails]
    for connection in connections:
        connection.close()
    wrong = [why for seen in found if (why := deviation(final, seen))]
    return wrong, {
        "rows": len(final), "readers": len(tails), "committed": sum(pen.committed for pen in pens),
        "rolled back": sum(pen.rolled_back for pen in pens)}
