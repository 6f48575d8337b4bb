"""The program under test: its commands, and `collegiate serve` as a process that may be killed."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import time
import uuid

import psycopg

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("COLLEGIATE_BIN", str(ROOT / ".build/debug/collegiate"))
SCHEMA = os.environ.get("COLLEGIATE_SCHEMA", str(ROOT / "schema"))
COORDINATOR = "co-1"


def eventually(what, condition, seconds=30):
    """What the condition gives as soon as it gives something; fails when the deadline passes first."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)
    return result


def environment(url):
    return {**os.environ, "DATABASE_URL": url, "COLLEGIATE_SCHEMA": SCHEMA}


def collegiate(url, *arguments, timeout=600):
    """Runs one command of the program to its end; its exit code and what it printed."""
    done = subprocess.run(
        [PROGRAM, *arguments], env=environment(url), capture_output=True, text=True, timeout=timeout)
    return done.returncode, done.stdout + done.stderr


def command(url, *arguments):
    status, said = collegiate(url, *arguments)
    if status != 0:
        raise RuntimeError(f"collegiate {' '.join(arguments)} ended with {status}: {said}")
    return said


def make_logs(url, slugs):
    """Migrates, makes the logs, each with a coordinator; a token for the coordinator of each."""
    command(url, "migrate")
    tokens = {}
    for slug in slugs:
        command(url, "consortium", "create", slug, "--name", slug, "--coordinator", COORDINATOR, "--letter", "L/1")
        tokens[slug] = command(
            url, "token", "create", slug, COORDINATOR, "--scope", "read", "--scope", "command", "--plain").strip()
    return tokens


def spawn(arguments, death_signal="KILL", **options):
    """Starts a process in a session of its own, which the kernel stops when this one dies.

    The kernel watches the thread that starts it, so only the main thread may call this.
    """
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", death_signal, *arguments], stdin=subprocess.DEVNULL, start_new_session=True,
        **options)


class Service:
    """One `collegiate serve`, on the same port each time it is started."""

    def __init__(self, url, log_file, connections=8):
        self.url = url
        self.log_file = pathlib.Path(log_file)
        self.connections = connections
        self.port = 0
        self.process = None

    def start(self):
        with self.log_file.open("ab") as said:
            begin = said.tell()
            self.process = spawn(
                [PROGRAM, "serve", "--port", str(self.port), "--rate", "0", "--connections", str(self.connections)],
                env=environment(self.url), stdout=said, stderr=said)
        # It does not wait for a database at its start, so whoever supervises it tries again.
        found = eventually("The service listens or ends", lambda: self._listening(begin) or self.process.poll())
        if isinstance(found, int):
            return False
        self.port = int(found)
        return True

    def _listening(self, begin):
        with self.log_file.open("rb") as said:
            said.seek(begin)
            found = re.search(rb"Listening on http://[^ ]*:(\d+)", said.read())
        return found and found[1]

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@contextlib.contextmanager
def database(server):
    """A database of its own on a server, dropped afterwards; its address."""
    name = f"proof_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {name} template template0 encoding 'UTF8'")
        try:
            yield server.replace("/postgres?", f"/{name}?")
        finally:
            admin.execute(f"drop database {name} with (force)")
