"""Example contexts: what every page is shown with in tests. People, stores and figures are made up."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from backbone.clock import SHANGHAI

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
            section("系统", item("权限一览", "/permissions", "shield-lock")),
        ]
        return {"me": HQ, "menu": menu, "locale": "zh", "now": NOW}
    menu = [
        section(
            "",
            item("工作台", "/", "home", current=name == "desk"),
            item("数据导入", "/imports", "upload", 2, current=name.startswith("import")),
        ),
        section(
            "门店",
            item("我的账户", "/account", "user", current=name == "account"),
            item("权限一览", "/permissions", "shield-lock", current=name == "permissions"),
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
}
