"""The customer's voice of the made-up day."""

import uuid
from types import SimpleNamespace
from typing import Any

from frontend.store.voices.case import Failed, Takers
from frontend.store.voices.clocks import Clock
from frontend.store.voices.lines import Line
from frontend.store.voices.log import Entry
from tests.frontend.examples.shell import at

TABS = [("未结", 9), ("待答复客户", 2), ("逾期", 2), ("已归档", 41)]
SAID = "洗车没洗干净，脚垫上全是泥，跟顾问说了也没人管"


def line(number: int, **others: Any) -> Line:
    made = {
        "url": f"/voices/0192f0c1-0000-7000-8000-{number:012}",
        "when": "今日 20:00",
        "why": "答复客户 · 今日",
        "tone": "warn",
        "raised": "",
        "kind": "意见",
        "severity": "",
        "severe": False,
        "said": SAID,
        "customer": "沈国平",
        "car": "凌川 X7 苏E7K2M9",
        "department": "售后部",
        "owner": "顾晓明",
        "state": "部门处理中",
        "icon": "user",
    }
    return Line(**{**made, **others})


def lines() -> list[Line]:
    overdue = {"tone": "bad", "raised": "已上报客服中心负责人", "state": "待答复客户", "icon": "phone"}
    return [
        line(1, when="11-17 周二 20:00", why="答复客户 · 逾期2个工作日", **overdue),
        line(
            2, when="今日 11:42", why="首次联系 · 今日", kind="投诉", severity="危急", severe=True,
            raised="已上报总经理", said="刹车失灵，差点追尾 <b>", customer="许志远", owner="", state="待指派",
            icon="circle",
        ),
        line(3, kind="建议", department="前台", owner="", state="待指派", icon="circle", said="接车区能不能放个饮水机"),
        line(4, when="明日 20:00", why="答复客户 · 还有1个工作日", tone="", kind="需求", department="保险", car=""),
        line(5, when="已停表", why="今日 09:12", tone="", state="待归档", icon="check"),
    ]  # fmt: skip


def listed(*, tab: str = "open", empty: bool = False, may_receive: bool = True) -> dict[str, Any]:
    done = [line(6, when="11-18 周三 17:40", why="满意", tone="ok", state="已归档", icon="circle-check")]
    shown = [] if empty else lines() if tab == "open" else done
    return {
        "note": "未结 9 条 · 其中逾期 2 条 · 截至 10:42",
        "tabs": [(word, count, f"/voices?tab={n}", n == 0) for n, (word, count) in enumerate(TABS)],
        "tab": tab,
        "filters": [] if empty else [{"word": "全部", "count": 9, "on": True, "url": "/voices"}],
        "lines": shown,
        "page": {"text": "9 条", "prev_url": "", "next_url": "/voices?cursor=1"},
        "empty": {
            "title": "没有未结的意见和投诉",
            "text": "客户在回访中说的会自动进来。",
            "action_label": "手工登记",
            "action_url": "/voices/new",
        },
        "may_receive": may_receive,
    }


def new(*, several: bool = False, **errors: list[str]) -> dict[str, Any]:
    names = (
        "kind",
        "severity",
        "said",
        "department",
        "person_name",
        "channel",
        "said_at",
        "who",
        "customer",
        "said_by",
    )
    form = dict.fromkeys(names, "") | {"kind": "opinion", "channel": "phone", "severity": "normal"}
    kinds = ("投诉", "意见", "建议", "咨询", "需求")
    return {
        "form": form,
        "errors": errors,
        "kinds": list(zip(("complaint", "opinion", "suggestion", "consultation", "need"), kinds, strict=True)),
        "severities": [("critical", "危急 · 人身伤害"), ("normal", "一般 · 其他情况")],
        "departments": [("", "请选择"), ("after_sales", "售后部"), ("reception", "前台")],
        "channels": [("phone", "电话"), ("counter", "到店")],
        "candidates": [("1|1", "沈国平", "139****5033 · 凌川 X7"), ("2|", "沈丽", "139****5034")] if several else [],
    }


def case(*forms: str, failed: Failed | None = None, may_reach: bool = True, **others: Any) -> dict[str, Any]:
    """One opinion, or with `severity` one complaint."""
    voice = {
        "version": 3,
        "said": SAID,
        "answer": None,
        "department": "after_sales",
        "owner_id": uuid.UUID(int=1),
        "reaction": None,
        "severity": "normal",
        "contacted_at": None,
    }
    voice |= {name: others.pop(name) for name in ("answer", "reaction") if name in others}
    made = {
        "voice": SimpleNamespace(**voice),
        "title": "意见",
        "url": "/voices/0192f0c1-0000-7000-8000-000000000001",
        "severity": "",
        "severe": False,
        "raised": "",
        "deadline": "答复客户：今日 20:00 前（今日）",
        "state": {"word": "部门处理中", "icon": "user"},
        "reasons": ["没洗干净", "脚垫"],
        "question": "车辆清洁",
        "who": "沈国平",
        "phones": ["13900005033"],
        "may_reach": may_reach,
        "clocks": [
            Clock("部门结果", "今日 16:00", "客户提出后48小时，落在营业时间内", "今日", "warn", "clock-exclamation"),
            Clock("答复客户", "今日 20:00", "第2工作日 · 11-17 周二 10:42 提出", "今日", "warn", "clock-exclamation"),
        ],
        "facts": [("车辆", "凌川 X7 苏E7K2M9"), ("取车", "11-16 周一"), ("服务顾问", "顾晓明")],
        "hands": [("部门", "售后部"), ("负责人", "顾晓明"), ("来源渠道", "回访")],
        "forms": list(forms),
        "log": [
            Entry("已指派", at(18, 9, 5), "周敏", "请今天内查清", "售后部 · 顾晓明"),
            Entry("登记", at(17, 10, 42), "林雨欣", "", ""),
        ],
        "failed": failed or Failed(),
        "takers": [Takers("after_sales|", "售后部", [(f"after_sales|{uuid.UUID(int=1)}", "顾晓明 · 服务顾问")])],
        "hows": [("call", "电话"), ("message", "短信或微信"), ("in_person", "当面")],
        "reactions": [("satisfied", "满意"), ("accepts", "接受"), ("not_satisfied", "不满意")],
        "severities": [("major", "重大 · 拒绝提车"), ("normal", "一般 · 其他情况")],
        "outcomes": [("satisfied", "满意"), ("withdrawn", "撤回")],
    }  # fmt: skip
    return made | others


def conflict() -> dict[str, Any]:
    sentence = "顾晓明刚刚处理过（10:41）。没有覆盖任何内容，请先看处理记录。"
    return case("answer", "assign", failed=Failed("answer", {"answer": "重新洗车"}, {"": sentence}))


def complaint(*forms: str) -> dict[str, Any]:
    return case(
        *forms, title="投诉", url="/complaints/0192f0c1-0000-7000-8000-000000000002", severity="重大", severe=True,
        raised="已上报总经理", question="", reasons=[],
    )  # fmt: skip
