"""Words that were erased are nowhere any more, and stay away after an old backup was restored."""

import re
import uuid

import pytest
from ops_run import eventually
from servers import PROGRAM, Place, checked, collegiate, command

LOG = "six-dales-january"
# One word that the rest of the product has no use for, in sentences that differ.
WORD = "Quillfeather"
VIEWS = ["action_register", "audit_log", "cycle_overview", "cycle_timeline", "interruption_register",
         "judgement_history", "judgement_now", "reciprocity_matrix", "visit_calendar"]
# The views that quote the words of the commands below.
QUOTING = {"action_register", "cycle_timeline", "interruption_register", "judgement_history", "judgement_now"}


@pytest.fixture
def place():
    place = Place()
    yield place
    place.remove()


class Consortium:
    """The worked example until January, and what its people send to a service."""

    def __init__(self, url):
        self.url = url
        collegiate(url, "migrate")
        collegiate(url, "demo", "--until", "2026-01-20")
        self.tokens = {}
        # Where the last of the words stands.
        self.at = 0

    def token(self, person):
        if person not in self.tokens:
            self.tokens[person] = collegiate(
                self.url, "token", "create", LOG, person, "--scope", "read", "--scope", "command", "--plain").strip()
        return self.tokens[person]

    def send(self, service, person, path, body, key=None):
        return service.send(
            "POST", f"/api/v1/{LOG}/{path}", self.token(person), body, Idempotency_Key=key or str(uuid.uuid4()))

    def done(self, service, person, path, body, key=None):
        answer = self.send(service, person, path, body, key)
        assert answer.status in (200, 201), f"{path}: {answer}"
        return answer.json

    def get(self, service, path, person="ash-lead", **headers):
        answer = service.get(f"/api/v1/{LOG}/{path}", self.token(person), **headers)
        assert answer.status == 200, f"{path}: {answer}"
        return answer.body.decode()


def written(consortium, service):
    """Puts the word into five events, by five commands; the first command, and the texts that hold the word."""
    send = consortium.done
    send(service, "co-1", "people/register", {"id": "ash-dp", "organisation": "ash"})
    send(service, "ash-dec", "people/ash-dp/grant-role", {"role": "dp"})
    interruption = {
        "id": "int-x", "cycle": "ash-evidence", "visit": "vis-1",
        "taken_for_granted": f"That Ms {WORD} agrees with whatever is sent to her",
        "prompted_by": [{"kind": "talk", "what": f"What Ms {WORD} said in the corridor"}],
        "asks": "Who was asked?", "describes_arrangement": True}
    key = str(uuid.uuid4())
    first = send(service, "ash-off", "interruptions/record", interruption, key)
    revision = send(service, "ash-lead", "judgements/ash-evidence:11.2/revise", {
        "content": {
            "statement": f"{WORD}'s case shows that we lose sight of pupils", "step": "emerging",
            "confidence": "medium", "rationale": "Pupils told the visitors.", "evidence": ["a1", "a2"],
            "dimensions": ["presence"], "groups": []},
        "provoked_by": [{"kind": "evidence", "ref": "a2"}], "rationale": f"We had not listened to {WORD}."})
    dissent = send(service, "ash-off", "judgements/ash-evidence:11.2/record-dissent",
                   {"view": f"{WORD} is one case among many"})
    suggestion = send(service, "ash-lead", "actions/suggest", {
        "id": "act-x", "what": f"Write to {WORD}", "factor": "11",
        "from": {"kind": "judgement", "ref": "ash-evidence:11.2"}})
    vigilance = send(service, "uni-1", "interruptions/int-x/raise-vigilance", {
        "target": {"stream": "interruption-int-x", "field": "taken_for_granted"},
        "words": f"That Ms {WORD} agrees with whatever is sent to her", "why": "It is about a person."})
    position = [a["events"][0]["position"] for a in (first, revision, dissent, suggestion, vigilance)]
    consortium.at = position[-1]
    return (interruption, key), [
        {"position": position[0], "fields": ["taken_for_granted", "prompted_by"]},
        {"position": position[1], "fields": ["to.statement", "rationale"]},
        {"position": position[2], "fields": ["view"]}, {"position": position[3], "fields": ["what"]},
        {"position": position[4], "fields": ["words"]}]


def places(consortium, server, services, folder):
    """Everywhere that the word is found."""
    found = set()
    for table, rows in re.findall(r"^COPY (\S+) .*?;\n(.*?)^\\\.$", checked(["pg_dump", "--dbname", consortium.url]),
                                  re.M | re.S):
        if WORD in rows:
            found.add(table)
    head = consortium.get(services[0], "events?limit=1000")
    for number, service in enumerate(services):
        for view in VIEWS:
            for form in ("", ".csv"):
                for query in ("", f"?as_at_position={consortium.at}", "?as_at=2026-01-31"):
                    if WORD in consortium.get(service, f"views/{view}{form}{query}"):
                        found.add(f"service {number}: {view}")
        for accept in ("application/json", "application/x-ndjson", "application/cloudevents-batch+json"):
            if WORD in consortium.get(service, "events?limit=1000", Accept=accept):
                found.add(f"service {number}: feed")
        for stream in sorted(set(re.findall(r'"stream":"((?:interruption|judgement|action)-[^"]+)"', head))):
            kind, name = stream.split("-", 1)
            if WORD in consortium.get(service, f"{kind}s/{name}") + consortium.get(service, f"streams/{stream}/events"):
                found.add(f"service {number}: streams")
        if WORD in "".join(service.lines):
            found.add(f"service {number}: log")
    if WORD in (server.place.folder / f"{server.name}.log").read_text():
        found.add("PostgreSQL's log")
    export = folder / f"export-{uuid.uuid4()}.jsonl"
    collegiate(consortium.url, "events", "export", LOG, "--out", export)
    if WORD in export.read_text():
        found.add("export")
    checked([PROGRAM, "verify", "--file", export])
    return found


