"""What collegiate.append must answer, written down as plainly as can be, to compare with what it does."""


class AppendModel:
    def __init__(self):
        self.events = []  # (position, stream, version, type, programme, lea, cycle)
        self.receipts = {}  # id -> (request, actor, commit, first, last)
        self.commits = 0

    def version(self, stream):
        return sum(1 for event in self.events if event[1] == stream)

    def check(self, commands, rows):
        """Takes the answers over, if they are right; else a sentence that says what is wrong with one."""
        written, guards_before, answers = [], 0, {}
        for row in rows:
            answers.setdefault(row[0], []).append(tuple(row[1:]))
        for number, command in enumerate(commands, 1):
            wrong = self._judge(command, commands[:number - 1], written, guards_before, answers.get(number, []))
            if wrong:
                return f"Command {number} of {len(commands)}: {wrong}; it was answered with {answers.get(number)}"
            guards_before += len(command.guards)
        self._record(written)
        return None

    def _judge(self, command, earlier, written, guards_before, rows):
        if command.id in self.receipts:
            return None if rows == [self._known(command)] else f"expected {self._known(command)}"
        if [row[0] for row in rows] == ["deferred"]:
            # It may be careful, but not without any cause.
            return None if any(touches(command, other) for other in earlier) else "nothing to wait for"
        if any(touches(command, other) for other in written):
            return "it had to wait for one before it"
        refusals = self._moved(command) or self._hit(command, guards_before)
        if refusals:
            return None if sorted(rows) == sorted(refusals) else f"expected {refusals}"
        first = len(self.events) + sum(len(other.events) for other in written) + 1
        span = (first, first + len(command.events) - 1) if command.events else (None, None)
        expected = ("appended", self.commits + 1, *span, None, None, None, None)
        written.append(command)
        return None if rows == [expected] else f"expected {expected}"

    def _known(self, command):
        request, actor, *place = self.receipts[command.id]
        if (request, actor) == (command.request, command.actor):
            return ("replayed", *place, None, None, None, None)
        return ("reused", None, None, None, None, None, None, None)

    def _moved(self, command):
        return [
            ("conflict", None, None, None, stream, version, None, self.version(stream))
            for stream, version in command.expected.items() if self.version(stream) != version]

    def _hit(self, command, guards_before):
        hits = []
        for number, guard in enumerate(command.guards, guards_before + 1):
            hit = next((e for e in self.events if e[0] > guard.after and guarded(guard, e[3:])), None)
            if hit:
                hits.append(("conflict", None, None, None, None, None, number, hit[0]))
        return hits

    def _record(self, written):
        if written:
            self.commits += 1
        for command in written:
            first = len(self.events) + 1
            for e in command.events:
                self.events.append((
                    len(self.events) + 1, e.stream, self.version(e.stream) + 1, e.type, e.programme, e.lea, e.cycle))
            span = (first, len(self.events)) if command.events else (None, None)
            self.receipts[command.id] = (command.request, command.actor, self.commits, *span)


def guarded(guard, event):
    type_, programme, lea, cycle = event
    return type_ == guard.type and all(
        wanted is None or wanted == found
        for wanted, found in ((guard.programme, programme), (guard.lea, lea), (guard.cycle, cycle)))


def touches(command, other):
    """Whether `other` writes what `command` reads or guards, or is the same command."""
    return command.id == other.id or any(
        event.stream in command.expected
        or any(guarded(guard, (event.type, event.programme, event.lea, event.cycle)) for guard in command.guards)
        for event in other.events)
