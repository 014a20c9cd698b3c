"""Example contexts: what every page is shown with in tests. People, stores and figures are made up."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from backbone.clock import SHANGHAI
from dealer.imports.reading.kinds import FIELDS, Kind
from frontend.store.imports.words import FIELDS as WORDS
from frontend.store.imports.words import KINDS, REJECTIONS, WARNINGS, why_unreadable
from tenants.access.interface import HOLDERS, Permission, Position, Side
from tenants.access.interface import WORDS as PERMISSION_WORDS

NOW = dt.datetime(2026, 11, 19, 10, 42, 18, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Person:
    """Stands for the signed-in person that views give to templates."""

    name: str
    position_titles: list[str]
    place: str
    side: str = "store"
    permissions: frozenset[str] = field(default_factory=frozenset)

    def can(self, permission: str) -> bool:
        return permission in self.permissions


HEAD = Person("周敏", ["客服中心负责人"], "苏州吴中专营店")
HQ = Person("罗思远", ["总部售后部"], "华悦汽车", "hq")


def item(label: str, url: str, icon: str, count: int = 0, current: bool = False) -> dict[str, Any]:
    return {"label": label, "url": url, "icon": icon, "count": count, "current": current}


def section(title: str, *items: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(title=title, items=[SimpleNamespace(**entry) for entry in items])


def shell(name: str) -> dict[str, Any]:
    """What every page gets: who, menu, locale."""
    if name.startswith("hq_"):
        menu = [
            section("", item("门店", "/hq/stores", "building-store", 6, current=True)),
            section("系统", item("权限一览", "/permissions", "lock")),
        ]
        return {"me": HQ, "menu": menu, "locale": "zh", "now": NOW}
    menu = [
        section(
            "",
            item("工作台", "/", "home", current=name.startswith("desk")),
            item("数据导入", "/imports", "upload", 2, current=name.startswith("import")),
        ),
        section(
            "门店",
            item("我的账户", "/account", "user", current=name.startswith("account")),
            item("权限一览", "/permissions", "lock", current=name == "permissions"),
        ),
    ]
    return {"me": HEAD, "menu": menu, "locale": "zh", "now": NOW}


def sign_in(code: str = "", user_name: str = "", error: str = "", wait_minutes: int = 0) -> dict[str, Any]:
    return {
        "form": SimpleNamespace(code=code, user_name=user_name, next="/"),
        "error": error,
        "wait_minutes": wait_minutes,
        "me": None,
    }


def error(status: int, sentence: str = "", *, known: bool = True) -> dict[str, Any]:
    context: dict[str, Any] = {"status": status, "sentence": sentence, "reference": "req-0192f0c1a7d4"}
    return context if known else {**context, "me": None}


def at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


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
        "may_see_imports": may,
    }


def cards() -> list[SimpleNamespace]:
    return [
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
        "result": None,
        "may_import": True,
        "run_url": "/imports/0192f0c1/runs",
        "step": "",
        "columns_url": "/imports/0192f0c1/columns",
        "rejected_url": "",
        **more,
    }


def rejected() -> list[SimpleNamespace]:
    lines = [
        (11, "进厂时间", "待定", "date_unreadable"),
        (48, "车架号(VIN)", "", "no_vehicle"),
        (102, "实际交车时间", "2026-13-05", "date_unreadable"),
        (103, "车架号(VIN)", "无", "no_vehicle"),
        (229, "委托书号", "", "no_number"),
        (287, "实际交车时间", "2026-10-06 09:12", "pickup_before_arrival"),
        (308, "进厂时间", "1900-01-00", "date_unreadable"),
        (339, "委托书号", "", "no_number"),
        (519, "实际交车时间", "2026-10-12 08:30", "pickup_before_arrival"),
        (758, "实际交车时间", "下午取", "date_unreadable"),
    ]
    return [SimpleNamespace(row=r, column=c, value=v, reason=str(REJECTIONS[code])) for r, c, v, code in lines]


def conflicts() -> list[SimpleNamespace]:
    lines = [(769, "结算金额", "1,201.00"), (1061, "送修人电话", "15862****71"), (1064, "服务顾问", "刘洋")]
    return [SimpleNamespace(row=r, column=c, value=v) for r, c, v in lines]


def warnings() -> list[SimpleNamespace]:
    rows = {
        "phone_missing": (19, "153、204、271、282、292、359、450、562、578、820 等"),
        "phone_invalid": (18, "52、55、101、133、207、235、257、557、592、606 等"),
        "vin_length": (14, "10、92、134、138、443、487、708、826、940、950 等"),
        "vin_check_digit": (14, "6、32、111、155、166、322、331、350、474、520 等"),
    }
    return [
        SimpleNamespace(word=str(WARNINGS[code][0]), note=str(WARNINGS[code][1]), count=count, rows=text)
        for code, (count, text) in rows.items()
    ]


PREVIEW_HEADS = [
    "委托书号",
    "维修类型",
    "进厂",
    "取车",
    "车牌",
    "VIN",
    "车型",
    "里程",
    "送修人",
    "送修人电话",
    "服务顾问",
    "结算",
]
PREVIEW = [
    [
        "WX202610947400",
        "定期保养",
        "2026-10-01 08:04",
        "2026-10-01 10:13",
        "苏JBPV89",
        "LJD2AAZN1P0817187",
        "焕驰",
        "43,680",
        "仝莹",
        "159****6035",
        "赵磊",
        "202.00",
    ],
    [
        "WX202610372681",
        "保修索赔",
        "2026-10-01 08:21",
        "2026-10-01 14:46",
        "苏JFKN13",
        "LJD4AAXE1R0815952",
        "K3",
        "60,006",
        "潘斌",
        "150****2674",
        "张伟",
        "5,785.98",
    ],
    [
        "WX202610256192",
        "PDI",
        "2026-10-01 08:22",
        "2026-10-01 09:52",
        "苏JRJE89",
        "LJD2AA1R2S0563688",
        "焕驰",
        "60",
        "李旭",
        "177****3026",
        "张伟",
        "1,758.35",
    ],
]


def report(**other: Any) -> SimpleNamespace:
    content: dict[str, Any] = {
        "data_rows": 1195,
        "new": 1143,
        "changed": 0,
        "unchanged": 0,
        "repeated": 10,
        "callbacks": None,
        "not_picked_up": 46,
        "not_called": 115,
        "rejected": rejected(),
        "rejected_total": 37,
        "conflicts": conflicts(),
        "conflicts_total": 5,
        "warnings": warnings(),
        "warned_total": 65,
        "preview_heads": PREVIEW_HEADS,
        "preview": [(5 + index, row) for index, row in enumerate(PREVIEW)],
    }
    return SimpleNamespace(**{**content, **other})


def ready() -> dict[str, Any]:
    return run("ready", columns=columns(), report=report(), rejected_url="/imports/0192f0c1/rejected")


def clean() -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "new": 0,
        "unchanged": 1195,
        "repeated": 0,
        "rejected": [],
        "rejected_total": 0,
        "conflicts": [],
        "conflicts_total": 0,
        "warnings": [],
        "warned_total": 0,
        "callbacks": 1034,
        "preview": [],
    }
    return run("ready", columns=columns(), report=report(**nothing))


def done() -> dict[str, Any]:
    counts = {"new": 1143, "changed": 0, "unchanged": 0, "new_people": 1021, "new_cars": 1098}
    result = {**counts, "planned": 918, "excluded": 115, "missed": 7}
    return run("done", report=report(), result=result, columns=columns(), rejected_url="/imports/0192f0c1/rejected")


def failed(code: str, lost: str = "", **params: Any) -> dict[str, Any]:
    return run("failed", why=why_unreadable(code, params), columns=columns(lost) if lost else [])


def account(**errors: list[str]) -> dict[str, Any]:
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0"
    phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/132.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
    return {
        "account": SimpleNamespace(username="zhoumin", name="周敏", password_changed_at=at(2, 14, 5)),
        "sessions": [
            SimpleNamespace(id="0192-a", browser=windows, created_at=at(19, 8, 12), last_seen_at=at(19, 10, 42)),
            SimpleNamespace(id="0192-b", browser=phone, created_at=at(17, 19, 30), last_seen_at=at(18, 21, 6)),
        ],
        "own_session": "0192-a",
        "errors": errors,
    }


def permissions() -> dict[str, Any]:
    positions = [position for position in Position if position.side is Side.STORE]
    shown = [permission for permission in Permission if HOLDERS[permission] & set(positions)]
    return {
        "positions": [(p.value, str(p.title), p is Position.CENTRE_HEAD) for p in positions],
        "rows": [(str(PERMISSION_WORDS[p]), p.value, [one in HOLDERS[p] for one in positions]) for p in shown],
    }


def stores() -> dict[str, Any]:
    def entry(code: str, name: str, plan: int | None, start: dt.date, state: str = "active") -> SimpleNamespace:
        return SimpleNamespace(store=SimpleNamespace(code=code, name=name, start_date=start, state=state), plan=plan)

    north = [
        entry("JN-LX01", "济南历下专营店", 1, dt.date(2026, 9, 1)),
        entry("TJ-HX02", "天津河西专营店", None, dt.date(2026, 11, 16)),
    ]
    east = [
        entry("SZ-WZ01", "苏州吴中专营店", 1, dt.date(2026, 11, 2)),
        entry("YC-TH01", "盐城亭湖专营店", 2, dt.date(2025, 7, 1)),
    ]
    south = [
        entry("GZ-PY01", "广州番禺专营店", 2, dt.date(2026, 8, 3), "suspended"),
        entry("NN-QX01", "南宁青秀专营店", 1, dt.date(2026, 8, 3), "closed"),
    ]
    groups = [("北方大区", north), ("华东大区", east), ("华南大区", south)]
    return {"groups": groups, "total": 6, "next_url": ""}


Example = tuple[str, Callable[[], dict[str, Any]]]
EXAMPLES: dict[str, Example] = {
    "sign_in": ("sign_in.html", sign_in),
    "sign_in_wrong": (
        "sign_in.html",
        lambda: sign_in("SZ-WZ01", "zhoumin", "门店代码、用户名或密码不对。请再看一眼，注意大小写。"),
    ),
    "sign_in_wait": ("sign_in.html", lambda: sign_in("SZ-WZ01", "zhoumin", wait_minutes=12)),
    "sign_in_panel": ("_sign_in_panel.html", lambda: sign_in("SZ-WZ01", "zhoumin")),
    **{
        f"error_{status}": ("error.html", lambda status=status: error(status))
        for status in (400, 403, 404, 405, 409, 413, 422, 429, 500)
    },
    "error_401": ("error.html", lambda: error(401, known=False)),
    "error_503": ("error.html", lambda: error(503, known=False)),
    "error_fragment": ("_error_fragment.html", lambda: error(409, "徐悦 10:41 也改了这条，您的还没有覆盖她的。")),
    "desk": ("desk.html", lambda: desk(import_lines()[:6], cards())),
    "desk_empty": ("desk.html", lambda: desk([], [])),
    "desk_technician": ("desk.html", lambda: desk([], [], may=False)),
    "import_list": ("imports/list.html", lambda: imports(import_lines())),
    "import_list_empty": ("imports/list.html", lambda: imports([])),
    "import_new": ("imports/new.html", new_import),
    "import_new_wrong": ("imports/new.html", lambda: new_import("deliveries", file="请选一个文件。")),
    "import_waiting": ("imports/show.html", lambda: run("waiting")),
    "import_reading": ("imports/show.html", lambda: run("reading")),
    "import_failed": ("imports/show.html", lambda: failed("password_protected")),
    "import_failed_column": ("imports/show.html", lambda: failed("missing_column", "pickup", fields="pickup")),
    "import_cancelled": ("imports/show.html", lambda: run("cancelled")),
    "import_ready": ("imports/show.html", ready),
    "import_writing": ("imports/show.html", lambda: run("writing", step="正在排回访")),
    "import_done": ("imports/show.html", done),
    "import_clean": ("imports/show.html", clean),
    "import_progress": ("imports/_progress.html", lambda: run("reading")),
    "account": ("account.html", account),
    "account_wrong": (
        "account.html",
        lambda: account(old_password=["这不是您现在的密码。"], new_password=["密码要 12 到 200 个字符。"]),
    ),
    "permissions": ("permissions.html", permissions),
    "hq_permissions": ("permissions.html", permissions),
    "api_docs": ("api_docs.html", lambda: {"me": None}),
    "hq_stores": ("hq/stores.html", stores),
    "hq_stores_empty": ("hq/stores.html", lambda: {"groups": [], "total": 0, "next_url": ""}),
}
