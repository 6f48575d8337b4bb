import pathlib
import sys

import pytest

# The service is started as for the pages.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Pages"))

from service import JANUARY, Service  # noqa: E402


@pytest.fixture(scope="session")
def service():
    service = Service("--rate", "0")
    try:
        yield service.start()
    finally:
        service.stop()


@pytest.fixture(scope="session")
def token(service):
    """Somebody who may do much: Ashmere's review lead, in the middle of the visit."""
    return service.run(
        "token", "create", JANUARY, "ash-lead", "--scope", "read", "--scope", "command", "--plain").strip()
