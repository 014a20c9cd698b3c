"""Daily reports of the made-up day: as the general manager signs one, as others read it, what was ordered, the seal."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, cast

from dealer.reports.interface import MAX_SCAN, DailyReport, Instruction, SignatureLine
from dealer.reports.models import InstructionStep
from dealer.reports.queries.instructions import InstructionPage
from dealer.reports.queries.lists import ReportPage
from dealer.reports.rules.kept import head_of
from dealer.reports.rules.printed import PrintedReport
from frontend.store.reports import shown
from frontend.store.reports.instructions import Asked, context
from frontend.store.reports.paper import Scan
from frontend.store.reports.reading import list_of
from frontend.store.reports.shown import Reader
from frontend.store.voices.case import NOTHING_FAILED, Failed
from tenants.access.interface import Actor, Position, Side
from tests.dealer.callbacks import calendars
from tests.dealer.reports.printing import made
from tests.frontend.examples.shell import at

ONE = uuid.UUID(int=1)
CALENDAR = calendars.store()


def kept(printed: PrintedReport, number: int = 1, **others: Any) -> DailyReport:
    """The row of a printed report."""
    content = printed.content
    row = {
        "tenant_id": ONE, "id": uuid.UUID(int=number), "programme": content.programme.value, "day": content.day,
        "plan": 1, "cut_off": content.cut_off, "edition": 1, "head": head_of(content), "planned": len(content.lines),
        "state": "sealed" if printed.sealed else "open", "turn": None if printed.sealed else "general_manager",
        "turn_due_at": None if printed.sealed else at(20, 20, 0), "compiled_at": content.cut_off,
        "number": printed.sealed.number if printed.sealed else None,
    }  # fmt: skip
    return DailyReport(**(row | others))


def order(number: int | None, state: str = "draft", **others: Any) -> Instruction:
    row = {
        "tenant_id": ONE, "id": uuid.UUID(int=number or 7), "report_id": ONE, "line_number": number, "state": state,
        "words": "售后经理今天亲自带车主路试，三次工单一起查。", "department": "after_sales", "due_at": at(20, 20, 0),
        "account_id": ONE, "by_name": "陈国栋", "written_at": at(19, 12, 0), "ended_at": None,
    }  # fmt: skip
    return Instruction(**(row | others))


def signing(failed: Failed = NOTHING_FAILED, *, with_code: bool = False, alone: bool = False) -> dict[str, Any]:
    """The general manager's turn, with an instruction noted and two more reports in the stack."""
    printed = replace(made.report(), fields=made.fields(*made.CALLERS, made.HEAD))
    printed = replace(printed, fields=(*printed.fields[:-1], replace(printed.fields[-1], awaited=("陈国栋",))))
    report = kept(printed)
    sold = kept(made.sold(), 2)
    late = kept(made.report(3), 3, turn_due_at=at(18, 20, 0))
    waiting = (report,) if alone else (report, sold, late)
    below = (SignatureLine.CALLER, SignatureLine.HEAD)
    reader = Reader(True, with_code, True, waiting, {3: order(3)}, below)
    return shown.page(report, printed, reader, CALENDAR, failed) | paper()


def refused(form: str, **errors: str) -> dict[str, Any]:
    """The same, after a form was refused."""
    return signing(Failed(form, {"words": "", "why": ""}, {f"{form}-{name}": [said] for name, said in errors.items()}))


def read(printed: PrintedReport) -> dict[str, Any]:
    """As somebody reads it whose turn it is not."""
    return shown.page(kept(printed), printed, Reader(), CALENDAR) | paper(
        Scan("/", "日报签字件.pdf", "周敏 · 今日 10:02")
    )


def paper(*scans: Scan) -> dict[str, Any]:
    """Scans of the signed copy."""
    return {"scans": list(scans), "may_scan": True, "scan_limit": MAX_SCAN}


def listed(*, empty: bool = False) -> dict[str, Any]:
    reports = [] if empty else [kept(made.report()), kept(made.sold(), 2), kept(made.sealed(), 3), kept(made.nil(), 4)]
    waiting = [shown.item(each, at(19, 12, 31)) for each in reports[:2]]
    return list_of(ReportPage(reports, None if empty else "x"), waiting, None)


class _Row(NamedTuple):
    one: Instruction
    programme: str
    day: dt.date
    personal: Mapping[str, str] | None


def instructions(*, empty: bool = False, ended: bool = False, wrong: bool = False) -> dict[str, Any]:
    """Two open ones, or two that are over."""
    over: dict[str, Any] = {"ended_at": at(20, 16, 0)} if ended else {}
    first = order(3, "rectified" if ended else "open", **over)
    late = {"due_at": at(18, 20, 0), "department": "service_centre"}
    whole = order(None, "rectified" if ended else "answered", **late, **over)
    rows = [_Row(first, "three_dc", made.DAY, {"customer": "马文涛"}), _Row(whole, "seven_dc", made.DAY, None)]
    step = InstructionStep(what="feedback", words="已约客户今天 17:00 路试", at=at(19, 15, 2), by_name="吴建华")
    page = InstructionPage([] if empty else cast(Any, rows), {whole.id: [step]}, None)
    counts = {} if empty else {("after_sales", ended): 1, ("service_centre", ended): 1}
    head = Actor("周敏", Side.STORE, ONE, ONE, ONE, frozenset({Position.CENTRE_HEAD}))
    failed = Failed(str(first.id), {}, {f"{first.id}-words": ["请填写。"]}) if wrong else NOTHING_FAILED
    return context(Asked(ended=ended), page, counts, head, failed)


def verify(tone: str = "", *, unknown: bool = False) -> dict[str, Any]:
    """The public page: nothing asked, a code nobody has, a report's seal."""
    if not tone:
        return {"code": "3Z4F-9X2D-7C38" if unknown else "", "unknown": unknown, "found": None}
    icon, word = {
        "ok": ("shield-check", "未被改动"),
        "bad": ("shield-x", "已被改动"),
        "warn": ("help-circle", "无法判断"),
    }[tone]
    found = {
        "icon": icon, "tone": tone, "word": word, "sentence": "内容、数字、签署和时间。", "store": "苏州吴中店 SZ-WZ01",
        "shape": "p3", "programme": "维修3DC", "day": "11-19 周四", "number": 413, "sealed": "11-20 周五 16:47",
        "totals": [("计划", 14), ("完成", 10), ("接通", 11), ("有效", 9), ("满意", 6), ("意见", 3), ("投诉", 1)],
    }  # fmt: skip
    return {"code": "3Z4F-9X2D-7C37", "unknown": False, "found": found}
