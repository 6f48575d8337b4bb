"""The OpenAPI document: valid, complete, and fit for those who generate clients from it."""

import json
import subprocess
import urllib.request

import pytest
from openapi_spec_validator import validate

from service import PROGRAM


@pytest.fixture(scope="module")
def document(service):
    with urllib.request.urlopen(f"{service.base}/api/v1/openapi.json") as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def operations(document):
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items() if method in ("get", "post")
    ]


def resolve(document, node):
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_command_is_described(document):
    done = subprocess.run([PROGRAM, "perform", "--list"], capture_output=True, text=True, check=True)
    commands = [line.split()[0] for line in done.stdout.splitlines()]
    assert len(commands) > 60
    paths = {path for path in document["paths"]}
    for command in commands:
        assert any(path.endswith("/" + command) and "post" in document["paths"][path] for path in paths), command


def test_every_view_is_described(service, token, document):
    request = urllib.request.Request(
        f"{service.base}/api/v1/six-dales-january/views", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        views = [view["view"] if "view" in view else view["name"] for view in json.load(answer)["views"]]
    assert len(views) == 9
    for view in views:
        assert any(path.endswith(f"/views/{view}") for path in document["paths"]), view


def test_operations_have_ids_of_their_own_and_a_summary(operations):
    ids = [operation["operationId"] for _, _, operation in operations]
    assert len(ids) == len(set(ids))
    assert all(operation.get("summary") for _, _, operation in operations)


def test_every_parameter_says_what_it_means(document, operations):
    for _, path, operation in operations:
        for parameter in operation.get("parameters", []):
            assert resolve(document, parameter).get("description"), (path, parameter)


def test_every_refusal_is_a_problem_document(document, operations):
    for _, path, operation in operations:
        for status, answer in operation["responses"].items():
            if status[0] in "45" and path.startswith("/api/v1/{consortium}"):
                assert "application/problem+json" in resolve(document, answer).get("content", {}), (path, status)


def test_commands_take_a_key_and_name_their_fields(document, operations):
    for method, path, operation in operations:
        if method != "post" or not path.startswith("/api/v1/"):
            continue
        names = {resolve(document, parameter)["name"].lower() for parameter in operation.get("parameters", [])}
        assert "idempotency-key" in names, path
        body = resolve(document, operation["requestBody"])["content"]["application/json"]["schema"]
        schema = resolve(document, body)
        assert schema["additionalProperties"] is False, path
        for name, field in schema["properties"].items():
            field = resolve(document, field)
            assert field.get("description") or field.get("title"), (path, name)


def test_an_operation_that_needs_a_token_says_so(document, operations):
    for _, path, operation in operations:
        if path.startswith("/api/v1/{consortium}"):
            assert operation.get("security", document.get("security")), path
            assert "401" in operation["responses"], path
