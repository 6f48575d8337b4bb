"""Clients under load, each of one service and one log, and the history of what they asked and were told."""

import dataclasses
import json
import random
import threading
import time

from checker import Attempt, Read
from client import Client, NoAnswer
from commands import declare, new_key, perform, propose, read, register

# Whether the command was carried out is then unknown, or it was not: the same may be sent again.
TEMPORARY = {502, 503, 504}
REFUSALS = {"exists", "not_found", "stale_version", "command_reused", "busy"}


class History:
    """What happened on each log, kept in memory for the checker, and line by line in a file for people."""

    def __init__(self, file, logs):
        self.file, self.lock = file, threading.Lock()
        self.attempts = {log: [] for log in logs}
        self.reads = {log: [] for log in logs}
        self.newest = {log: None for log in logs}
        self.programme = {log: 0 for log in logs}
        self.acknowledged = {log: [] for log in logs}
        self.strange = []

    def note_attempt(self, log, attempt):
        with self.lock:
            self.attempts[log].append(attempt)
            if attempt.done and not attempt.is_reuse:
                self.acknowledged[log].append((attempt.key, attempt.operation))
            self._write(log, "command", attempt)

    def note_read(self, log, read):
        with self.lock:
            self.reads[log].append(read)
            self._write(log, "read", read)

    def note_strange(self, log, what):
        """An answer that no client should ever get."""
        with self.lock:
            self.strange.append(f"{log}: {what}")

    def note_position(self, log, position):
        with self.lock:
            if position and (self.newest[log] is None or position > self.newest[log]):
                self.newest[log] = position

    def _write(self, log, kind, record):
        self.file.write(json.dumps({"log": log, "what": kind, **dataclasses.asdict(record)}) + "\n")

    def counts(self):
        every = [attempt for attempts in self.attempts.values() for attempt in attempts]
        return {
            "sent": len(every), "acknowledged": sum(1 for a in every if a.done),
            "refused": sum(1 for a in every if a.refusal),
            "unknown": sum(1 for a in every if not a.done and not a.refusal),
            "reads": sum(len(reads) for reads in self.reads.values())}


