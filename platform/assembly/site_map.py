"""The site map: what stands in whose menu. What isn't built isn't here."""

from dataclasses import dataclass

from flask import request

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from frontend.paths import PATHS
from tenants.access.interface import Actor, Permission


@dataclass(frozen=True)
class Page:
    """One page of the menu, for whoever has the permission."""

    label: LazyString
    url: str
    icon: str
    permission: Permission


SECTIONS: tuple[tuple[LazyString | str, tuple[Page, ...]], ...] = (
    (
        "",
        (
            Page(_l("Desk"), PATHS.desk, "home", Permission.DESK_SEE),
            Page(_l("Callback list"), PATHS.callbacks, "phone", Permission.CALLBACKS_SEE),
        ),
    ),
    (
        _l("Network"),
        (
            Page(_l("Network today"), PATHS.hq_today, "gauge", Permission.TODAY_SEE),
            Page(_l("Stores"), PATHS.hq_stores, "building-store", Permission.STORES_SEE),
        ),
    ),
    (
        _l("Workspace"),
        (
            Page(_l("Data import"), PATHS.imports, "upload", Permission.IMPORTS_SEE),
            Page(_l("Permissions"), PATHS.permissions, "lock", Permission.ACCESS_SEE),
        ),
    ),
)


@dataclass(frozen=True)
class MenuItem:
    """One line of a person's menu; `count` is what waits there."""

    label: str
    url: str
    icon: str
    current: bool
    count: int = 0


@dataclass(frozen=True)
class MenuSection:
    """A titled part of the menu."""

    title: str
    items: list[MenuItem]


def menu_of(me: Actor) -> list[MenuSection]:
    """Sections with the pages this person may open; `current` marks where they are."""
    sections = [MenuSection(str(title), _items(pages, me)) for title, pages in SECTIONS]
    return [section for section in sections if section.items]


def _items(pages: tuple[Page, ...], me: Actor) -> list[MenuItem]:
    return [
        MenuItem(str(page.label), page.url, page.icon, current=_is_here(page.url))
        for page in pages
        if me.can(page.permission)
    ]


def _is_here(url: str) -> bool:
    return request.path == url or (url != PATHS.desk and request.path.startswith(url + "/"))
