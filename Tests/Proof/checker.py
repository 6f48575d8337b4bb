"""Is there an order of all operations on a log that explains every answer and respects real time?

The log itself claims to be that order. So each accepted command is replayed on the model in the log's order
and compared with its answers; whoever was answered before another was sent must stand before it; and what
wrote nothing, a refusal or a read, must have been right at some point between its request and its answer.
"""

import bisect
import dataclasses

from log_model import LogModel

MAY_HAPPEN_ANY_TIME = {"busy"}


@dataclasses.dataclass
class Commit:
    """As the log holds it. receipts: (key, first, last); events: (position, stream, version, type, key)."""

    number: int
    first: int
    last: int
    receipts: list
    events: list


@dataclasses.dataclass
class Attempt:
    """One request for a command. `done` is what its answer said: (position, version, [(position, type)], replayed);
    `refusal` its code; neither where there was no answer, or only that there is none for now."""

    client: str
    key: str
    operation: dict
    sent: float
    ended: float
    done: tuple | None = None
    refusal: str | None = None
    # The key was somebody's already: sent to be refused.
    is_reuse: bool = False


@dataclasses.dataclass
class Read:
    """A stream's state; `carried` and `as_of` are (epoch, position), `version` 0 where it was not there."""

    client: str
    stream: str
    sent: float
    ended: float
    carried: tuple | None
    as_of: tuple | None
    version: int | None
    refusal: str | None = None


class Earliest:
    """The latest commit that is known to have happened by a time, as far as answers tell."""

    def __init__(self, pairs):
        self.times, self.commits = [], []
        for time, commit in sorted(pairs):
            self.times.append(time)
            self.commits.append(max(commit, self.commits[-1] if self.commits else 0))

    def before(self, time):
        place = bisect.bisect_left(self.times, time)
        return self.commits[place - 1] if place else 0


class Latest:
    """The last commit that can have happened by a time: those of commands sent later come after it."""

    def __init__(self, pairs, last):
        pairs = sorted(pairs, reverse=True)
        self.times, self.commits, least = [], [], last + 1
        for time, commit in pairs:
            least = min(least, commit)
            self.times.append(-time)
            self.commits.append(least - 1)
        self.last = last

    def by(self, time):
        place = bisect.bisect_left(self.times, -time)
        return self.commits[place - 1] if place else self.last


