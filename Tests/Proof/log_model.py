"""One consortium's log as its clients may know it: what a command must come to, given those before it."""

import dataclasses

STATUS = {"exists": 409, "not_found": 404, "stale_version": 412, "command_reused": 422, "busy": 409}
EVENTS = {"register": "PersonRegistered", "propose": "ProgrammeProposed", "declare": "NoVisitPeriodDeclared"}


@dataclasses.dataclass(frozen=True)
class Result:
    """What a command comes to: a refusal's code, or the types of its events and the stream's version after."""

    refusal: str | None = None
    events: tuple = ()
    version: int = 0


class LogModel:
    def __init__(self):
        self.versions = {}
        self.days = {}

    def judge(self, operation):
        stream, kind = operation["stream"], operation["kind"]
        version = self.versions.get(stream, 0)
        if kind in ("register", "propose"):
            return Result("exists") if version else Result(events=(EVENTS[kind],), version=1)
        if version == 0:
            return Result("not_found")
        if operation["if_match"] not in (None, version):
            return Result("stale_version")
        if operation["day"] in self.days.get(stream, ()):
            return Result(version=version)
        return Result(events=(EVENTS[kind],), version=version + 1)

    def perform(self, operation):
        result = self.judge(operation)
        if result.events:
            self.versions[operation["stream"]] = result.version
            if operation["kind"] == "declare":
                self.days.setdefault(operation["stream"], set()).add(operation["day"])
        return result
