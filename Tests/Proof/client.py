"""A client of the API over one connection: what it sends, and the answer or that there was none."""

import dataclasses
import http.client
import json


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: dict

    @property
    def code(self):
        return self.body.get("code")

    @property
    def position(self):
        """(epoch, position) of the log's end that the answer includes; None where it names none."""
        text = self.headers.get("collegiate-position")
        return tuple(int(part) for part in text.split(":")) if text else None

    @property
    def is_replayed(self):
        return self.headers.get("idempotency-replayed") == "true"


class NoAnswer(Exception):
    """The connection broke: whether the request was carried out is unknown."""


class Client:
    def __init__(self, port, log, token, timeout=30):
        self.port, self.log, self.token, self.timeout = port, log, token, timeout
        self.connection = None

    def send(self, method, path, body=None, **headers):
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): str(value) for name, value in headers.items() if value is not None}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.request(
                method, f"/api/v1/{self.log}/{path}", json.dumps(body) if body is not None else None, sent)
            answer = self.connection.getresponse()
            text = answer.read()
            return Answer(
                answer.status, {name.lower(): value for name, value in answer.getheaders()},
                json.loads(text) if text else {})
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def feed(self, after, epoch=1):
        """The feed's next page: (position, mark) of each event, as a reader of the table would give them."""
        answer = self.send("GET", f"events?after={epoch}:{after}&limit=50")
        if answer.status != 200:
            raise RuntimeError(f"events?after={epoch}:{after} was answered with {answer.status}: {answer.body}")
        return [(event["position"], f"{event['stream']}:{event['version']}") for event in answer.body["events"]]
