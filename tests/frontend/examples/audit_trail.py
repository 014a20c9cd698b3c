"""What was done on the made-up day."""

from typing import Any

from frontend.own.audit_trail.details import Shown
from tests.frontend.examples.shell import at


def page(*, empty: bool = False) -> dict[str, Any]:
    events = [
        Shown(at(19, 10, 42), "林雨欣", "拨打电话", "", "/callbacks/1", [("结果", "无人接听"), ("状态", "待拨打")]),
        Shown(at(19, 10, 40), "周敏", "分配回访", "", "/callbacks/1", [("现", "林雨欣")]),
        Shown(at(19, 10, 2), "周敏", "授予岗位", "何静", "/settings/staffing/people/1", [("岗位", "客户代表")]),
        Shown(at(19, 9, 12), "程志远", "签署日报", "", "/reports/1", [("栏目", "总经理"), ("已封存", "是")]),
        Shown(at(18, 20, 15), "", "日报签字栏跳过", "", "/reports/1", [("栏目", "综合经理")]),
    ]
    return {
        "events": [] if empty else events,
        "kinds": [("", "全部操作"), ("report.signed", "签署日报")],
        "people": [("", "全部人员"), ("p1", "周敏")],
        "chosen": {"event": "", "person": ""},
        "older": "" if empty else "/audit-trail?cursor=x",
    }
