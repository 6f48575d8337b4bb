"""The commands that clients give, as operations: small dicts that go into the history as they are."""

import datetime
import uuid

FIRST_DAY = datetime.date(2026, 1, 1)


def register(identifier):
    """Starts a stream; whoever comes second under the same id is refused."""
    return {"kind": "register", "stream": f"person-{identifier}"}


def propose(identifier):
    return {"kind": "propose", "stream": f"programme-{identifier}"}


def declare(identifier, day, if_match=None):
    """Adds to one stream; a day that stands already is a wish that holds, and leads to no event."""
    return {"kind": "declare", "stream": f"programme-{identifier}", "day": day, "if_match": if_match}


def new_key():
    return str(uuid.uuid4())


def identifier(operation):
    return operation["stream"].partition("-")[2]


def request(operation):
    """(path, body) as they are sent."""
    name = identifier(operation)
    match operation["kind"]:
        case "register":
            return "people/register", {"organisation": "office", "id": name}
        case "propose":
            period = {"from": "2026-01-01", "to": "2027-01-01"}
            return "programmes/propose", {"id": name, "name": name, "purpose": "To be proved", "period": period}
        case "declare":
            day = str(FIRST_DAY + datetime.timedelta(days=operation["day"]))
            return f"programmes/{name}/declare-no-visit-period", {"from": day, "to": day, "why": "tests"}


def perform(client, operation, key):
    path, body = request(operation)
    if_match = operation.get("if_match")
    return client.send(
        "POST", path, body, Idempotency_Key=key, If_Match=None if if_match is None else f'"{if_match}"')


def read(client, stream, position=None):
    """`position` is what Collegiate-Position sends: (epoch, position)."""
    kind, _, name = stream.partition("-")
    plural = {"person": "people", "programme": "programmes"}[kind]
    header = None if position is None else f"{position[0]}:{position[1]}"
    return client.send("GET", f"{plural}/{name}", Collegiate_Position=header)
