"""A day's call records, and the week of the advisors."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from dealer.supervision.interface import AdvisorWeek
from frontend.store.supervision.shown import RecordLine
from tests.frontend.examples.shell import at

DAY, WEEK = dt.date(2026, 11, 18), dt.date(2026, 11, 9)


def record(
    clock: str, customer: str, outcome: str, length: str = "", note: str = "", caller: str = "林雨欣"
) -> RecordLine:
    return RecordLine(clock, "/callbacks/1", customer, "p3", "维修3DC", outcome, length, caller, note)


def records() -> list[RecordLine]:
    return [
        record("08:52", "罗萱", "接通", "2:41"),
        record("09:06", "李思远 <b>", "无人接听", "0:31"),
        record("09:21", "吴静", "接通 · 客户来电", "3:08", "客户在开车，说 11 点前讲完，语速放慢一点。"),
        record("09:40", "无姓名", "拒访", "", "在开会"),
    ]


def advisors() -> list[AdvisorWeek]:
    scored = SimpleNamespace(score=4, note="周五两单没问。", by_name="吴建华", at=at(19, 9, 12))
    return [
        AdvisorWeek("顾晓明", 41, 33, scored),  # type: ignore[arg-type]
        AdvisorWeek("江涛", 38, 12),
        AdvisorWeek("钱峰", 29, 0),
    ]


def page(*, opened: str = "", checked: bool = False, empty: bool = False, **errors: list[str]) -> dict[str, Any]:
    """The page as head and after-sales manager in one, so that both forms are seen."""
    check = SimpleNamespace(note="第 2 条太短，已问何静。", by_name="周敏", at=at(19, 9, 12), records=4)
    return {
        "day": DAY,
        "days": [] if empty else [(DAY, "/supervision?day=2026-11-18", True), (dt.date(2026, 11, 17), "/x", False)],
        "records": [] if empty else records(),
        "count": 0 if empty else 612,
        "check": check if checked else None,
        "may_check": True,
        "week": WEEK,
        "advisors": [] if empty else advisors(),
        "may_score": True,
        "sent": {"note": "长"} if errors else {},
        "errors": errors,
        "opened": opened,
    }
