"""Who is signed in, and their menu: what every page gets."""

import datetime as dt
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


def at(day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)