class LoadClient(threading.Thread):
    """Registers people, some under contested ids, and adds to a programme together with the others."""

    def __init__(self, name, port, log, token, history, seed, other_port=None):
        super().__init__(daemon=True, name=name)
        self.client, self.log, self.history = Client(port, log, token, timeout=15), log, history
        self.other = Client(other_port or port, log, token, timeout=15)
        self.random = random.Random(seed)
        self.stopping, self.count, self.token, self.versions = threading.Event(), 0, None, {}
        self.error = None

    def run(self):
        try:
            while not self.stopping.is_set():
                self.random.choices(
                    [self.give_command, self.give_twice_at_once, self.read_something, self.repeat_one, self.reuse_one],
                    [65, 5, 20, 5, 3])[0]()
                self.stopping.wait(self.random.uniform(0.01, 0.08))
        except Exception as error:  # noqa: BLE001 - told to whoever waits for this client
            self.error = error
        self.client.close()
        self.other.close()

    # --- Commands ---

    def give_command(self):
        self.see_through(self.next_operation(), new_key())

    def give_twice_at_once(self):
        """As an impatient person, or a proxy that retries, does: the second may meet the first under way."""
        operation, key = self.next_operation(), new_key()
        second = threading.Thread(target=self.attempt, args=(operation, key), kwargs={"client": self.other}, daemon=True)
        second.start()
        time.sleep(self.random.uniform(0, 0.01))
        self.attempt(operation, key)
        second.join()

    def next_operation(self):
        r, self.count = self.random, self.count + 1
        current = self.history.programme[self.log]
        programme = f"pg-{current}"
        version = self.versions.get(f"programme-{programme}")
        choice = r.random()
        if choice < 0.4:
            return register(f"{self.name}-{self.count}")
        if choice < 0.55:
            return register(f"contested-{r.randint(0, 20) + 10 * (self.count // 20)}")
        if choice < 0.58 or not current:
            return propose(f"pg-{current + 1}")
        return declare(programme, r.randint(0, 3000), r.choice([None, version]))

    def see_through(self, operation, key):
        """Sends it until there is an answer, as a script would; but some people give up."""
        patience = time.monotonic() + 60
        while True:
            if self.attempt(operation, key) or self.random.random() < 0.1 or time.monotonic() > patience:
                return
            if self.random.random() < 0.5:
                self.stopping.wait(self.random.uniform(0.02, 0.4))

    def attempt(self, operation, key, is_reuse=False, client=None):
        """Whether there was an answer."""
        sent = time.monotonic()
        attempt = Attempt(self.name, key, operation, sent, sent, is_reuse=is_reuse)
        try:
            answer = perform(client or self.client, operation, key)
        except NoAnswer:
            attempt.ended = time.monotonic()
            self.history.note_attempt(self.log, attempt)
            return False
        attempt.ended = time.monotonic()
        self.understand(answer, attempt)
        self.history.note_attempt(self.log, attempt)
        return answer.status not in TEMPORARY

    def understand(self, answer, attempt):
        if answer.status in (200, 201):
            events = [(event["position"], event["type"]) for event in answer.body["events"]]
            attempt.done = (answer.body["position"], answer.body["version"], events, answer.is_replayed)
            self.reached(answer.position)
            self.versions[attempt.operation["stream"]] = answer.body["version"]
            if attempt.operation["kind"] == "propose":
                with self.history.lock:
                    number = int(attempt.operation["stream"].rpartition("-")[2])
                    self.history.programme[self.log] = max(number, self.history.programme[self.log])
        elif answer.code in REFUSALS:
            attempt.refusal = answer.code
            if answer.code == "stale_version":
                self.versions.pop(attempt.operation["stream"], None)
        elif answer.status not in TEMPORARY:
            self.history.note_strange(self.log, f"{attempt.operation} was answered with {answer.status}: {answer.body}")

    def reached(self, position):
        if position and (self.token is None or position > self.token):
            self.token = position
        self.history.note_position(self.log, position)

    def one_that_was_acknowledged(self):
        with self.history.lock:
            known = self.history.acknowledged[self.log]
            return self.random.choice(known[-200:]) if known else None

    def repeat_one(self):
        if known := self.one_that_was_acknowledged():
            self.attempt(known[1], known[0])

    def reuse_one(self):
        if known := self.one_that_was_acknowledged():
            self.attempt(register(f"reuse-{new_key()}"), known[0], is_reuse=True)

    # --- Reads ---

    def read_something(self):
        known = self.one_that_was_acknowledged()
        stream = self.random.choice([f"programme-pg-{self.history.programme[self.log]}", known and known[1]["stream"]])
        if stream is None:
            return
        # What somebody else was told counts as well: positions are passed on in mails and messages.
        if self.random.random() < 0.5:
            self.reached(self.history.newest[self.log])
        carried, sent = self.token, time.monotonic()
        try:
            answer = read(self.client, stream, carried)
        except NoAnswer:
            return
        self.note(Read(self.name, stream, sent, time.monotonic(), carried, None, None), answer)

    def note(self, read, answer):
        if answer.status == 200:
            read.as_of, read.version = answer.position, answer.body["version"]
            if read.carried is None or answer.position[0] == read.carried[0]:
                self.reached(answer.position)
        elif answer.code == "epoch_changed":
            read.refusal, self.token = answer.code, None
            with self.history.lock:
                if self.history.newest[self.log] == read.carried:
                    self.history.newest[self.log] = None
        elif answer.code == "not_found":
            read.refusal = answer.code
        elif answer.status not in TEMPORARY:
            self.history.note_strange(
                self.log, f"a read of {read.stream} with Collegiate-Position {read.carried} was answered with "
                f"{answer.status}: {answer.body}")
        self.history.note_read(self.log, read)
