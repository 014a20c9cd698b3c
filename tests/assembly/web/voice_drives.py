"""Drives of the voices' routes: each step through the JSON door and through the page (see test_on_record)."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from werkzeug.test import TestResponse

from tests.assembly.web.visitor import Visitor

Step = tuple[str, dict[str, object]]


class Stage(Protocol):
    """Somebody of the centre, signed in."""

    me: Visitor


Prepare, Send = Callable[[Any], str], Callable[[Any, str], TestResponse]

SAID = {"said": "等太久", "department": "service_centre"}
KIND = {"opinions": {"kind": "opinion"}, "complaints": {}}
PAGES = {"opinions": ("/voices", "opinion_id"), "complaints": ("/complaints", "complaint_id")}
TOLD: Step = ("replies", {"how": "call", "reaction": "accepts", "words": "已致电"})
CONTACTED: Step = ("contacts", {"how": "call", "words": "已致歉"})
WITHDRAWN: Step = ("closings", {"outcome": "withdrawn", "words": "误会"})
STEPS: dict[str, dict[str, tuple[tuple[Step, ...], dict[str, object]]]] = {
    "opinions": {
        "assignments": ((), {}),
        "answers": ((), {"answer": "已安排"}),
        "replies": ((), TOLD[1]),
        "archivings": ((TOLD,), {}),
        "reopenings": ((TOLD,), {"why": "又来电"}),
    },
    "complaints": {
        "assignments": ((), {}),
        "answers": ((), {"answer": "已安排"}),
        "classifications": ((), {"severity": "minor", "why": "须处理"}),
        "contacts": ((), CONTACTED[1]),
        "closings": ((CONTACTED,), WITHDRAWN[1]),
        "reopenings": ((CONTACTED, WITHDRAWN), {"why": "又来电"}),
    },
}
"""Each step: what comes before it, and what it sends."""


def _drives() -> Iterator[tuple[tuple[str, str], tuple[Prepare, Send]]]:
    for what, steps in STEPS.items():
        page, key = PAGES[what]
        for step, (before, sent) in steps.items():
            for base in (f"/api/v1/{what}", page):
                yield (f"{base}/<uuid:{key}>/{step}", "POST"), _step(what, base, step, before, sent)
        yield (f"/api/v1/{what}", "POST"), (lambda at: "", _taking_in(what))
    new = {"kind": "complaint", "severity": "normal", "channel": "phone", **SAID}
    yield ("/voices", "POST"), (lambda at: "", lambda at, _: at.me.post("/voices", new))


def _taking_in(what: str) -> Send:
    return lambda at, _: at.me.call(f"/api/v1/{what}", json=SAID | KIND[what])


def _step(what: str, base: str, step: str, before: tuple[Step, ...], sent: dict[str, object]) -> tuple[Prepare, Send]:
    body = {"version": len(before) + 1, **sent}

    def send(at: Stage, one: str) -> TestResponse:
        where = f"{base}/{one}/{step}"
        if base.startswith("/api"):
            return at.me.call(where, json=body)
        return at.me.post(where, {name: str(value) for name, value in body.items()})

    return (lambda at: _said(at, what, before)), send


def _said(at: Stage, what: str, before: tuple[Step, ...]) -> str:
    """An opinion or complaint of the centre's own, after these steps."""
    one = str(at.me.call(f"/api/v1/{what}", json=SAID | KIND[what]).json["id"])
    for version, (step, sent) in enumerate(before, 1):
        answer = at.me.call(f"/api/v1/{what}/{one}/{step}", json={"version": version, **sent})
        assert answer.status_code == 201, answer.text
    return one


VOICE_DRIVES: dict[tuple[str, str], tuple[Prepare, Send]] = dict(_drives())
"""By route."""
