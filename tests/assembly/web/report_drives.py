"""Driving the changing routes of daily reports and instructions once (see test_on_record)."""

import uuid
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.assembly.web.routes import SOON, scan_form
from tests.dealer.reports.made import instruction, nil_report
from tests.factories.tenants import PASSWORD

REPORTS, INSTRUCTIONS = "/api/v1/daily-reports", "/api/v1/instructions"
ORDER = {"words": "整改", "department": "after_sales", "due_at": SOON}
RETURN = {"to_line": "caller", "why": "再核对"}
PAGES, FOLLOWED = "/reports", "/instructions"
TRACKED = {"what": "tracking", "words": "已致电"}


def report(at: Any) -> str:
    """One that waits for the head."""
    return str(nil_report(at.store))


def report_for_manager(at: Any) -> str:
    """One that waits for the general manager."""
    return str(nil_report(at.store, head=at.head.actor))


def draft(at: Any) -> str:
    """An instruction that is not given out yet."""
    return str(instruction(at.store, uuid.UUID(report_for_manager(at)), at.head.actor))


def given_out(at: Any) -> str:
    """An instruction that is followed."""
    return str(instruction(at.store, uuid.UUID(report(at)), at.head.actor, state="open"))


def sign(at: Any, one: str) -> TestResponse:
    """As the signing bar sends it."""
    return at.me.post(f"{PAGES}/signatures", {"report": one, "shown": one, "password": PASSWORD})


REPORT_DRIVES: dict[tuple[str, str], tuple[Callable[[Any], str], Callable[[Any, str], TestResponse]]] = {
    (f"{REPORTS}/<uuid:report_id>/instructions", "POST"): (
        report_for_manager,
        lambda at, one: at.gm.call(f"{REPORTS}/{one}/instructions", json=ORDER),
    ),
    (f"{REPORTS}/<uuid:report_id>/returns", "POST"): (
        report,
        lambda at, one: at.me.call(f"{REPORTS}/{one}/returns", json=RETURN),
    ),
    (f"{REPORTS}/<uuid:report_id>/signatures", "POST"): (
        report,
        lambda at, one: at.me.call(f"{REPORTS}/{one}/signatures", json={"password": PASSWORD}),
    ),
    (f"{INSTRUCTIONS}/<uuid:instruction_id>", "DELETE"): (
        draft,
        lambda at, one: at.gm.call(f"{INSTRUCTIONS}/{one}", "DELETE", json={}),
    ),
    (f"{INSTRUCTIONS}/<uuid:instruction_id>/steps", "POST"): (
        given_out,
        lambda at, one: at.me.call(f"{INSTRUCTIONS}/{one}/steps", json=TRACKED),
    ),
    (f"{REPORTS}/<uuid:report_id>/scans", "POST"): (
        report,
        lambda at, one: at.me.call(f"{REPORTS}/{one}/scans", data=scan_form()),
    ),
    (f"{PAGES}/<uuid:report_id>/scans", "POST"): (
        report,
        lambda at, one: at.me.post(f"{PAGES}/{one}/scans", scan_form()),
    ),
    (f"{PAGES}/signatures", "POST"): (report, sign),
    (f"{PAGES}/<uuid:report_id>/instructions", "POST"): (
        report_for_manager,
        lambda at, one: at.gm.post(f"{PAGES}/{one}/instructions", ORDER),
    ),
    (f"{PAGES}/<uuid:report_id>/returns", "POST"): (
        report,
        lambda at, one: at.me.post(f"{PAGES}/{one}/returns", RETURN),
    ),
    (f"{FOLLOWED}/<uuid:instruction_id>/steps", "POST"): (
        given_out,
        lambda at, one: at.me.post(f"{FOLLOWED}/{one}/steps", TRACKED),
    ),
    (f"{FOLLOWED}/<uuid:instruction_id>/take-backs", "POST"): (
        draft,
        lambda at, one: at.gm.post(f"{FOLLOWED}/{one}/take-backs"),
    ),
}