def quoted(number):
    return {f"service {number}: {view}" for view in QUOTING} | {f"service {number}: feed", f"service {number}: streams"}


def test_words_that_were_erased_are_nowhere_any_more(place):
    # With log_parameter_max_length at its default, a log of statements would hold what people wrote.
    server = place.server("one", log_statement="all", log_parameter_max_length=0).create()
    consortium = Consortium(server.url)
    services = [place.serve(server.url), place.serve(server.url)]
    (interruption, key), texts = written(consortium, services[0])

    # The control: before it was erased the same search finds it wherever it must be, and in no log.
    tables = {f"reporting.{view}_v1" for view in QUOTING}
    eventually("the tables have followed", lambda: tables <= places(consortium, server, services, place.folder))
    partition = {p for p in places(consortium, server, services, place.folder) if p.startswith("collegiate.")}
    assert places(consortium, server, services, place.folder) == (
        tables | partition | {"export"} | quoted(0) | quoted(1)) and len(partition) == 1

    # Where else the words of one text stand is offered, and they can be taken together.
    alone = consortium.send(services[0], "ash-dp", "redactions/redact", {"texts": texts[:1], "basis": "Article 17"})
    assert (alone.status, alone.code) == (409, "acknowledgement_required")
    assert f"{texts[4]['position']} (words)" in alone.json["warnings"][0]["detail"]
    assert WORD not in alone.body.decode()
    done = consortium.done(services[0], "ash-dp", "redactions/redact", {"texts": texts, "basis": "Article 17"})

    eventually("it is nowhere", lambda: not places(consortium, server, services, place.folder))
    # Vacuumed, it is not in the tables' files either; a log of old WAL keeps it until it is recycled.
    server.sql("vacuum full")
    server.sql("checkpoint")
    holding = command(["grep", "-rlaF", WORD, server.data / "base"])[1].split()
    assert holding == []
    services.append(place.serve(server.url))
    assert not places(consortium, server, services, place.folder)

    said = checked([PROGRAM, "verify", LOG], {"DATABASE_URL": server.url})
    assert re.search(rf"Commit \d+ redacted events {', '.join(str(t['position']) for t in texts)}:", said)
    event = consortium.get(services[1], f"events/{texts[0]['position']}")
    assert f'"redacted_by":{done["position"]}' in event and '"taken_for_granted":"[redacted]"' in event
    history = consortium.get(services[1], "views/judgement_history.csv")
    assert "[redacted]" in history
    again = consortium.done(services[1], "ash-off", "interruptions/record", interruption, key)
    assert again["position"] == texts[0]["position"] and WORD not in str(again)
    rebuilt = collegiate(server.url, "views", "rebuild", LOG)
    assert len(re.findall(r" 0 not as before", rebuilt)) == len(VIEWS), rebuilt


def test_after_an_old_backup_was_restored_the_list_of_redactions_erases_them_again(place):
    server = place.server("one").create()
    consortium = Consortium(server.url)
    service = place.serve(server.url)
    _, texts = written(consortium, service)
    dump = place.folder / "old.dump"
    checked(["pg_dump", "--format=custom", "--file", dump, "--dbname", server.url])
    consortium.done(service, "ash-dp", "redactions/redact", {"texts": texts[:3], "basis": "Article 17",
                                                            "acknowledge": ["repeated_words"]})
    # Of what came after the backup, something is erased too: that is lost with it.
    later = consortium.done(service, "ash-off", "judgements/ash-evidence:11.2/record-dissent",
                            {"view": f"{WORD} once more"})
    consortium.done(service, "ash-dp", "redactions/redact", {
        "texts": texts[3:] + [{"position": later["position"], "fields": ["view"]}], "basis": "Article 17"})
    listed = collegiate(server.url, "redactions", "list", LOG)
    export = place.folder / "export.jsonl"
    collegiate(server.url, "events", "export", LOG, "--out", export)
    assert listed == collegiate(server.url, "redactions", "list", LOG, "--file", export)
    assert len(listed.splitlines()) == 2 and WORD not in listed
    kept = place.folder / "redactions.jsonl"
    kept.write_text(listed)
    service.kill()
    server.kill()

    restored = place.server("two").create()
    restored.sql("create role collegiate_service nologin")
    checked(["pg_restore", "--dbname", restored.url, dump])
    consortium.url = restored.url
    running = place.serve(restored.url)
    assert {f"service 0: {view}" for view in QUOTING} <= places(consortium, restored, [running], place.folder)
    said = collegiate(restored.url, "redactions", "replay", LOG, "--from", kept)
    assert said.count("erased again") == 2, said
    eventually("it is nowhere", lambda: not places(consortium, restored, [running], place.folder))
    assert "Commit" in collegiate(restored.url, "verify", LOG)
    said = collegiate(restored.url, "redactions", "replay", LOG, "--from", kept)
    assert said.count("already gone") == 2, said
    other = place.folder / "other.jsonl"
    other.write_text(listed.replace('"leaf":"', '"leaf":"00'))
    assert collegiate(restored.url, "redactions", "replay", LOG, "--from", other).count("not here") == 2
    other.write_text("{}\n")
    code, _, said = command([PROGRAM, "redactions", "replay", LOG, "--from", other], {"DATABASE_URL": restored.url})
    assert code == 2 and "Line 1" in said
