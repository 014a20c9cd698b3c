"""Imports as a list, on the desk, and the form for a new one."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from frontend.store.imports.words import KINDS
from tests.frontend.examples.shell import at
from tests.frontend.examples.staffing import plan_lines


def counts(data_rows: int, rejected: int, warned: int) -> SimpleNamespace:
    return SimpleNamespace(data_rows=data_rows, rejected=rejected, warned=warned)


def line(file_name: str, kind: str, state: str, who: str, when: dt.datetime, read: Any = None) -> SimpleNamespace:
    return SimpleNamespace(
        url="/imports/0192f0c1",
        file_name=file_name,
        kind_word=str(KINDS[kind]),
        state=state,
        who=who,
        at=when,
        counts=read,
    )


def import_lines() -> list[SimpleNamespace]:
    return [
        line("维修委托书明细_11月18日.xlsx", "repair_orders", "reading", "林雨欣", at(19, 10, 41)),
        line("新车交付_11月18日.xls", "deliveries", "ready", "程浩", at(19, 9, 12), counts(7, 0, 1)),
        line("维修委托书明细_11月17日.xlsx", "repair_orders", "ready", "林雨欣", at(18, 9, 41), counts(38, 2, 3)),
        line("11月委托书.xlsx", "repair_orders", "failed", "何静", at(18, 9, 20)),
        line("新车交付_11月17日.xls", "deliveries", "cancelled", "程浩", at(18, 9, 3)),
        line("维修委托书明细_10月.xlsx", "repair_orders", "ready", "周敏", at(2, 15, 26), counts(1195, 37, 65)),
        line(
            "DMS导出_新车交付明细表_2026年10月1日至10月31日_最终版.csv",
            "deliveries",
            "ready",
            "周敏",
            at(2, 15, 20),
            counts(97, 1, 2),
        ),
    ]


def store() -> SimpleNamespace:
    return SimpleNamespace(code="SZ-WZ01", name="苏州吴中专营店", region="华东大区", start_date=dt.date(2026, 11, 2))


def desk(recent: list[SimpleNamespace], first: list[SimpleNamespace], *, may: bool = True) -> dict[str, Any]:
    said = [
        SimpleNamespace(
            title="总部催办：部门交接没有到",
            note="售后部 11 月 18 日的取车请今日补齐。",
            who="方伟",
            at=at(19, 9, 5),
            dismiss_url="/notices/0192f0c1/dismissals",
        )
    ]
    return {
        "store": store(),
        "first": first,
        "said": said if first else [],
        "recent": recent,
        "may_import": may,
        "calls": today_calls(first) if may else None,
        "plan": {"lines": plan_lines() if first else [], "done": 1} if may else None,
    }


def today_calls(first: list[SimpleNamespace]) -> SimpleNamespace:
    parts = [("done", 7, "已完成"), ("over", 2, "逾期"), ("", 16, "待拨打")]
    people = [
        {"name": "林雨欣", "done": 3, "all": 8, "url": "/callbacks?caller=0192f0c1"},
        {"name": "何静", "done": 4, "all": 9, "url": "/callbacks?caller=0192f0c2"},
    ]
    total = 25 if first else 0
    return SimpleNamespace(note="共 25 条", total=total, parts=parts, people=people)


def cards() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            title="售后部还没有交接昨日取车",
            url="/imports/new",
            action="导入文件",
            icon="clock-exclamation",
            words="应在 10:00 前",
            tone="bad",
            note="上次交接在 2 个工作日前",
        ),
        SimpleNamespace(
            title="维修委托书明细_11月17日.xlsx",
            url="/imports/0192f0c1",
            action="去看",
            icon="alert-triangle",
            words="拒收 2 行",
            tone="warn",
            note="昨日 09:41，林雨欣",
        ),
        SimpleNamespace(
            title="11月委托书.xlsx",
            url="/imports/0192f0c1",
            action="重新上传",
            icon="alert-triangle",
            words="读不了",
            tone="bad",
            note="工作簿有密码",
        ),
    ]


def imports(lines: list[SimpleNamespace]) -> dict[str, Any]:
    page = SimpleNamespace(text=f"共 {len(lines)} 份", prev_url=None, next_url="/imports?after=x")
    return {"lines": lines, "page": page, "may_import": True}


def new_import(kind: str = "", **errors: str) -> dict[str, Any]:
    return {"form": SimpleNamespace(kind=kind), "errors": errors, "limit": 50 * 1024 * 1024}
