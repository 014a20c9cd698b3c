"""The callback list of the made-up day."""

from typing import Any

from frontend.store.callbacks.lines import Line, Tries

TOTAL = 94
TABS = [("今日计划", 60), ("逾期", 4), ("等待", 7), ("已完成", 27), ("明日", 6)]


def line(number: int, group: int, customer: str, **others: Any) -> Line:
    made = {
        "id": f"0192f0c1-0000-7000-8000-{number:012}",
        "list_group": group,
        "wish": "",
        "wish_title": "",
        "wish_kind": "none",
        "shape": "p3",
        "programme": "维修3DC",
        "customer": customer,
        "phone": "139****5033",
        "added": False,
        "model": "凌川 X7",
        "plate": "苏E·7K2M9",
        "visit": "11-16 周一",
        "work": "刹车片、四轮定位",
        "served_by": "顾晓明",
        "when": "今日 20:00",
        "why": "第3工作日",
        "tone": "warn",
        "tries": Tries("上午未试，下午已试，傍晚未试", ("next", "tried", ""), 1),
        "caller": "林雨欣",
    }
    return Line(**{**made, **others})


def lines() -> list[Line]:
    return [
        line(1, 0, "沈国平", wish="10:30 起", wish_title="上午10点半以后", wish_kind="timed"),
        line(2, 0, "许志远", wish="约 15:30", wish_kind="timed", shape="p7", programme="销售7DC", caller="何静"),
        line(3, 1, "苏州恒泽物流", phone="0512-****6630", wish="周末", wish_title="周末 · 不营业", wish_kind="unfit"),
        line(4, 3, "田志刚", when="昨日", why="逾期1工作日", tone="bad", caller=""),
        line(
            5, 4, "贺文婷 <b>", added=True, when="周一 20:00", why="第1工作日", tone="", wish="随时", wish_kind="said"
        ),
    ]


def page(tab: str = "today", *, may_assign: bool = True, empty: bool = False) -> dict[str, Any]:
    shown = [] if empty else lines()
    titles = {0: "有回访意愿", 1: "最后一天", 3: "逾期", 4: "新到，首拨"}
    groups = [
        {
            "title": title,
            "note": "按约定时间" if group == 0 else "",
            "count": 12,
            "total": 60,
            "lines": [each for each in shown if each.list_group == group],
        }
        for group, title in titles.items()
    ]
    done = [line(6, 4, "袁秀英", when="已完成 10:08", why="", tone="ok")]
    return {
        "note": "11-19 周四 · 共 94 条 · 前一晚定稿 92 条，之后追加 2 条 · 截至 10:42",
        "tabs": [(word, count, f"/callbacks?tab={n}", n == 0) for n, (word, count) in enumerate(TABS)],
        "tab": tab,
        "total": 0 if empty else TOTAL,
        "parts": [("done", 27, "已完成"), ("wait", 7, "等待"), ("over", 4, "逾期"), ("", 56, "待打")],
        "people": [{"name": "林雨欣", "done": 12, "all": 38, "url": "/callbacks?caller=1"}],
        "filters": [{"word": "全部", "count": 60, "on": True, "url": "/callbacks"}],
        "groups": groups if tab == "today" else [{"title": "", "lines": done}],
        "has_lines": not empty,
        "page": {"text": "60 条", "prev_url": "", "next_url": "/callbacks?cursor=1"},
        "empty": {
            "title": "今日没有计划的回访",
            "text": "回访由工单和交付排出。",
            "action_label": "导入文件",
            "action_url": "/imports/new",
        },
        "may_assign": may_assign,
        "may_call": True,
        "takers": [{"value": str(n), "name": name, "to_call": 20 + n} for n, name in enumerate(("林雨欣", "何静"))],
        "ways": [("by_load", "按负荷均分"), ("round_robin", "轮流分配")],
        "back": "tab=today&wish=1",
    }
