"""Appends in SQL, as the service sends them: one call of collegiate.append carries many commands."""

import dataclasses
import hashlib
import uuid


@dataclasses.dataclass
class Event:
    stream: str
    type: str = "PersonRegistered"
    payload: str = '{"organisation":"office"}'
    programme: str | None = None
    lea: str | None = None
    cycle: str | None = None


@dataclasses.dataclass
class Guard:
    after: int
    type: str
    programme: str | None = None
    lea: str | None = None
    cycle: str | None = None


@dataclasses.dataclass
class Command:
    expected: dict
    events: list
    id: uuid.UUID = dataclasses.field(default_factory=uuid.uuid4)
    request: str = "a request"
    actor: str = "co-1"
    guards: list = dataclasses.field(default_factory=list)


COLUMNS = [
    ("c_id", "uuid"), ("c_request", "bytea"), ("c_actor", "text"), ("c_acting_for", "text"), ("c_role", "text"),
    ("c_correlation", "text"), ("c_causation", "bigint"),
    ("x_command", "bigint"), ("x_stream", "text"), ("x_version", "bigint"),
    ("g_command", "bigint"), ("g_after", "bigint"), ("g_type", "text"), ("g_programme", "text"), ("g_lea", "text"),
    ("g_cycle", "text"),
    ("e_command", "bigint"), ("e_stream", "text"), ("e_type", "text"), ("e_schema_version", "bigint"),
    ("e_occurred_at", "timestamptz"), ("e_precision", "text"), ("e_visibility", "text"), ("e_programme", "text"),
    ("e_lea", "text"), ("e_cycle", "text"), ("e_corrects", "bigint"), ("e_payload", "text"),
]
SQL = (
    "select command, outcome, commit, first_position, last_position, stream, expected, guard, found "
    "from collegiate.append(p_log => %(log)s, p_epoch => collegiate.current_epoch(%(log)s), p_recorded_at => null, "
    + ", ".join(f"{name} => %({name})s::{kind}[]" for name, kind in COLUMNS) + ")"
)


def append(connection, log, commands):
    """Carries out the commands in the connection's transaction; rows as collegiate.answer has them."""
    values = {name: [] for name, _ in COLUMNS}

    def row(letter, **columns):
        for name, value in columns.items():
            values[f"{letter}_{name}"].append(value)

    for number, command in enumerate(commands, 1):
        row("c", id=command.id, request=hashlib.sha256(command.request.encode()).digest(), actor=command.actor,
            acting_for="office", role="co", correlation=None, causation=None)
        for stream, version in command.expected.items():
            row("x", command=number, stream=stream, version=version)
        for guard in command.guards:
            row("g", command=number, **dataclasses.asdict(guard))
        for event in command.events:
            row("e", command=number, schema_version=1, occurred_at=None, precision="instant",
                visibility="collegiate", corrects=None, **dataclasses.asdict(event))
    return connection.execute(SQL, {"log": log, **values}).fetchall()
