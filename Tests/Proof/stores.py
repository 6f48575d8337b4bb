"""Three ways of writing and following a table: the product's, and two that are known to be wrong.

The wrong ones are controls: whatever cannot find them out proves nothing about the product.
"""

import uuid

from appending import Command, Event, append

POLL_LIMIT = 7


class Log:
    """The product: writers through collegiate.append, readers by `position > cursor order by position`."""

    name = "the log"

    def __init__(self, log):
        self.log = log

    def prepare(self, owner):
        pass

    def write(self, connection, random):
        """A call with some commands in it, of which some write several streams."""
        connection.execute("set role collegiate_service")
        commands = []
        for _ in range(random.randint(1, 3)):
            streams = [f"person-f-{uuid.uuid4().hex[:12]}" for _ in range(random.randint(1, 3))]
            events = [Event(stream) for stream in streams for _ in range(random.randint(1, 2))]
            random.shuffle(events)
            commands.append(Command({stream: 0 for stream in streams}, events))
        append(connection, self.log, commands)

    def poll(self, connection, cursor):
        return connection.execute(
            "select position, stream || ':' || version from collegiate.event where log = %s and position > %s "
            "order by position limit %s", (self.log, cursor, POLL_LIMIT)).fetchall()

    def all(self, connection):
        return connection.execute(
            "select position, stream || ':' || version from collegiate.event where log = %s order by position",
            (self.log,)).fetchall()


class IdentityColumn:
    """Wrong: numbers are given before the commit, so a reader passes one whose writer is still under way."""

    name = "an identity column polled by position"
    table = "control_identity"
    high_water = "9223372036854775807"

    def prepare(self, owner):
        owner.execute(
            f"create table {self.table} (position bigint generated always as identity primary key, "
            "xid xid8 not null default pg_current_xact_id(), mark text not null)")

    def write(self, connection, random):
        for _ in range(random.randint(1, 3)):
            connection.execute(f"insert into {self.table} (mark) values (%s)", (uuid.uuid4().hex,))

    def poll(self, connection, cursor):
        return connection.execute(
            f"select position, mark from {self.table} where position > %s and position <= {self.high_water} "
            "order by position limit %s", (cursor, POLL_LIMIT)).fetchall()

    def all(self, connection):
        return connection.execute(f"select position, mark from {self.table} order by position").fetchall()

    def arrange(self, connect, read_past):
        """The race, step by step: the first number is committed after the second was read."""
        with connect() as early, connect() as late:
            self.insert(early)
            second = self.insert(late)
            late.commit()
            read_past(second)
            early.commit()

    def insert(self, connection):
        return connection.execute(
            f"insert into {self.table} (mark) values (%s) returning position", (uuid.uuid4().hex,)).fetchone()[0]


class FencedByXmin(IdentityColumn):
    """Wrong, if more subtly: it reads up to the highest position of a transaction that is older than all that
    are under way. But who began first need not have taken the first number."""

    name = "an identity column read up to max(position) where xid < xmin"
    table = "control_fenced"
    high_water = (
        "(select max(position) from control_fenced where xid < pg_snapshot_xmin(pg_current_snapshot()))")

    def arrange(self, connect, read_past):
        with connect() as older, connect() as younger:
            for connection in (older, younger):
                connection.execute("select pg_current_xact_id()")
            self.insert(younger)
            second = self.insert(older)
            older.commit()
            read_past(second)
            younger.commit()
