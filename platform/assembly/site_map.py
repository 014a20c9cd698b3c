"""The site map: what stands in whose menu. What isn't built isn't here."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backbone.db.unit_of_work import current
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.corrections.interface import WAITING_CORRECTIONS, waiting_for
from dealer.reports.interface import (
    WAITING_INSTRUCTIONS,
    WAITING_REPORTS,
    waiting_for_instructions,
    waiting_for_reports,
)
from dealer.voices.interface import WAITING_VOICES, waiting_for_voices
from frontend.paths import PATHS
from tenants.access.interface import Actor, Permission


@dataclass(frozen=True)
class Waiting:
    """What waits on a page: one number as SQL, and its values for a person. All of a menu are one statement."""

    statement: str
    values: Callable[[Actor], Mapping[str, Any]]


@dataclass(frozen=True)
class Page:
    """One page of the menu, for whoever has the permission."""

    label: LazyString
    url: str
    icon: str
    permission: Permission
    waiting: Waiting | None = None
    also: str = ""
    """Where else one is on this page's ground."""


SECTIONS: tuple[tuple[LazyString | str, tuple[Page, ...]], ...] = (
    (
        "",
        (
            Page(_l("Desk"), PATHS.desk, "home", Permission.DESK_SEE),
            Page(_l("Callback list"), PATHS.callbacks, "phone", Permission.CALLBACKS_SEE),
            Page(
                _l("Customer's voice"),
                PATHS.voices,
                "message-2",
                Permission.VOICES_SEE,
                Waiting(WAITING_VOICES, waiting_for_voices),
                also=PATHS.complaints,
            ),
            Page(
                _l("Daily reports"),
                PATHS.reports,
                "signature",
                Permission.REPORTS_SEE,
                Waiting(WAITING_REPORTS, waiting_for_reports),
            ),
            Page(
                _l("Instructions"),
                PATHS.instructions,
                "writing",
                Permission.INSTRUCTIONS_FOLLOW,
                Waiting(WAITING_INSTRUCTIONS, waiting_for_instructions),
            ),
            Page(
                _l("Corrections"),
                PATHS.corrections,
                "pencil",
                Permission.CORRECTIONS_SEE,
                Waiting(WAITING_CORRECTIONS, waiting_for),
            ),
            Page(_l("Plan of the day"), PATHS.day_plan, "calendar-check", Permission.DAY_PLAN_SEE),
            Page(_l("Supervision"), PATHS.supervision, "eye-check", Permission.SUPERVISION_SEE),
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
            Page(_l("People and positions"), PATHS.staffing, "users", Permission.STAFFING_SEE),
            Page(_l("Permissions"), PATHS.permissions, "lock", Permission.ACCESS_SEE),
            Page(_l("Audit trail"), PATHS.audit_trail, "history", Permission.AUDIT_SEE),
            Page(_l("Second factor"), PATHS.second_factor_positions, "shield-lock", Permission.ACCESS_SECURE),
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


def menu_of(me: Actor) -> Iterator[MenuSection]:
    """Sections with the pages this person may open; `current` marks where they are.

    Nothing is counted before the first one is asked for: parts of pages show no menu.
    """
    mine = [(str(title), [page for page in pages if me.can(page.permission)]) for title, pages in SECTIONS]
    counts = _counts([page for _, pages in mine for page in pages], me)
    for title, pages in mine:
        if pages:
            yield MenuSection(title, [_item(page, counts.get(page.url, 0)) for page in pages])


def _item(page: Page, count: int) -> MenuItem:
    return MenuItem(str(page.label), page.url, page.icon, current=_is_here(page), count=count)


def _counts(pages: Collection[Page], me: Actor) -> dict[str, int]:
    """By address. Empty where the database can't be asked any more: a page about an error has a menu, too."""
    counted = [(page.url, page.waiting) for page in pages if page.waiting is not None]
    if not counted:
        return {}
    values: dict[str, Any] = {"tenant": me.tenant_id}
    for _, waiting in counted:
        values |= waiting.values(me)
    parts = ", ".join(f"({waiting.statement}) AS n{number}" for number, (_, waiting) in enumerate(counted))
    with suppress(SQLAlchemyError, RuntimeError):
        session = current()
        with session.no_autoflush:
            row = session.execute(text(f"SELECT {parts}"), values).one()
        return {url: count for (url, _), count in zip(counted, row, strict=True)}
    return {}


def _is_here(page: Page) -> bool:
    if request.path == page.url:
        return True
    return page.url != PATHS.desk and any(request.path.startswith(f"{url}/") for url in (page.url, page.also) if url)
