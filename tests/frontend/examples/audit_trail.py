"""What was done on the made-up day."""

from typing import Any

from tests.frontend.examples.shell import at


def page(*, empty: bool = False) -> dict[str, Any]:
    events = [
        (at(19, 10, 42), "林雨欣", "拨打电话"),
        (at(19, 10, 40), "周敏", "分配回访"),
        (at(19, 9, 12), "程志远", "签署日报"),
        (at(18, 20, 15), "", "日报签字栏跳过"),
    ]
    return {
        "events": [] if empty else events,
        "kinds": [("", "全部操作"), ("report.signed", "签署日报")],
        "people": [("", "全部人员"), ("p1", "周敏")],
        "chosen": {"event": "", "person": ""},
        "older": "" if empty else "/audit-trail?cursor=x",
    }
