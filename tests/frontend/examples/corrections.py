"""The corrections of the made-up day."""

from typing import Any

from frontend.store.corrections.shown import Line, Typed

ID = "0192f0c1-0000-7000-8000-{:012}"


def line(number: int, **others: Any) -> Line:
    made = {
        "id": ID.format(number),
        "kind": "phone",
        "icon": "phone",
        "word": "号码有误",
        "wrong": "13900005033",
        "customer": "沈国平",
        "car": "凌川 X7 苏E7K2M9",
        "visit": "11-16 周一",
        "papers": "GD-00123 · 顾晓明",
        "note": "接电话的人说不认识沈先生。",
        "found": "何静 · 今日 09:20",
        "department": "售后",
        "when": "11-20 周五 20:00",
        "why": "",
        "tone": "",
        "right": "",
        "may_close": True,
        "typed": Typed(),
    }
    return Line(**{**made, **others})


def lines() -> list[Line]:
    refused = Typed(ID.format(2), {"name": "王芳", "value": "12"}, {"value": "这个号码打不通。"})
    owner = {"kind": "owner", "icon": "user", "word": "车主已换", "wrong": "许志远 <b>"}
    visit = {
        "kind": "visit",
        "icon": "file-spreadsheet",
        "word": "来店记录有误",
        "wrong": "",
        "visit": "",
        "papers": "",
    }
    return [
        line(1, when="昨日 20:00", why="已逾期", tone="bad"),
        line(2, **owner, typed=refused, department="销售"),
        line(3, **visit, may_close=False, note="", customer="无姓名", car=""),
    ]


def page(*, closed: bool = False, empty: bool = False) -> dict[str, Any]:
    done = {"may_close": False, "when": "已更正", "why": "顾晓明 · 今日 10:02", "tone": "ok", "right": "****1111"}
    shown = [
        line(4, **done, wrong="****5033"),
        line(5, **done | {"when": "无其他信息", "tone": "", "right": "拖车送来"}),
    ]
    return {
        "note": "待更正 3 条 · 逾期 1 条",
        "tabs": [("待更正", 3, "/corrections", not closed), ("已办结", 2, "/corrections?closed=1", closed)],
        "filters": [{"word": "全部", "count": 3, "on": True, "url": "/corrections"}],
        "lines": [] if empty else shown if closed else lines(),
        "closed": closed,
        "both": True,
        "acting": not closed,
        "empty": ("没有待更正的资料", "回访中发现号码有误时，任务会出现在这里。"),
        "back": "",
        "longest": 500,
        "page": {"text": "本页 3 条", "prev_url": "", "next_url": "/corrections?cursor=x"},
    }
