"""Starts ops/run as a person would, and finds what it leaves behind."""

import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def eventually(what, condition, seconds=60):
    """Waits for the condition; fails when the deadline passes first."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.05)
    return result


class State:
    """A state folder of its own, so that no test meets the data of whoever works in this checkout."""

    def __init__(self, parent="/tmp"):
        self.folder = Path(tempfile.mkdtemp(prefix="collegiate-ops-test.", dir=parent))
        # Where the tests run as root, PostgreSQL runs as another user, who must come through.
        self.folder.chmod(0o755)

    @property
    def cluster(self):
        note = self.folder / "postgres-folder"
        return Path(note.read_text().strip()) if note.exists() else None

    def remove(self):
        if self.cluster and not self.cluster.is_relative_to(self.folder):
            shutil.rmtree(self.cluster)
        shutil.rmtree(self.folder)


class Run:
    """One ops/run, as from a new terminal: in a session of its own; what it starts is known by a mark."""

    def __init__(self, state, *arguments, **environment):
        self.state = state
        self.mark = f"COLLEGIATE_OPS_TEST={uuid.uuid4()}"
        name, value = self.mark.split("=")
        inherited = {k: v for k, v in os.environ.items() if k not in ("PORT", "DATABASE_URL")}
        self.said = tempfile.TemporaryFile()
        self.terminal, terminal_of_run = os.openpty()
        self.process = subprocess.Popen(
            ["setsid", "--ctty", CHECKOUT / "ops" / "run", *arguments],
            cwd="/",
            env=inherited | {"COLLEGIATE_STATE": str(state.folder), name: value} | environment,
            stdin=terminal_of_run,
            stdout=terminal_of_run,
            stderr=terminal_of_run,
        )
        os.close(terminal_of_run)
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        while self.terminal is not None:
            if select.select([self.terminal], [], [], 0.05)[0]:
                try:
                    self.said.write(os.read(self.terminal, 65536).replace(b"\r\n", b"\n"))
                    self.said.flush()
                except OSError:
                    break  # nobody is at the other end any more

    def close_terminal(self):
        terminal, self.terminal = self.terminal, None
        self.listener.join()
        os.close(terminal)

    @property
    def output(self):
        return os.pread(self.said.fileno(), 1_000_000, 0).decode()

    def until(self, text, seconds=300):
        def condition():
            if text in self.output:
                return True
            assert self.process.poll() is None, f"it ended before saying {text!r}:\n{self.output}"
            return False

        eventually(f"saying {text!r}", condition, seconds)

    def until_ready(self):
        self.until("Ctrl-C stops it")
        return self

    @property
    def address(self):
        return re.search(r"Collegiate is at (http://\S+)", self.output)[1]

    def tokens(self):
        """The tokens that it printed, by person; that for the year under 'year'."""
        found = dict(re.findall(r"^  ([a-z]+-[a-z0-9]+)  .*?  +(\S+)$", self.output, re.M))
        found["year"] = re.search(r"^  YEAR='Authorization: Bearer (\S+)'$", self.output, re.M)[1]
        return found

    def examples(self):
        """What it tells people to type: the assignments as one text, and each request."""
        assignments = "\n".join(re.findall(r"^  ([A-Z]+=.*)$", self.output, re.M))
        return assignments, re.findall(r"^  (curl .*(?:\n    .*)*)$", self.output, re.M)

    def interrupt(self):
        """Types Ctrl-C: the terminal then signals whoever is in its foreground."""
        os.write(self.terminal, b"\x03")

    def ended(self, seconds=30):
        status = self.process.wait(seconds)
        self.listener.join(1)
        return status

    def orphans(self):
        """What it started and did not end: by its mark, or, since PostgreSQL's processes write over their
        environment, by the folder in which they work."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                marked = self.mark.encode() in (process / "environ").read_bytes().split(b"\0")
                folder = os.readlink(process / "cwd")
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            inside = self.state.cluster and Path(folder).is_relative_to(self.state.cluster)
            if command and (marked or inside):
                found.append(f"{process.name} {command}")
        return found

    def finish(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        for orphan in self.orphans():
            os.kill(int(orphan.split()[0]), signal.SIGKILL)

    def leaves_nothing(self, seconds=20):
        eventually("every process ended", lambda: not self.orphans(), seconds)
        leftovers = [n for n in ("running", "database-url", "sockets") if (self.state.folder / n).exists()]
        assert leftovers == []
