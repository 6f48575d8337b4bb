"""What can be said of scripts and container files without running them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def scripts():
    """Every file under version control that a shell runs or reads."""
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        path = CHECKOUT / name
        if path.suffix == ".sh":
            yield name
        elif not path.suffix and path.is_file():
            with path.open("rb") as file:
                if re.match(rb"#!.*\b(ba|da|)sh\b", file.readline()):
                    yield name


@pytest.mark.parametrize("script", list(scripts()))
def test_shellcheck_has_nothing_to_say(script):
    checked = subprocess.run(
        ["shellcheck", "--external-sources", script], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_the_dockerfile_is_linted():
    checked = subprocess.run(["hadolint", "ops/Dockerfile"], cwd=CHECKOUT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def compose(**environment):
    """What Compose makes of the file, or None, and what it said. Its Python package forgets the exit code."""
    program = shutil.which("docker-compose")
    made = subprocess.run(
        [program, "--file", "docker-compose.yml", "config", "--format", "json"],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"} | environment,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout or "null"), made.stderr


def test_the_services_are_described_as_compose_understands_them():
    made, said = compose(COLLEGIATE_DATABASE_PASSWORD="a-password")
    assert said == ""
    services = made["services"]
    assert set(services) == {"database", "migrate", "collegiate"}
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["collegiate"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    # Whoever wants it on the network puts a server for TLS before it.
    assert [p["host_ip"] for p in services["collegiate"]["ports"]] == ["127.0.0.1"]
    assert "ports" not in services["database"]


def test_no_password_stands_in_the_file_and_none_is_made_up():
    made, said = compose()
    assert made is None
    assert "COLLEGIATE_DATABASE_PASSWORD" in said


def test_the_database_is_made_for_an_owner_who_is_no_superuser():
    """Runs the script that Compose hands to the server's image, on the server for tests."""
    server = os.environ["COLLEGIATE_TEST_DATABASE_URL"]
    made, _ = compose(COLLEGIATE_DATABASE_PASSWORD="a-password")
    script = made["configs"]["owner"]["content"].replace("$$", "$")

    def ask(sql):
        return subprocess.check_output(["psql", "-XAtc", sql, server], text=True).strip()

    try:
        subprocess.run(
            ["bash", "-euc", script],
            env={
                "PATH": os.environ["PATH"],
                "PGHOST": re.search(r"host=([^&]+)", server)[1],
                "POSTGRES_PASSWORD": "a'password",
            },
            check=True,
        )
        assert ask("select rolsuper, rolcanlogin from pg_roles where rolname = 'collegiate'") == "f|t"
        assert ask("select rolpassword from pg_authid where rolname = 'postgres'") == ""
        migrated = subprocess.run(
            [os.environ["COLLEGIATE_BIN"], "migrate"],
            env=os.environ | {"DATABASE_URL": server.replace("postgres@/postgres", "collegiate@/collegiate")},
            capture_output=True,
            text=True,
        )
        assert migrated.returncode == 0, migrated.stderr
    finally:
        ask("drop database if exists collegiate with (force)")
        ask("drop role if exists collegiate")


def test_the_image_runs_as_nobody_in_particular_and_tells_its_health():
    lines = (CHECKOUT / "ops" / "Dockerfile").read_text().splitlines()
    runtime = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER 10001" in runtime
    assert any(line.startswith("HEALTHCHECK") for line in runtime)
    assert any("/healthz" in line for line in runtime)


def test_the_image_is_given_what_it_is_made_from():
    lines = (CHECKOUT / "ops" / "Dockerfile").read_text().splitlines()
    let_in = (CHECKOUT / "ops" / "Dockerfile.dockerignore").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    wanted = {name for copy in copies for name in copy}
    assert {"Package.swift", "Sources", "ops/release", "schema"} <= wanted
    for name in wanted:
        assert (CHECKOUT / name).exists(), name
        assert f"!{name}" in let_in, name


def test_what_is_measured_is_built_as_what_is_shipped():
    for name in ("Dockerfile", "bench"):
        text = (CHECKOUT / "ops" / name).read_text()
        assert "ops/release" in text, name
        assert "swift build --configuration release" not in text, name
