"""What a client generator's fuzzer finds: nothing, with a token and without."""

import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent


def schemathesis(service, *arguments):
    program = pathlib.Path(sys.executable).parent / "schemathesis"
    done = subprocess.run(
        [
            str(program), "--config-file", str(HERE / "schemathesis.toml"), "run",
            f"{service.base}/api/v1/openapi.json", "--checks", "all",
            "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "8", "--seed", "1",
            "--request-timeout", "20", *arguments,
        ],
        capture_output=True, text=True, timeout=900)
    return done


@pytest.mark.parametrize("signed_in", [True, False], ids=["with a token", "without a token"])
def test_the_fuzzer_finds_nothing(service, token, signed_in):
    arguments = ["--header", f"Authorization: Bearer {token}"] if signed_in else []
    done = schemathesis(service, *arguments)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
