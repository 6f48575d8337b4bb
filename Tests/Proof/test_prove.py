"""ops/prove as a person runs it: Ctrl-C leaves nothing behind."""

import os
import pathlib
import signal
import subprocess

from program import PROGRAM, ROOT, eventually


def test_it_stops_everything_that_it_started(tmp_path):
    said = tmp_path / "said"
    with said.open("wb") as output:
        run = subprocess.Popen(
            [ROOT / "ops/prove", "--only", "fill-disk,kill-service,fail-over", "--seed", "1", "--folder", tmp_path / "histories"],
            env={**os.environ, "COLLEGIATE_BIN": PROGRAM}, stdout=output, stderr=output, start_new_session=True)
    try:
        eventually("The first round is under way", lambda: run.poll() is not None or "round 1:" in said.read_text(), 120)
        assert run.poll() is None, said.read_text()
        started = descendants(run.pid)
        assert any("postgres" in command for command in started.values()), started
        assert any(" serve --port" in command for command in started.values()), started
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGINT)
    assert run.wait(100) == 130, said.read_text()
    eventually("Every process has ended", lambda: not alive(started), 30)


def descendants(root):
    """Processes that descend from one, with their command lines."""
    parents, commands = {}, {}
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            commands[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue

    def descends(process):
        while process in parents:
            if process == root:
                return True
            process = parents[process]
        return False

    return {process: commands[process] for process in commands if descends(process)}


def alive(processes):
    return [p for p in processes if pathlib.Path(f"/proc/{p}").exists() and "Z" not in state(p)]


def state(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
