"""The service under test: a database of its own with both rehearsals and one real log, and a server."""

import os
import pathlib
import re
import subprocess
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("COLLEGIATE_BIN", str(ROOT / ".build/debug/collegiate"))

YEAR = "six-dales"
JANUARY = "six-dales-january"
REAL = "true-dales"


class Service:
    def __init__(self, *options):
        self.options = options
        self.server = os.environ["COLLEGIATE_TEST_DATABASE_URL"]
        self.database = f"collegiate_pages_{uuid.uuid4().hex}"
        self.url = with_database(self.server, self.database)
        self.process = None
        self.base = None

    def start(self):
        sql(self.server, f"create database {self.database} template template0 encoding 'UTF8'")
        self.run("migrate")
        self.run("demo")
        self.run("demo", "--until", "2026-01-20")
        self.run(
            "consortium", "create", REAL, "--name", "True Dales", "--coordinator", "co-1", "--letter", "TD/1")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", *self.options], env=self.environment(), stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://\S+:\d+", line)
            if found:
                self.base = found.group(0)
                return self
        raise RuntimeError("The service ended before it listened.")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)
        sql(self.server, f"drop database if exists {self.database} with (force)")

    def environment(self):
        return {**os.environ, "DATABASE_URL": self.url, "COLLEGIATE_SCHEMA": str(ROOT / "schema")}

    def run(self, *arguments):
        done = subprocess.run(
            [PROGRAM, *arguments], env=self.environment(), capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def head(self, log):
        """The position of a log's last event."""
        found = sql(
            self.url,
            "select coalesce(max(e.position), 0) from collegiate.event e "
            f"join collegiate.log l on l.id = e.log where l.slug = '{log}'")
        return int(found)


def with_database(url, name):
    if "://" not in url:
        return f"{url} dbname='{name}'"
    path, _, query = url.partition("?")
    scheme, _, rest = path.partition("://")
    authority = rest.partition("/")[0]
    return f"{scheme}://{authority}/{name}" + (f"?{query}" if query else "")


def sql(url, statement):
    done = subprocess.run(
        ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", statement, url],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
