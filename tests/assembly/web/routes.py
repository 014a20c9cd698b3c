"""Every route, and what the isolation test (targets R1) sends to it. A route that is not here fails the test.

Whoever adds a route adds a line: `RULE`, `METHOD`, what to send, and which thing of a tenant's its id is.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backbone.clock import now, today
from tests.factories.tenants import PASSWORD


def _file() -> dict[str, Any]:
    return {"kind": "repair_orders", "file": (io.BytesIO("工单号,取车时间,车牌\n".encode()), "orders.csv")}


def scan_form() -> dict[str, Any]:
    return {"file": (io.BytesIO(b"%PDF-1.7 signed"), "signed.pdf")}


TYPED = {"number": "W1", "plate": "苏E12345", "arrival": "2026-10-08T09:00", "pickup": "2026-10-08T11:00"}
_TYPED = {"kind": "repair_orders", "rows": [TYPED]}


def _typed() -> dict[str, Any]:
    return {"kind": "repair_orders"} | {f"rows.0.{field}": text for field, text in TYPED.items()}


SOON = (now() + dt.timedelta(days=30)).isoformat()
_SAID = {"said": "等太久", "department": "reception"}
_FIRST: dict[str, Any] = {"version": 1}
_ANSWER = _FIRST | {"answer": "已安排"}
_TOLD = _FIRST | {"how": "call", "reaction": "accepts", "words": "已致电"}
_AGAIN = _FIRST | {"why": "又来电"}
_CONTACT = _FIRST | {"how": "call", "words": "已致歉"}
_GRAVER = _FIRST | {"severity": "minor", "why": "须处理"}
_CLOSED = _FIRST | {"outcome": "satisfied", "words": "认可"}


@dataclass(frozen=True)
class Route:
    """`thing` is whose id the address ends in; `answers` are the statuses for who may call it on their own thing."""

    answers: tuple[int, ...] = (200,)
    thing: str = ""
    form: Callable[[], dict[str, Any]] | None = None
    body: dict[str, Any] | None = None
    # Answers alike whether the thing is somebody else's or nobody's, but not by 404: nothing is found, nothing happens.
    silent: bool = False
    # Ends what the others need.
    last: bool = False


GO_ON = (303,)

ROUTES: dict[tuple[str, str], Route] = {
    ("/", "GET"): Route((200, 303)),
    ("/account", "GET"): Route(),
    ("/account/password", "POST"): Route((422,), form=dict),
    ("/account/sessions/<uuid:session_id>/end", "POST"): Route(GO_ON, "session", form=dict, silent=True),
    ("/account/second-factor", "GET"): Route(),
    ("/account/second-factor", "POST"): Route((422,), form=dict),
    ("/account/second-factor/confirmations", "POST"): Route((409,), form=dict),
    ("/account/second-factor/recovery-codes", "POST"): Route((422,), form=dict),
    ("/account/second-factor/removals", "POST"): Route((422,), form=dict),
    ("/api/docs", "GET"): Route(),
    ("/api/openapi.json", "GET"): Route(),
    ("/api/v1/callbacks", "GET"): Route(),
    ("/api/v1/callbacks/<uuid:callback_id>", "GET"): Route(thing="callback"),
    ("/api/v1/callbacks/ring-backs", "GET"): Route((200, 422)),
    ("/api/v1/callbacks/assignments", "POST"): Route((404,), body={"callbacks": [str(uuid.UUID(int=7))]}),
    ("/api/v1/callbacks/moves", "POST"): Route((422,), body={}),
    ("/api/v1/callbacks/takes", "POST"): Route((201,), body={}),
    ("/api/v1/callbacks/<uuid:callback_id>/amendments", "POST"): Route(
        (422,), "callback", body={"why": "typed wrong", "answers": {"overall": {"value": 3}}}
    ),
    ("/api/v1/callbacks/<uuid:callback_id>/answers/<code:question>", "DELETE"): Route((204,), "callback", body={}),
    ("/api/v1/callbacks/<uuid:callback_id>/answers/<code:question>", "PUT"): Route(
        (200,), "callback", body={"value": 9}
    ),
    ("/api/v1/callbacks/<uuid:callback_id>/attempts", "POST"): Route(
        (201,), "callback", body={"talk_id": str(uuid.UUID(int=7)), "outcome": "refused", "inbound": True}
    ),
    ("/api/v1/callbacks/<uuid:callback_id>/sheet", "PUT"): Route((200,), "callback", body={"note": "在开车"}),
    ("/api/v1/callbacks/<uuid:callback_id>/text-messages", "POST"): Route((201,), "callback", body={}),
    ("/api/v1/callbacks/<uuid:callback_id>/voices", "POST"): Route(
        (201,), "callback", body={"makes": "need", "department": "insurance", "said": "想问续保"}
    ),
    ("/api/v1/callbacks/<uuid:callback_id>/takes", "POST"): Route((201,), "callback", body={}),
    ("/api/v1/day-plans", "GET"): Route(),
    ("/api/v1/day-plans/closings", "POST"): Route((404,), body={"day": "2026-01-05"}),
    ("/api/v1/day-plans/lines", "POST"): Route((422,), body={}),
    ("/api/v1/day-plans/lines/<uuid:line_id>", "DELETE"): Route((200,), "plan line", body={}),
    ("/api/v1/day-plans/lines/<uuid:line_id>/marks", "POST"): Route((201,), "plan line", body={"done": True}),
    ("/api/v1/corrections", "GET"): Route(),
    ("/api/v1/corrections/<uuid:correction_id>/closings", "POST"): Route(
        (201,), "correction", body={"outcome": "none_known", "reason": "x"}
    ),
    ("/api/v1/complaints", "POST"): Route((201,), body=_SAID),
    ("/api/v1/complaints/<uuid:complaint_id>", "GET"): Route(thing="complaint"),
    ("/api/v1/complaints/<uuid:complaint_id>/answers", "POST"): Route((201,), "complaint", body=_ANSWER),
    ("/api/v1/complaints/<uuid:complaint_id>/assignments", "POST"): Route((201,), "complaint", body=_FIRST),
    ("/api/v1/complaints/<uuid:complaint_id>/classifications", "POST"): Route((201,), "complaint", body=_GRAVER),
    ("/api/v1/complaints/<uuid:complaint_id>/closings", "POST"): Route((409,), "complaint", body=_CLOSED),
    ("/api/v1/complaints/<uuid:complaint_id>/contacts", "POST"): Route((201,), "complaint", body=_CONTACT),
    ("/api/v1/complaints/<uuid:complaint_id>/reopenings", "POST"): Route((409,), "complaint", body=_AGAIN),
    ("/api/v1/daily-reports", "GET"): Route(),
    ("/api/v1/daily-reports/<uuid:report_id>", "GET"): Route(thing="report"),
    ("/api/v1/daily-reports/<uuid:report_id>/instructions", "POST"): Route(
        (403,), "report", body={"words": "整改", "department": "after_sales", "due_at": SOON}
    ),
    ("/api/v1/daily-reports/<uuid:report_id>/scans", "GET"): Route(thing="report"),
    ("/api/v1/daily-reports/<uuid:report_id>/scans", "POST"): Route((201,), "report", form=scan_form),
    ("/api/v1/daily-reports/<uuid:report_id>/returns", "POST"): Route(
        (201,), "report", body={"to_line": "caller", "why": "再核对"}
    ),
    ("/api/v1/daily-reports/<uuid:report_id>/signatures", "POST"): Route((201,), "report", body={"password": PASSWORD}),
    ("/api/v1/hq/today", "GET"): Route(),
    ("/api/v1/instructions/<uuid:instruction_id>", "DELETE"): Route((403,), "instruction", body={}),
    ("/api/v1/instructions/<uuid:instruction_id>/steps", "POST"): Route(
        (409,), "instruction", body={"what": "tracking", "words": "已致电"}
    ),
    ("/api/v1/imports", "GET"): Route(),
    ("/api/v1/imports", "POST"): Route((202,), form=_file),
    ("/api/v1/imports/typed", "POST"): Route((202,), body=_TYPED),
    ("/api/v1/imports/<uuid:import_id>", "GET"): Route(thing="read import"),
    ("/api/v1/imports/<uuid:import_id>/cancellations", "POST"): Route((201,), "import", form=dict),
    ("/api/v1/imports/<uuid:import_id>/conflicts", "GET"): Route(thing="read import"),
    ("/api/v1/imports/<uuid:import_id>/decisions", "POST"): Route((409,), "import", body={"rows": [2]}),
    ("/api/v1/imports/<uuid:import_id>/runs", "POST"): Route((409,), "import", form=dict),
    ("/api/v1/imports/<uuid:import_id>/readings", "POST"): Route((409,), "import", body={"columns": {}}),
    ("/api/v1/me", "GET"): Route(),
    ("/api/v1/staffing", "GET"): Route(),
    ("/api/v1/staffing/delegations", "POST"): Route((422,), body={}),
    ("/api/v1/staffing/delegations/<uuid:delegation_id>/ends", "POST"): Route((201, 403), "delegation", body={}),
    ("/api/v1/staffing/people", "POST"): Route((422,), body={}),
    ("/api/v1/staffing/people/<uuid:account_id>/leavings", "POST"): Route(
        (422,), "person", body={"successor": str(uuid.UUID(int=7))}
    ),
    ("/api/v1/staffing/people/<uuid:account_id>/one-time-passwords", "POST"): Route((201,), "person", body={}),
    ("/api/v1/staffing/people/<uuid:account_id>/positions", "POST"): Route(
        (201,), "person", body={"position": "foreman"}
    ),
    ("/api/v1/staffing/plans", "POST"): Route((422,), body={}),
    ("/api/v1/staffing/positions/<uuid:holding_id>/ends", "POST"): Route(
        (201,), "holding", body={"last_day": str(today())}
    ),
    ("/api/v1/staffing/routes", "GET"): Route(),
    ("/api/v1/opinions", "POST"): Route((201,), body=_SAID | {"kind": "opinion"}),
    ("/api/v1/opinions/<uuid:opinion_id>", "GET"): Route(thing="opinion"),
    ("/api/v1/opinions/<uuid:opinion_id>/answers", "POST"): Route((201,), "opinion", body=_ANSWER),
    ("/api/v1/opinions/<uuid:opinion_id>/archivings", "POST"): Route((409,), "opinion", body=_FIRST),
    ("/api/v1/opinions/<uuid:opinion_id>/assignments", "POST"): Route((201,), "opinion", body=_FIRST),
    ("/api/v1/opinions/<uuid:opinion_id>/reopenings", "POST"): Route((409,), "opinion", body=_AGAIN),
    ("/api/v1/opinions/<uuid:opinion_id>/replies", "POST"): Route((201,), "opinion", body=_TOLD),
    ("/api/v1/voices", "GET"): Route(),
    ("/audit-trail", "GET"): Route(),
    ("/callbacks", "GET"): Route(),
    ("/callbacks/<uuid:callback_id>", "GET"): Route(thing="callback"),
    ("/callbacks/<uuid:callback_id>/amendments", "POST"): Route((422,), "callback", form=dict),
    ("/callbacks/<uuid:callback_id>/attempts", "POST"): Route(
        GO_ON, "callback", form=lambda: {"outcome": "refused", "inbound": "1", "then": "list"}
    ),
    ("/callbacks/<uuid:callback_id>/takes", "POST"): Route(GO_ON, "callback", form=dict),
    ("/callbacks/<uuid:callback_id>/text-messages", "POST"): Route(GO_ON, "callback", form=dict),
    ("/callbacks/assignments", "POST"): Route(GO_ON, form=dict),
    ("/callbacks/ring-backs", "GET"): Route(),
    ("/callbacks/takes", "POST"): Route(GO_ON, form=dict),
    ("/corrections", "GET"): Route(),
    ("/corrections/<uuid:correction_id>/closings", "POST"): Route(
        GO_ON, "correction", form=lambda: {"outcome": "none_known", "reason": "x"}
    ),
    ("/callbacks/moves", "POST"): Route(GO_ON, form=dict),
    ("/day-plan", "GET"): Route(),
    ("/day-plan/closings", "POST"): Route((422,), form=dict),
    ("/day-plan/lines", "POST"): Route((422,), form=dict),
    ("/day-plan/lines/<uuid:line_id>/marks", "POST"): Route(GO_ON, "plan line", form=lambda: {"done": "true"}),
    ("/day-plan/lines/<uuid:line_id>/removals", "POST"): Route(GO_ON, "plan line", form=dict),
    ("/complaints/<uuid:complaint_id>", "GET"): Route(thing="complaint"),
    ("/complaints/<uuid:complaint_id>/answers", "POST"): Route(GO_ON, "complaint", form=lambda: _ANSWER),
    ("/complaints/<uuid:complaint_id>/assignments", "POST"): Route(GO_ON, "complaint", form=lambda: _FIRST),
    ("/complaints/<uuid:complaint_id>/classifications", "POST"): Route(GO_ON, "complaint", form=lambda: _GRAVER),
    ("/complaints/<uuid:complaint_id>/closings", "POST"): Route((409,), "complaint", form=lambda: _CLOSED),
    ("/complaints/<uuid:complaint_id>/contacts", "POST"): Route(GO_ON, "complaint", form=lambda: _CONTACT),
    ("/complaints/<uuid:complaint_id>/reopenings", "POST"): Route((409,), "complaint", form=lambda: _AGAIN),
    ("/api/v1/advisor-scores", "POST"): Route((403,), body={"week": "2026-10-19", "advisor": "顾晓明", "score": 3}),
    ("/api/v1/call-checks", "POST"): Route((201, 409), body={"day": "2026-10-19"}),
    ("/supervision", "GET"): Route(),
    ("/supervision/advisor-scores", "POST"): Route((403,), form=dict),
    ("/supervision/call-checks", "POST"): Route((422,), form=dict),
    ("/health/live", "GET"): Route(),
    ("/health/ready", "GET"): Route(),
    ("/hq/reminders", "POST"): Route((422,), form=dict),
    ("/hq/reminders/new", "GET"): Route(),
    ("/hq/stores", "GET"): Route(),
    ("/hq/today", "GET"): Route(),
    ("/imports", "GET"): Route(),
    ("/imports", "POST"): Route(GO_ON, form=_file),
    ("/imports/<uuid:import_id>", "GET"): Route(thing="read import"),
    ("/imports/<uuid:import_id>/cancellations", "POST"): Route(GO_ON, "import", form=dict),
    ("/imports/<uuid:import_id>/decisions", "POST"): Route((409,), "import", form=lambda: {"conflict.2": "2"}),
    ("/imports/<uuid:import_id>/progress", "GET"): Route(thing="read import"),
    ("/imports/<uuid:import_id>/readings", "POST"): Route((409,), "import", form=dict),
    ("/imports/<uuid:import_id>/rejected.xlsx", "GET"): Route(thing="read import"),
    ("/imports/<uuid:import_id>/runs", "POST"): Route((409,), "import", form=dict),
    ("/imports/new", "GET"): Route(),
    ("/imports/typed", "GET"): Route(),
    ("/imports/typed", "POST"): Route(GO_ON, form=_typed),
    ("/language", "POST"): Route(GO_ON, form=lambda: {"language": "zh_CN"}),
    ("/notices/<uuid:notice_id>/dismissals", "POST"): Route(GO_ON, "notice", form=dict),
    ("/permissions", "GET"): Route(),
    ("/reports", "GET"): Route(),
    ("/reports/<uuid:report_id>", "GET"): Route(thing="report"),
    ("/reports/<uuid:report_id>/instructions", "POST"): Route(
        (403,),
        "report",
        form=lambda: {"words": "整改", "department": "after_sales", "due_at": SOON},
    ),
    ("/reports/<uuid:report_id>/report.pdf", "GET"): Route(thing="report"),
    ("/reports/<uuid:report_id>/report.xlsx", "GET"): Route(thing="report"),
    ("/reports/<uuid:report_id>/returns", "POST"): Route(
        GO_ON, "report", form=lambda: {"to_line": "caller", "why": "再核对"}
    ),
    ("/reports/<uuid:report_id>/scans", "POST"): Route(GO_ON, "report", form=scan_form),
    ("/reports/scans/<uuid:scan_id>", "GET"): Route(thing="scan"),
    ("/reports/signatures", "POST"): Route((404,), form=dict),
    ("/instructions", "GET"): Route(),
    ("/instructions/<uuid:instruction_id>/steps", "POST"): Route(
        (409,), "instruction", form=lambda: {"what": "tracking", "words": "已致电"}
    ),
    ("/instructions/<uuid:instruction_id>/take-backs", "POST"): Route((403,), "instruction", form=dict),
    ("/verify", "GET"): Route(),
    ("/verify/<seal:code>", "GET"): Route(),
    ("/session", "GET"): Route((204,)),
    ("/settings/staffing", "GET"): Route(),
    ("/settings/staffing/delegations", "POST"): Route((422,), form=dict),
    ("/settings/staffing/delegations/<uuid:delegation_id>/ends", "POST"): Route((303, 403), "delegation", form=dict),
    ("/settings/staffing/people", "POST"): Route((422,), form=dict),
    ("/settings/staffing/people/new", "GET"): Route(),
    ("/settings/staffing/people/<uuid:account_id>", "GET"): Route(thing="person"),
    ("/settings/staffing/people/<uuid:account_id>/one-time-passwords", "POST"): Route((201,), "person", form=dict),
    ("/settings/staffing/people/<uuid:account_id>/leavings", "POST"): Route(
        (422,), "person", form=lambda: {"successor": str(uuid.UUID(int=7))}
    ),
    ("/settings/staffing/people/<uuid:account_id>/positions", "POST"): Route(
        GO_ON, "person", form=lambda: {"position": "foreman"}
    ),
    ("/settings/staffing/plans", "POST"): Route((422,), form=dict),
    ("/settings/staffing/positions/<uuid:holding_id>/ends", "POST"): Route(
        GO_ON, "holding", form=lambda: {"last_day": str(today())}
    ),
    ("/sign-in", "GET"): Route(),
    ("/sign-in", "POST"): Route((401,), form=dict),
    ("/settings/second-factor", "GET"): Route(),
    ("/settings/second-factor", "POST"): Route(GO_ON, form=dict),
    ("/sign-in/code", "GET"): Route(GO_ON),
    ("/sign-in/code", "POST"): Route((401,), form=dict),
    ("/sign-out", "POST"): Route(GO_ON, form=dict, last=True),
    ("/static/<path:filename>", "GET"): Route(),
    ("/voices", "GET"): Route(),
    ("/voices", "POST"): Route((422,), form=dict),
    ("/voices/<uuid:opinion_id>", "GET"): Route(thing="opinion"),
    ("/voices/<uuid:opinion_id>/answers", "POST"): Route(GO_ON, "opinion", form=lambda: _ANSWER),
    ("/voices/<uuid:opinion_id>/archivings", "POST"): Route((409,), "opinion", form=lambda: _FIRST),
    ("/voices/<uuid:opinion_id>/assignments", "POST"): Route(GO_ON, "opinion", form=lambda: _FIRST),
    ("/voices/<uuid:opinion_id>/reopenings", "POST"): Route((409,), "opinion", form=lambda: _AGAIN),
    ("/voices/<uuid:opinion_id>/replies", "POST"): Route(GO_ON, "opinion", form=lambda: _TOLD),
    ("/voices/new", "GET"): Route(),
}
