"""People and positions, one person, the plan of the day."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from frontend.store.day_plan.shown import Line as PlanLine
from frontend.store.staffing.shown import Colleague, Job, Line, Post, Stand
from tests.frontend.examples.shell import at

POSITIONS = [("", ""), ("centre_head", "客服中心负责人"), ("customer_representative", "客户代表")]
PEOPLE = [("", ""), ("p1", "周敏"), ("p2", "何静")]


def post(title: str, people: str = "", *below: Post, note: str = "") -> Post:
    return Post(title, people, note, not people and not note, list(below))


def colleague(name: str, username: str, *jobs: Job, left: bool = False) -> Colleague:
    return Colleague(name, name, username, left, f"/settings/staffing/people/{name}", list(jobs))


def job(title: str, dates: str, state: str = "now") -> Job:
    return Job(f"job-{title}", title, dates, state)


def colleagues() -> list[Colleague]:
    return [
        colleague("周敏", "zhoumin", job("客服中心负责人", "自 08-22")),
        colleague("林雨欣", "zhoumin", job("信息管理员", "自 08-22"), job("客户代表", "自 12-01", "to_come")),
        colleague("程志远", "zhoumin", job("总经理", "自 08-22")),
        colleague("顾晓明", "zhoumin", job("服务顾问", "自 08-22"), job("工长", "08-22 至 11-02", "over")),
        colleague("何静", "zhoumin", job("客户代表", "08-22 至 11-15", "over"), left=True),
    ]


def stands() -> list[Stand]:
    return [
        Stand("销售经理", "顾晓明 代 钱勇", "11-18 至 11-22", "年假", "now", "/settings/staffing/delegations/d1/ends"),
        Stand("总经理", "吴建华 代 程志远", "12-01 至 12-03", "总部会议", "to_come", ""),
        Stand("客服中心负责人", "林雨欣 代 周敏", "10-09 至 10-10", "病假", "over", ""),
    ]


def staffing(*, may: bool = True, opened: str = "", **errors: list[str]) -> dict[str, Any]:
    head = post("客服中心负责人", "周敏", post("客户代表"), post("信息管理员", "林雨欣"))
    chart = post(
        "总经理", "程志远", post("综合经理", "", head, note="吴建华 代理至 11-22"),
        post("售后经理", "吴建华", post("服务顾问", "顾晓明、宋扬、丁海")), post("销售经理", "钱勇"),
    )  # fmt: skip
    plan = SimpleNamespace(plan=2, why="客户多了，综合经理到任", chosen_by_name="程志远")
    return {
        "plan": 2,
        "plans": [(plan, "12-01", True), (SimpleNamespace(plan=1, why="", chosen_by_name=""), "08-22", False)],
        "summary": "在岗 2/3，低于下限，自 11-16 起",
        "met": False,
        "missing": ["客户代表空缺，自 11-16 起"],
        "gaps": ["综合经理空缺，自 11-18 起：日报直接转总经理"],
        "route": [
            Line("客服中心负责人", "周敏", "", False),
            Line("综合经理", "", "空缺，转总经理", True),
            Line("总经理", "程志远", "代理", False),
        ],
        "chart": chart,
        "people": colleagues(),
        "stands": stands(),
        "lists": [("p1", "周敏 12"), ("p2", "林雨欣 31")] if may else [],
        "may_change": may,
        "may_delegate": may,
        "choices": PEOPLE,
        "positions": POSITIONS,
        "own": "",
        "today": "2026-11-19",
        "sent": {},
        "errors": errors,
        "opened": opened,
    }


def staffing_empty() -> dict[str, Any]:
    return {**staffing(may=False), "people": [], "stands": [], "missing": [], "gaps": []}


def new_person(**errors: list[str]) -> dict[str, Any]:
    return {"positions": POSITIONS, "today": "2026-11-19", "sent": {}, "errors": errors}


def taken_on(*, is_new: bool = True) -> dict[str, Any]:
    account = SimpleNamespace(name="何晓静", username="zhoumin")
    return {
        "account": account,
        "password": "2345-6789-2345",
        "url": "/settings/staffing/people/x",
        "code": "95023",
        "is_new": is_new,
    }


def one_person(number: int = 1, opened: str = "", **errors: list[str]) -> dict[str, Any]:
    return {
        "one": colleagues()[number],
        "is_me": False,
        "may_let_in": True,
        "positions": POSITIONS,
        "choices": PEOPLE,
        "today": "2026-11-19",
        "sent": {},
        "errors": errors,
        "opened": opened,
    }


def plan_line(clock: str, about: str, what: str, who: str = "", state: str = "open", note: str = "") -> PlanLine:
    icon, word, tone = {
        "open": ("circle", "未做", "muted"), "done": ("circle-check", "已完成", "ok"), "not": ("ban", "未完成", "warn")
    }[state]  # fmt: skip
    return PlanLine(clock, about, what, who, icon, word, tone, state == "open", note, "/day-plan/lines/1")


def plan_lines() -> list[PlanLine]:
    return [
        plan_line("08:40", "其他", "晨会，分派 92 条回访", state="done"),
        plan_line("09:00", "回访", "今日到期 38 条", "林雨欣"),
        plan_line("14:00", "拜访", "上门拜访金卡客户陆文斌", "何静", "not", "客户改到周五"),
        plan_line("", "活动", "新车主培训筹备会"),
    ]


def day_plan(*, closed: bool = False, empty: bool = False, opened: str = "", **errors: list[str]) -> dict[str, Any]:
    return {
        "day": dt.date(2026, 11, 19),
        "is_today": True,
        "before": "/day-plan?day=2026-11-18",
        "after": "/day-plan?day=2026-11-20",
        "lines": [] if empty else plan_lines(),
        "done": 1,
        "closed": SimpleNamespace(closed_by_name="周敏", closed_at=at(19, 19, 50)) if closed else None,
        "may_write": not closed,
        "may_close": not closed and not empty,
        "kinds": [("calls", "回访"), ("visit", "拜访")],
        "people": [("", "客服中心"), ("p2", "何静")],
        "sent": {},
        "errors": errors,
        "opened": opened,
    }
