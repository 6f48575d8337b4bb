"""Random commands, one after the other, are answered as a model in memory answers them."""

import random
import threading
import time
import uuid

import psycopg
import pytest
from append_model import AppendModel
from appending import Command, Event, Guard, append
from client import Client
from commands import declare, perform, propose, read, register
from log_model import STATUS, LogModel

STREAMS = [f"person-m-{n}" for n in range(6)]
TYPES = ["PersonRegistered", "RoleGranted", "RoleRevoked"]
PLACES = [None, None, "here", "there"]


def random_command(model, known, r):
    streams = r.sample(STREAMS, r.randint(1, 3))
    expected = {s: model.version(s) + (r.random() < 0.15) - (r.random() < 0.15) for s in streams}
    expected = {s: max(0, v) for s, v in expected.items()}
    written = r.sample(streams, r.randint(0, len(streams)))
    events = [
        Event(s, r.choice(TYPES), programme=r.choice(PLACES), lea=r.choice(PLACES), cycle=r.choice(PLACES))
        for s in written for _ in range(r.randint(1, 2))]
    guards = [
        Guard(r.randint(max(0, len(model.events) - 4), len(model.events)), r.choice(TYPES), r.choice(PLACES),
              r.choice(PLACES), r.choice(PLACES))
        for _ in range(r.choice([0, 0, 1, 2]))]
    made = Command(expected, events, guards=guards, request=r.choice(["one", "other"]), id=uuid.UUID(int=r.getrandbits(128)))
    if known and r.random() < 0.2:
        before = r.choice(known)
        made.id, made.request, made.actor = before.id, before.request, r.choice([before.actor, before.actor, "co-2"])
        if r.random() < 0.3:
            made.request = "quite another"
    return made


@pytest.mark.parametrize("seed", range(3))
def test_append_answers_as_the_model_does(house, seed):
    r, model, known, outcomes = random.Random(f"append {seed}"), AppendModel(), [], {}
    with psycopg.connect(house.url) as connection:
        log = connection.execute(
            "select id from collegiate.create_log(%s, 'Model', false)", (f"model-{seed}",)).fetchone()[0]
        connection.commit()
        for _ in range(300):
            commands = [random_command(model, known, r) for _ in range(r.choice([1, 1, 2, 5]))]
            rows = append(connection, log, commands)
            if r.random() < 0.1:
                connection.rollback()
                continue
            connection.commit()
            assert model.check(commands, rows) is None
            known += commands
            for row in rows:
                outcomes[row[1]] = outcomes.get(row[1], 0) + 1
        stored = connection.execute(
            "select position, stream, version, type, programme, lea, cycle from collegiate.event where log = %s "
            "order by position", (log,)).fetchall()
        assert stored == model.events
    assert all(outcomes.get(o, 0) > 10 for o in ("appended", "replayed", "reused", "conflict", "deferred")), outcomes


def random_operation(model, r):
    programme, person = f"m-{r.randint(1, 5)}", f"m-{r.randint(1, 200)}"
    version = model.versions.get(f"programme-{programme}", 0)
    return r.choice([
        lambda: register(person),
        lambda: propose(programme),
        lambda: declare(programme, r.randint(0, 60)),
        lambda: declare(programme, r.randint(0, 60), max(1, version - r.choice([0, 0, 0, 1]))),
    ])()


def shown(answer):
    """What of an answer must be the same whenever it is asked again."""
    return answer.status, answer.body, answer.headers.get("etag"), answer.position


def test_the_service_answers_as_the_model_does(house):
    r, model, client = random.Random("service"), LogModel(), Client(house.port, "proof", house.token)
    position, answered, counts = None, {}, {}
    for _ in range(500):
        operation, key = random_operation(model, r), str(uuid.UUID(int=r.getrandbits(128)))
        answer = perform(client, operation, key)
        expected = model.perform(operation)
        counts[expected.refusal] = counts.get(expected.refusal, 0) + 1
        if expected.refusal:
            assert (answer.status, answer.code) == (STATUS[expected.refusal], expected.refusal), operation
        else:
            assert [e["type"] for e in answer.body["events"]] == list(expected.events), operation
            assert answer.headers["etag"] == f'"{expected.version}"'
            if position:
                assert answer.body["position"] == position + len(expected.events)
            position = answer.body["position"]
            answered[key] = (operation, shown(answer))
        if answered:
            repeat(client, *r.choice(list(answered.items())), r)
        state = read(client, operation["stream"], answer.position)
        version = model.versions.get(operation["stream"], 0)
        assert state.body.get("version", 0) == version
    assert all(counts.get(code, 0) > 10 for code in (None, "exists", "not_found", "stale_version")), counts


def repeat(client, key, before, r):
    """The same request again is answered as the first time; another one under that id is refused."""
    operation, first = before
    again = perform(client, operation, key)
    assert again.is_replayed and shown(again) == first
    other = perform(client, register(f"other-{r.randint(1, 1000)}"), key)
    assert (other.status, other.code) == (422, "command_reused")



def test_a_command_that_is_sent_twice_at_once_is_carried_out_once_and_answered_alike(house):
    r = random.Random("twice")
    clients = [Client(house.port, "proof", house.token) for _ in range(2)]
    for number in range(60):
        key, answers = str(uuid.UUID(int=r.getrandbits(128))), []
        second = threading.Thread(
            target=lambda: answers.append(perform(clients[1], register(f"twice-{number}"), key)), daemon=True)
        second.start()
        time.sleep(r.uniform(0, 0.01))
        answers.append(perform(clients[0], register(f"twice-{number}"), key))
        second.join()
        assert shown(answers[0]) == shown(answers[1]), f"pair {number}"
        assert sorted(answer.is_replayed for answer in answers) == [False, True]
