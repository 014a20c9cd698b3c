"""Departments and their people, what states there are, and how overdue ones rise (REP-5)."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import NamedTuple

from oem.questionnaires.interface import Department
from tenants.access.interface import Position
from tenants.calendar.interface import StoreCalendar, store_day

MANAGERS: dict[Department, Position] = {
    Department.SALES: Position.SALES_MANAGER,
    Department.AFTER_SALES: Position.AFTER_SALES_MANAGER,
    Department.RECEPTION: Position.AFTER_SALES_MANAGER,
    Department.INSURANCE: Position.AFTER_SALES_MANAGER,
    Department.PARTS: Position.AFTER_SALES_MANAGER,
    Department.SERVICE_CENTRE: Position.CENTRE_HEAD,
}
"""ORG-1 names two managers and the head of the centre: reception, insurance and parts belong to after-sales."""

PEOPLE: dict[Department, frozenset[Position]] = {
    Department.SALES: frozenset({Position.SALES_MANAGER, Position.SALES_CONSULTANT}),
    Department.AFTER_SALES: frozenset(
        {Position.AFTER_SALES_MANAGER, Position.SERVICE_ADVISOR, Position.FOREMAN, Position.TECHNICIAN}
    ),
    Department.RECEPTION: frozenset(
        {Position.AFTER_SALES_MANAGER, Position.RECEPTION_SUPERVISOR, Position.SERVICE_ADVISOR, Position.CASHIER}
    ),
    Department.INSURANCE: frozenset({Position.AFTER_SALES_MANAGER, Position.INSURANCE_SPECIALIST}),
    Department.PARTS: frozenset({Position.AFTER_SALES_MANAGER, Position.FOREMAN}),
    Department.SERVICE_CENTRE: frozenset(
        {Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR, Position.MARKETING}
    ),
}
"""Whose work it is: who may be given what a department has to answer."""


class Channel(StrEnum):
    """How it reached the store (CMP-1)."""

    CALLBACK = "callback"
    PHONE = "phone"
    COUNTER = "counter"
    LINK = "link"
    WECHAT = "wechat"
    HQ_HOTLINE = "hq_hotline"
    REGULATOR = "regulator"


class VoiceState(StrEnum):
    """How far it is. Opinions end as archived, complaints as closed."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    TOLD = "told"
    ARCHIVED = "archived"
    CLOSED = "closed"


class StepOf(StrEnum):
    """What somebody did: the lines of a voice's log."""

    RECEIVED = "received"
    CHANGED = "changed"
    ADDED = "added"
    CLASSIFIED = "classified"
    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    ANSWERED = "answered"
    TOLD = "told"
    ARCHIVED = "archived"
    CLOSED = "closed"
    REOPENED = "reopened"


class Level(StrEnum):
    """Who hears of what is overdue."""

    DEPARTMENT_MANAGER = "department_manager"
    CENTRE_HEAD = "centre_head"
    GENERAL_MANAGER = "general_manager"


RISES_AFTER: tuple[tuple[Level, int], ...] = (
    (Level.DEPARTMENT_MANAGER, 0),
    (Level.CENTRE_HEAD, 1),
    (Level.GENERAL_MANAGER, 2),
)
"""Duty days past the due day at whose closing it reaches each level; 0 is the due time itself."""


def raised_to(due_at: dt.datetime, now: dt.datetime, calendar: StoreCalendar) -> tuple[Level, ...]:
    """Whom an unfinished voice that was due at `due_at` has risen to by `now`, the lowest first (REP-5)."""
    due_on = store_day(due_at)
    return tuple(
        level
        for level, days in RISES_AFTER
        if now > (calendar.closing(calendar.duty.nth_duty_day_after(due_on, days)) if days else due_at)
    )


class OpenVoice(NamedTuple):
    """An open matter of a customer; `kind` is an opinion's kind, or 'complaint'. Aware times."""

    id: uuid.UUID
    kind: str
    said: str
    reasons: tuple[str, ...]
    state: str
    department: str
    due_at: dt.datetime


class VoiceTab(StrEnum):
    """Parts of the list; what waits to be told and what is overdue are also among the open ones."""

    OPEN = "open"
    TO_TELL = "to_tell"
    OVERDUE = "overdue"
    ARCHIVED = "archived"


KINDS = ("complaint", "opinion", "suggestion", "consultation", "need")
"""What there is, in the order in which it is shown."""
