import os

import psycopg
import pytest
from program import Service, database, make_logs


@pytest.fixture(scope="session")
def server():
    return os.environ["COLLEGIATE_TEST_DATABASE_URL"]


@pytest.fixture(scope="module")
def house(server, tmp_path_factory):
    """A database with one log and a service: (url, log's number, port, token)."""
    with database(server) as url:
        tokens = make_logs(url, ["proof"])
        with psycopg.connect(url) as connection:
            log = connection.execute("select id from collegiate.log").fetchone()[0]
        service = Service(url, tmp_path_factory.mktemp("service") / "log")
        try:
            assert service.start(), service.log_file.read_text()
            yield House(url, log, service.port, tokens["proof"])
        finally:
            service.stop()


class House:
    def __init__(self, url, log, port, token):
        self.url, self.log, self.port, self.token = url, log, port, token