class Checker:
    """`base` is the number of the last commit that was there before the history began."""

    def __init__(self, attempts, reads, commits, base=0):
        self.attempts, self.reads, self.commits, self.base = attempts, reads, commits, base
        self.model = LogModel()
        self.placed = {}  # key -> (commit, end position, version, events)
        self.versions = {}  # stream -> ([commit], [position], [version])
        self.ends = [commit.last for commit in commits]

    def violations(self):
        """Sentences, the plainest first; none where all is well."""
        found = self.dense()
        if found:
            return found  # what follows would only say it again
        found = self.replayed()
        self.bound()
        return found + self.answers() + self.real_time() + self.refusals() + self.freshness()

    # --- The log by itself ---

    def dense(self):
        found, position = [], 0
        for number, commit in enumerate(self.commits, 1):
            if commit.number != number:
                return [f"commit {number} is missing: {commit.number} follows {number - 1}"]
            if commit.first != position + 1:
                return [f"commit {number} begins at position {commit.first}, though {position} was the last"]
            for event in commit.events:
                position += 1
                if event[0] != position:
                    return [f"position {position} is missing: {event[0]} follows {position - 1}"]
            if commit.last != position:
                return [f"commit {number} ends at {commit.last}, but its last event is {position}"]
        return found

    def replayed(self):
        """Every receipt is a command that somebody sent, once, and what it recorded is what the model says."""
        sent = {attempt.key: attempt.operation for attempt in self.attempts if not attempt.is_reuse}
        found = []
        for commit in self.commits[self.base:]:
            for key, first, last in sorted(commit.receipts, key=lambda receipt: receipt[1] or float("inf")):
                if key in self.placed:
                    found.append(f"{key} is doubled: in commit {self.placed[key][0]} and in commit {commit.number}")
                elif key not in sent:
                    found.append(f"commit {commit.number} holds the command {key}, which nobody sent")
                else:
                    found += self.place(key, sent[key], first, last, commit)
            strangers = {event[4] for event in commit.events} - {receipt[0] for receipt in commit.receipts}
            found += [f"commit {commit.number} holds events of {key} without its receipt" for key in strangers]
        return found

    def place(self, key, operation, first, last, commit):
        mine = [event for event in commit.events if event[4] == key]
        expected = self.model.perform(operation)
        self.placed[key] = (commit.number, last or commit.last, expected.version, [(e[0], e[3]) for e in mine])
        if expected.refusal:
            return [f"{key} ({operation}) is recorded in commit {commit.number}, where it had to be refused with "
                    f"{expected.refusal}"]
        start = expected.version - len(expected.events)
        told = [(operation["stream"], start + n, type_) for n, type_ in enumerate(expected.events, 1)]
        if [(e[1], e[2], e[3]) for e in mine] != told:
            return [f"{key} ({operation}) had to record {told}, but commit {commit.number} holds {mine} of it"]
        if mine:
            commits, positions, versions = self.versions.setdefault(operation["stream"], ([], [], []))
            commits.append(commit.number)
            positions.append(mine[-1][0])
            versions.append(expected.version)
            if (first, last) != (mine[0][0], mine[-1][0]):
                return [f"the receipt of {key} names positions {first} to {last}, its events {mine}"]
        return []

    # --- Real time ---

    def bound(self):
        self.first_sent, self.first_acked = {}, {}
        for attempt in self.attempts:
            if attempt.is_reuse or attempt.key not in self.placed:
                continue
            self.first_sent[attempt.key] = min(attempt.sent, self.first_sent.get(attempt.key, attempt.sent))
            if attempt.done:
                self.first_acked[attempt.key] = min(attempt.ended, self.first_acked.get(attempt.key, attempt.ended))
        seen = [(read.ended, self.commit_of(read.as_of[1])) for read in self.reads if read.as_of]
        self.earliest = Earliest([(time, self.placed[key][0]) for key, time in self.first_acked.items()] + seen)
        self.latest = Latest(
            [(time, self.placed[key][0]) for key, time in self.first_sent.items()], len(self.commits))

    def commit_of(self, position):
        """The first commit with which the log reached a position."""
        return bisect.bisect_left(self.ends, position) + 1

    def real_time(self):
        """Commands stand in the order of their commits; nobody stands before whom he was sent after."""
        found, newest, whose = [], float("-inf"), None
        keys = sorted(self.placed, key=lambda key: (self.placed[key][0], self.first_sent[key]))
        group_start = 0
        for place, key in enumerate(keys):
            if self.placed[key][0] != self.placed[keys[group_start]][0]:
                group_start = place
            if place == group_start:
                for other in keys[place:]:
                    if self.placed[other][0] != self.placed[key][0]:
                        break
                    if self.first_sent[other] > newest:
                        newest, whose = self.first_sent[other], other
            if whose != key and self.first_acked.get(key, float("inf")) < newest:
                found.append(
                    f"reordered: {key} was answered before {whose} was sent, and yet stands in commit "
                    f"{self.placed[key][0]}, not before commit {self.placed[whose][0]}")
        return found

    # --- Answers ---

    def answers(self):
        found, carried_out = [], {}
        for attempt in self.attempts:
            if not attempt.done:
                continue
            if attempt.is_reuse:
                found.append(f"{attempt.key} was used for a second request, which was not refused: {attempt}")
                continue
            position, version, events, is_replayed = attempt.done
            if attempt.key not in self.placed:
                found.append(f"lost: {attempt.key} was acknowledged at position {position}, but is not in the log")
                continue
            commit, end, its_version, its_events = self.placed[attempt.key]
            if (position, version, list(events)) != (end, its_version, its_events):
                found.append(
                    f"{attempt.key} was answered with position {position}, version {version}, events {events}; commit "
                    f"{commit} says {end}, {its_version}, {its_events}")
            if not is_replayed and attempt.key in carried_out:
                found.append(f"doubled: {attempt.key} was twice answered as carried out for the first time")
            if not is_replayed:
                carried_out[attempt.key] = attempt
        return found

    def refusals(self):
        found, explained = [], {}
        for attempt in self.attempts:
            if not attempt.refusal:
                explained[attempt.key] = True
        for attempt in self.attempts:
            if not attempt.refusal or attempt.refusal in MAY_HAPPEN_ANY_TIME:
                continue
            low, high = self.earliest.before(attempt.sent), self.latest.by(attempt.ended)
            if attempt.key in self.placed and not attempt.is_reuse:
                commit = self.placed[attempt.key][0]
                if attempt.key not in explained:
                    found.append(f"{attempt.key} was refused with {attempt.refusal}, and is recorded in commit {commit}")
                    continue
                high = min(high, commit - 1)
            if not self.may_refuse(attempt, low, high):
                found.append(
                    f"false conflict: {attempt.key} ({attempt.operation}) was refused with {attempt.refusal}; between "
                    f"commits {low} and {high}, in its time, that was never so")
        return found

    def may_refuse(self, attempt, low, high):
        if low > high:
            return False
        if attempt.refusal == "command_reused":
            return attempt.is_reuse and attempt.key in self.placed and self.placed[attempt.key][0] <= high
        least, most = self.version(attempt.operation["stream"], low), self.version(attempt.operation["stream"], high)
        match attempt.refusal:
            case "exists": return most > 0
            case "not_found": return least == 0
            case "stale_version":
                if_match = attempt.operation["if_match"]
                return if_match is not None and (least != if_match or most != if_match)
        return False

    def version(self, stream, commit):
        commits, _, versions = self.versions.get(stream, ((), (), ()))
        place = bisect.bisect_right(commits, commit)
        return versions[place - 1] if place else 0

    def version_at(self, stream, position):
        """A commit holds commands of many, and a service may know the first of them before the others."""
        _, positions, versions = self.versions.get(stream, ((), (), ()))
        place = bisect.bisect_right(positions, position)
        return versions[place - 1] if place else 0

    # --- Reads ---

    def freshness(self):
        found, reached = [], {}
        for read in sorted(self.reads, key=lambda read: read.sent):
            if read.refusal == "not_found" and read.carried:
                if self.version_at(read.stream, read.carried[1]):
                    found.append(f"stale read: {read.client} did not find {read.stream}, holding {read.carried}")
            if read.refusal or read.as_of is None:
                continue
            high = self.latest.by(read.ended)
            what = f"{read.client} read {read.stream} as of {read.as_of}"
            if read.carried and read.as_of < read.carried:
                found.append(f"stale read: {what}, though it held {read.carried}")
            if read.carried and read.as_of < reached.get(read.client, (0, 0)):
                found.append(f"{what}, after {reached[read.client]}: its reads went back")
            if high and read.as_of[1] > self.ends[high - 1]:
                found.append(f"{what}, but in its time the log cannot have gone beyond {self.ends[high - 1]}")
            low, most = self.version_at(read.stream, read.as_of[1]), self.version(read.stream, high)
            if not low <= read.version <= most:
                found.append(
                    f"stale read: {what} at version {read.version}; the log says {low} then and {most} at the latest")
            reached[read.client] = max(read.as_of, reached.get(read.client, (0, 0)))
        return found
