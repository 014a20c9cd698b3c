"""The OpenAPI document (targets R5): it tells the truth about every operation, for everybody."""

import io
import os
import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from backbone.web.marks import Ask, listed
from backbone.web.openapi import CHANGING
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
CASES = int(os.environ.get("SANQI_API_CASES", "8"))
"""Cases an operation and role; 20,000 in all on demand (targets R5)."""


@pytest.fixture
def document(visit: Visit) -> dict[str, Any]:
    answer = visit().get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    verbs = ("get", "post", "put", "patch", "delete")
    return {
        (path, verb.upper()): operation
        for path, methods in document["paths"].items()
        for verb, operation in methods.items()
        if verb in verbs
    }


def test_every_operation_is_described_with_what_it_refuses(app: Flask, document: dict[str, Any]) -> None:
    described = operations(document)
    marks = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule), method): mark
        for rule, method, _, mark in listed(app)
        if rule.startswith("/api/v1/")
    }
    assert set(described) == set(marks)
    for (path, method), operation in described.items():
        mark = marks[path, method]
        needed = {503} | ({400} if method in CHANGING else set()) | ({404} if "{" in path else set())
        needed |= {401} if mark.ask is not Ask.NOTHING else set()
        needed |= {403} if mark.ask is Ask.PERMISSION else set()
        assert {str(status) for status in needed} <= set(operation["responses"]), (path, method)
        assert operation["summary"]
        assert operation["security"] == [{"session": [], **({"csrf": []} if method in CHANGING else {})}]


def test_nothing_is_described_that_is_not_used(document: dict[str, Any]) -> None:
    assert "PaginationMetadata" not in document["components"]["schemas"]
    assert "Problem" in document["components"]["schemas"]


def test_refusals_are_problems(document: dict[str, Any]) -> None:
    for operation in operations(document).values():
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                shown = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
                assert set(shown["content"]) == {"application/problem+json"}


@pytest.fixture(params=["stranger", "centre_head", "cashier", "hq_admin"])
def somebody(request: pytest.FixtureRequest, visit: Visit, store: MadeStore, network: MadeNetwork) -> Visitor:
    if request.param == "stranger":
        return visit()
    position = Position(request.param)
    return visit(tenants.person(network if position.side == "hq" else store, position))


def handed_in(somebody: Visitor) -> str:
    """An import of theirs, or nothing for who may not have one: random ids find nothing but 404."""
    sent = {"kind": "repair_orders", "file": (io.BytesIO(b"1"), "orders.csv")}
    answer = somebody.call("/api/v1/imports", data=sent)
    return str(answer.json["id"]) if answer.status_code == 202 else ""


def test_no_case_is_a_fault_or_a_surprise(app: Flask, somebody: Visitor) -> None:
    token = somebody.token()
    cookies = {cookie.key: cookie.value for cookie in somebody.client._cookies.values()}
    headers = {"X-CSRFToken": token}
    own = handed_in(somebody)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    seen: list[int] = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=CASES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            if own and len(seen) % 2 and "import_id" in case.path_parameters:
                case.path_parameters["import_id"] = own
            answer = case.call_and_validate(headers=headers, cookies=cookies, checks=CHECKS)
            seen.append(answer.status_code)

        asked()
    assert len(seen) >= 5 * min(CASES, 5)
    assert max(seen) < 500
    # The keys were really taken along.
    assert set(seen) == {401} if somebody.cookie is None else 200 in seen


def test_the_page_of_the_document_has_no_inline_script(visit: Visit, head: MadePerson) -> None:
    page = visit().get("/api/docs")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert 'data-document="/api/openapi.json"' in page.text
    assert visit(head).get("/api/docs").status_code == 200
