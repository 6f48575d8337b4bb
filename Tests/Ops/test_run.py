"""ops/run: what a newcomer meets, and that it leaves nothing behind however it ends."""

import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request

import pytest
from ops_run import Run, State, eventually


@pytest.fixture(scope="module")
def kept():
    """A state folder in which the demonstration is made once, by the first test that runs it."""
    state = State()
    yield state
    state.remove()


@pytest.fixture
def fresh():
    state = State()
    yield state
    state.remove()


@pytest.fixture
def start():
    """Starts runs, and ends them with all that a test, perhaps in failing, left of them."""
    runs = []

    def start(*arguments, **environment):
        runs.append(Run(*arguments, **environment))
        return runs[-1]

    yield start
    for run in runs:
        run.finish()


def get(url, token=None):
    """The answer's status and body."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def judgements(run, token):
    """Asks for a view of the year; the status."""
    return get(f"{run.address}/api/v1/six-dales/views/judgement_now", token)[0]


def test_the_first_run_serves_and_what_it_prints_works(kept, start):
    run = start(kept).until_ready()
    assert get(f"{run.address}/healthz")[0] == 200
    tokens = run.tokens()
    assert set(tokens) == {"ash-lead", "ash-off", "ash-dec", "bir-lead", "co-1", "uni-1", "dp-1", "year"}
    assignments, examples = run.examples()
    assert len(examples) == 3
    for example in examples:
        typed = f"{assignments}\n{example} --silent --show-error --fail-with-body"
        answer = subprocess.run(["bash", "-c", typed], capture_output=True, text=True)
        assert answer.returncode == 0, f"{example}\n{answer.stdout}{answer.stderr}"
        assert answer.stdout.strip()
    run.interrupt()
    assert run.ended() == 130
    run.leaves_nothing()


def test_a_second_run_is_up_in_seconds_with_the_same_data_and_new_tokens(kept, start):
    def history(run):
        return get(f"{run.address}/api/v1/six-dales/events?limit=1", run.tokens()["year"])

    before = start(kept).until_ready()
    first_event = history(before)
    assert first_event[0] == 200 and first_event[1]
    before.interrupt()
    before.ended()

    run = start(kept)
    run.until("Ctrl-C stops it", seconds=20)
    new, old = run.tokens(), before.tokens()
    assert not set(new.values()) & set(old.values())
    assert judgements(run, new["year"]) == 200
    assert judgements(run, old["year"]) == 401
    assert history(run) == first_event


def test_two_at_once_the_second_says_where_the_first_is(kept, start):
    first = start(kept).until_ready()
    second = start(kept)
    assert second.ended() == 1
    assert first.address in second.output
    assert str(first.process.pid) in second.output
    assert get(f"{first.address}/readyz")[0] == 200


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_a_polite_signal_leaves_nothing(kept, start, end):
    run = start(kept).until_ready()
    run.process.send_signal(end)
    assert run.ended() == 128 + end
    run.leaves_nothing()


def test_a_closed_terminal_leaves_nothing(kept, start):
    run = start(kept).until_ready()
    run.close_terminal()
    run.ended()
    run.leaves_nothing()


def test_a_killed_run_takes_its_children_with_it(kept, start):
    run = start(kept).until_ready()
    run.process.kill()
    run.process.wait()
    eventually("every process ended", lambda: not run.orphans(), 20)
    # Nobody was left to tidy up; the next run does, and starts.
    start(kept).until_ready()


def test_an_interrupted_demonstration_leaves_nothing_and_is_taken_up_again(fresh, start):
    run = start(fresh)
    run.until("Performing the worked example")
    run.interrupt()
    assert run.ended() == 130
    run.leaves_nothing()
    again = start(fresh).until_ready()
    assert judgements(again, again.tokens()["year"]) == 200


def test_an_interrupted_build_leaves_nothing(fresh, start, tmp_path):
    # Stands in for a compiler: it takes long, has a helper, and both are deaf to everything but being killed.
    swift = tmp_path / "swift"
    swift.write_text("#!/bin/bash\ntrap '' INT TERM\nsleep 1000 &\necho compiling\nwait\nsleep 1000\n")
    swift.chmod(0o755)
    run = start(fresh, COLLEGIATE_BIN="", PATH=f"{tmp_path}:{os.environ['PATH']}")
    run.until("compiling")
    assert len(run.orphans()) > 2
    run.interrupt()
    assert run.ended() == 130
    run.leaves_nothing()


def test_where_the_usual_port_is_taken_a_free_one_is_used(kept, start):
    with socket.socket() as usual:
        usual.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            usual.bind(("127.0.0.1", 8080))
            usual.listen()
        except OSError:
            pass  # somebody else holds it, which serves as well
        run = start(kept).until_ready()
        assert not run.address.endswith(":8080")
        assert get(f"{run.address}/readyz")[0] == 200


def test_the_port_asked_for_is_the_port_used(kept, start):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = start(kept, "--port", str(port)).until_ready()
    assert run.address == f"http://127.0.0.1:{port}"


def test_when_the_service_dies_the_run_ends_and_says_so(kept, start):
    run = start(kept).until_ready()
    service = next(o.split()[0] for o in run.orphans() if " serve " in o)
    os.kill(int(service), signal.SIGKILL)
    assert run.ended() == 1
    assert "The service ended by itself" in run.output
    run.leaves_nothing()


def test_with_a_server_of_ones_own_no_other_is_started(fresh, start):
    server = os.environ["COLLEGIATE_TEST_DATABASE_URL"]
    database = fresh.folder.name.replace("collegiate-ops-test.", "ops_run_").lower()
    subprocess.run(["psql", "-Xqc", f'create database "{database}"', server], check=True)
    try:
        run = start(fresh, DATABASE_URL=f"{server}&dbname={database}").until_ready()
        assert get(f"{run.address}/readyz")[0] == 200
        assert fresh.cluster is None
        assert not any("postgres -D" in o for o in run.orphans())
        run.interrupt()
        run.ended()
        run.leaves_nothing()
    finally:
        subprocess.run(["psql", "-Xqc", f'drop database "{database}" with (force)', server], check=True)


def test_a_checkout_that_the_server_may_not_enter_keeps_its_data_elsewhere(start):
    # Root's server runs as another user, who may not enter a folder of root's; anybody else's as themselves, who may.
    state = State(parent=os.path.expanduser("~"))
    state.folder.chmod(0o700)
    try:
        run = start(state).until_ready()
        assert state.cluster.is_relative_to("/var/lib/collegiate") == (os.getuid() == 0)
        run.interrupt()
        run.ended()
        run.leaves_nothing()
    finally:
        state.remove()


def test_a_wrong_option_is_explained(fresh, start):
    run = start(fresh, "--prot", "1")
    assert run.ended() == 2
    assert "usage: ops/run" in run.output
