"""PostgreSQL servers that survive a crash, as an operator has them, and `collegiate serve` on them."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from ops_run import CHECKOUT, eventually

BIN = Path("/usr/lib/postgresql/15/bin")
PROGRAM = os.environ.get("COLLEGIATE_BIN", str(CHECKOUT / ".build/debug/collegiate"))
# PostgreSQL refuses to run as root.
AS_SERVER = (
    ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else [])
SLUG = "dales"


def command(arguments, environment=None, seconds=120):
    """Runs to the end and returns (code, output, errors)."""
    done = subprocess.run(
        [str(a) for a in arguments], cwd="/", env=clean() | (environment or {}), capture_output=True, text=True,
        timeout=seconds)
    return done.returncode, done.stdout, done.stderr


def checked(arguments, environment=None, seconds=120):
    code, out, err = command(arguments, environment, seconds)
    assert code == 0, f"{arguments}: {out}{err}"
    return out


def clean():
    """The environment without what names the caller's own database."""
    return {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and not k.startswith("PG")} | {
        "COLLEGIATE_SCHEMA": str(CHECKOUT / "schema"), "COLLEGIATE_BIN": PROGRAM}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """A folder for servers, which their user can enter; removed with all that runs in it."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="collegiate-ops.", dir="/tmp"))
        self.folder.chmod(0o755)
        if AS_SERVER:
            shutil.chown(self.folder, "postgres", "postgres")
        self.running = []

    def server(self, name, **settings):
        return Server(self, name, **settings)

    def serve(self, url, *options):
        return Serve(self, url, *options)

    def remove(self):
        for child in reversed(self.running):
            child.kill()
        shutil.rmtree(self.folder)


class Server:
    """One PostgreSQL server on a socket of its own."""

    def __init__(self, place, name, **settings):
        self.place = place
        self.name = name
        self.folder = place.folder / name
        self.data = self.folder / "data"
        self.settings = settings
        self.process = None
        checked([*AS_SERVER, "mkdir", "-p", "-m", "700", self.folder])

    @property
    def url(self):
        return f"postgresql://postgres@/collegiate?host={self.folder}"

    def create(self):
        checked([*AS_SERVER, BIN / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale=C.UTF-8", "--no-sync"])
        self.start()
        self.sql("create database collegiate", "postgres")
        return self

    def copy(self, of, *options):
        """Makes a standby of another server."""
        checked([*AS_SERVER, BIN / "pg_basebackup", "-h", of.folder, "-U", "postgres", "-D", self.data, "-R",
                 "--checkpoint=fast", "--no-sync", *options])
        return self.start()

    def start(self):
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder} | self.settings
        arguments = [a for k, v in settings.items() for a in ("-c", f"{k}={v}")]
        log = open(self.place.folder / f"{self.name}.log", "ab")
        self.process = subprocess.Popen(
            [*map(str, AS_SERVER), str(BIN / "postgres"), "-D", str(self.data), *arguments], cwd="/", env=clean(),
            stdout=log, stderr=log, start_new_session=True)
        self.place.running.append(self)
        eventually(f"{self.name} answers", self.answers)
        return self

    def answers(self):
        assert self.process.poll() is None, (self.place.folder / f"{self.name}.log").read_text()
        return command([BIN / "pg_isready", "-q", "-h", self.folder, "-d", "postgres", "-U", "postgres"])[0] == 0

    def sql(self, statement, database="collegiate"):
        return checked(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-c",
                        statement, database]).strip()

    def promote(self):
        checked([*AS_SERVER, BIN / "pg_ctl", "promote", "-D", self.data])

    def kill(self):
        """Ends every process of the server at once, as a power cut does; what was not on disk is lost."""
        if self.process and self.process.poll() is None:
            # With the postmaster gone, its children end by themselves; none may write until then.
            os.kill(self.process.pid, signal.SIGSTOP)
            for child in children(self.process.pid):
                os.kill(child, signal.SIGKILL)
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


def children(process):
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


class Serve:
    """`collegiate serve`, and what a client sends to it."""

    def __init__(self, place, url, *options):
        self.place = place
        self.url = url
        self.lines = []
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--rate", "0", *options], cwd="/", env=clean() | {"DATABASE_URL": url},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        place.running.append(self)
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()
        self.base = eventually("the service listens", self.address)

    def listen(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def address(self):
        assert self.process.poll() is None, "".join(self.lines)
        found = re.search(r"http://\S+:\d+", "".join(self.lines))
        return found and found[0]

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def send(self, method, path, token=None, body=None, **headers):
        """The answer; None where there was none."""
        request = urllib.request.Request(
            self.base + (path if path.startswith("/") else f"/api/v1/{SLUG}/{path}"), method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={k.replace("_", "-"): v for k, v in headers.items()}
            | ({"Content-Type": "application/json"} if body is not None else {})
            | ({"Authorization": f"Bearer {token}"} if token else {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def get(self, path, token=None, **headers):
        return self.send("GET", path, token, **headers)

    def register(self, name, token, key=None):
        """Sends a command that records one event: registers an organisation."""
        return self.send(
            "POST", "organisations/register", token,
            {"organisation": name, "name": f"The {name} authority", "short_name": name, "kind": "partner"},
            Idempotency_Key=key or str(uuid.uuid4()))

    def registered(self, name, token, seconds=60):
        """Sends it until it is acknowledged, with the same key, as a client does."""
        key = str(uuid.uuid4())

        def acknowledged():
            answer = self.register(name, token, key)
            assert answer is None or answer.status in (200, 201, 503), f"{answer}"
            return answer if answer and answer.status != 503 else None

        return eventually(f"{name} is registered", acknowledged, seconds)

    def organisations(self, token, **headers):
        """Who stands in the log as registered, in the order of the log."""
        answer = self.get("events?limit=1000", token, **headers)
        assert answer.status == 200, f"{answer}"
        return [e["data"]["organisation"] for e in answer.json["events"] if e["type"] == "OrganisationRegistered"]


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def position(self):
        return self.headers["Collegiate-Position"]

    @property
    def code(self):
        return self.json.get("code")

    def __repr__(self):
        return f"{self.status} {self.body[:500]!r}"


def collegiate(url, *arguments):
    return checked([PROGRAM, *arguments], {"DATABASE_URL": url})


def begin(url):
    """Migrates, makes a consortium and returns its coordinator's token."""
    collegiate(url, "migrate")
    collegiate(url, "consortium", "create", SLUG, "--name", "The Dales", "--coordinator", "co-1", "--letter", "D/1")
    return collegiate(
        url, "token", "create", SLUG, "co-1", "--scope", "read", "--scope", "command", "--plain").strip()


def stopwatch():
    began = time.monotonic()
    return lambda: time.monotonic() - began
