"""An import's page: the file, its columns, its states."""

from types import SimpleNamespace
from typing import Any

from dealer.imports.reading.kinds import FIELDS, Kind
from frontend.store.imports.words import FIELDS as WORDS
from frontend.store.imports.words import KINDS, why_unreadable
from tests.frontend.examples.conflicts import conflicts
from tests.frontend.examples.report import report
from tests.frontend.examples.shell import at

HEADERS = [
    *(
        "序号",
        "委托书号",
        "维修类型",
        "进厂时间",
        "预计交车时间",
        "实际交车时间",
        "车牌号",
        "车架号(VIN)",
        "车型",
        "行驶里程",
    ),
    *("车主", "送修人", "送修人电话", "服务顾问", "主修技师", "估价金额", "工时费", "材料费", "结算金额"),
    *("是否预约", "是否返修", "方便回访时间/方式"),
]
SAMPLES = {
    "number": "WX202610947400",
    "kind_of_work": "定期保养",
    "arrival": "2026年10月1日 8:04",
    "promised": "2026-10-01 10:04",
    "pickup": "2026-10-01 10:13",
    "plate": "苏JBPV89",
    "vin": "LJD2AAZN1P0817187",
    "model": "焕驰",
    "mileage": "43680",
    "owner": "仝莹",
    "sender": "仝莹",
    "sender_phone": "159****6035",
    "advisor": "赵磊",
    "technician": "冯勇",
    "estimate": "202",
    "labour": "70.7",
    "parts": "131.3",
    "total": "202",
    "booked": "否",
    "rework": "否",
    "wish": "下午",
}
POSITIONS = {
    "number": 1,
    "kind_of_work": 2,
    "arrival": 3,
    "promised": 4,
    "pickup": 5,
    "plate": 6,
    "vin": 7,
    "model": 8,
    "mileage": 9,
    "owner": 10,
    "sender": 11,
    "sender_phone": 12,
    "advisor": 13,
    "technician": 14,
    "estimate": 15,
    "labour": 16,
    "parts": 17,
    "total": 18,
    "booked": 19,
    "rework": 20,
    "wish": 21,
}
UNSURE = {"pickup", "promised", "estimate"}


def columns(lost: str = "") -> list[SimpleNamespace]:
    found = []
    for name in FIELDS[Kind.REPAIR_ORDERS]:
        position = None if name == lost else POSITIONS.get(name)
        sure = "guess" if name in UNSURE else "sure"
        found.append(
            SimpleNamespace(
                field=name,
                word=str(WORDS[name]),
                required=name in ("number", "pickup"),
                position=position,
                confidence="none" if position is None else sure,
                sample=SAMPLES.get(name, "") if position else "",
            )
        )
    return found


def run(state: str, **more: Any) -> dict[str, Any]:
    shown = SimpleNamespace(
        id="0192f0c1",
        file_name="维修委托书明细_10月.xlsx",
        kind="repair_orders",
        typed=False,
        kind_word=str(KINDS["repair_orders"]),
        state=state,
        who="周敏",
        at=at(19, 10, 41),
        size=187_392,
    )
    headers = list(enumerate(HEADERS))
    return {
        "run": shown,
        "progress": SimpleNamespace(done=700, total=1195),
        "progress_url": "/imports/0192f0c1/progress",
        "cancel_url": "/imports/0192f0c1/cancellation",
        "columns": [],
        "headers": headers,
        "why": "",
        "report": None,
        "conflicts": None,
        "result": None,
        "may_import": True,
        "run_url": "/imports/0192f0c1/runs",
        "step": "",
        "columns_url": "/imports/0192f0c1/columns",
        "rejected_url": "",
        **more,
    }


def ready(**more: Any) -> dict[str, Any]:
    return run("ready", columns=columns(), report=report(), rejected_url="/imports/0192f0c1/rejected", **more)


def clean() -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "new": 0,
        "unchanged": 1195,
        "repeated": 0,
        "rejected": [],
        "rejected_total": 0,
        "conflicts": [],
        "conflicts_total": 0,
        "conflicts_open": 0,
        "warnings": [],
        "warned_total": 0,
        "callbacks": 1034,
        "preview": [],
    }
    return run("ready", columns=columns(), report=report(**nothing))


def done() -> dict[str, Any]:
    counts = {"new": 1143, "changed": 0, "unchanged": 0, "new_people": 1021, "new_cars": 1098}
    result = {**counts, "planned": 918, "excluded": 115, "missed": 7}
    told = {"report": report(conflicts_open=3), "result": result, "conflicts": conflicts(done=True)}
    return run("done", columns=columns(), rejected_url="/imports/0192f0c1/rejected", **told)


def failed(code: str, lost: str = "", **params: Any) -> dict[str, Any]:
    return run("failed", why=why_unreadable(code, params), columns=columns(lost) if lost else [])
