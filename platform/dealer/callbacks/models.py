"""Tables of callbacks and of the days' frozen lists."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant
from dealer.callbacks.rules.buckets import CallbackState

OPEN = "state IN ('planned', 'waiting_for_reply', 'waiting_for_number')"


class Callback(StoreOwned, Base):
    """One visit or delivery that is to be called in one programme (CB-5), with its dates under HQ's `rule_version`.

    A visit that was excluded or came too late has a row too, in that state and with its reason; one that is not
    picked up yet, or is history, has none (CB-16). Dates are those of `rules.window.DueWindow`; `list_on` is the
    first day's list it stands on, `added` when that list was frozen before (CB-3). 'Overdue' is derived.
    `next_try_at` is a time the customer asked for, `slots_tried` a bit for each part of the day that counts as tried.
    `reached_at` and `tried_enough_at` are what timeliness is made of (KPI); `passed_on_by` could not speak with them.
    """

    __tablename__ = "callbacks"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("repair_order_id", "repair_orders"),
        within_tenant("delivery_id", "vehicle_deliveries"),
        within_tenant("customer_id", "customers"),
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("assigned_to", "accounts"),
        within_tenant("passed_on_by", "accounts"),
        UniqueConstraint("tenant_id", "repair_order_id", "programme"),
        UniqueConstraint("tenant_id", "delivery_id", "programme"),
        CheckConstraint("(repair_order_id IS NULL) <> (delivery_id IS NULL)", name="one_visit"),
        CheckConstraint("programme IN ('seven_dc', 'three_dc', 'service_14')", name="programme"),
        Index("callbacks_open_idx", "tenant_id", "list_on", "id", postgresql_where=text(OPEN)),
        Index(None, "tenant_id", "due_on", "programme"),
        Index(None, "tenant_id", "ended_at", "id"),
        Index(None, "tenant_id", "customer_id"),
    )

    programme: Mapped[str]
    repair_order_id: Mapped[uuid.UUID | None]
    delivery_id: Mapped[uuid.UUID | None]
    customer_id: Mapped[uuid.UUID | None]
    vehicle_id: Mapped[uuid.UUID | None]
    state: Mapped[str]
    reason: Mapped[str | None]
    rule_version: Mapped[int]
    day0: Mapped[dt.date]
    known_at: Mapped[dt.datetime]
    first_try_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    due_at: Mapped[dt.datetime]
    latest_at: Mapped[dt.datetime]
    last_call_on: Mapped[dt.date]
    in_time_until: Mapped[dt.datetime]
    callable_until: Mapped[dt.datetime]
    overdue_after: Mapped[dt.datetime]
    date_reasons: Mapped[list[Any]] = mapped_column(ARRAY(Text))
    provisional: Mapped[bool]
    wish: Mapped[str | None]
    wish_at: Mapped[dt.datetime | None]
    wish_until: Mapped[dt.datetime | None]
    wish_kept: Mapped[bool | None]
    list_on: Mapped[dt.date]
    added: Mapped[bool]
    next_try_at: Mapped[dt.datetime | None]
    slots_tried: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    reached_at: Mapped[dt.datetime | None]
    tried_enough_at: Mapped[dt.datetime | None]
    passed_on_by: Mapped[uuid.UUID | None]
    assigned_to: Mapped[uuid.UUID | None]
    assigned_at: Mapped[dt.datetime | None]
    planned_at: Mapped[dt.datetime] = mapped_column(default=now)
    ended_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @property
    def is_open(self) -> bool:
        """Is there still something to be done?"""
        return CallbackState(self.state).is_open


class CallList(StoreOwned, Base):
    """The plan of one day, frozen at closing of the last duty day before it (CB-3).

    `closed_at`: when, after that day's closing, it was settled what each of its callbacks goes on as (CB-4).
    """

    __tablename__ = "call_lists"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "day"),
        Index("call_lists_open_idx", "tenant_id", "day", postgresql_where=text("closed_at IS NULL")),
    )

    day: Mapped[dt.date]
    frozen_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]


class CallListEntry(StoreOwned, Base):
    """A callback that stood on a day's list; `added` when it came after the list was frozen."""

    __tablename__ = "call_list_entries"
    __table_args__ = (
        within_tenant("callback_id", "callbacks"),
        UniqueConstraint("tenant_id", "day", "callback_id"),
        Index(None, "tenant_id", "callback_id"),
    )

    day: Mapped[dt.date]
    callback_id: Mapped[uuid.UUID]
    added: Mapped[bool]


class CallSheet(StoreOwned, Base):
    """What a caller fills in for one callback, from the first call on: which version is asked, ticks, the note."""

    __tablename__ = "call_sheets"
    __table_args__ = (within_tenant("callback_id", "callbacks"), UniqueConstraint("tenant_id", "callback_id"))

    callback_id: Mapped[uuid.UUID]
    questionnaire_version: Mapped[int]
    checks: Mapped[list[Any]] = mapped_column(ARRAY(Text))
    note: Mapped[str]
    begun_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime]


class StoredAnswer(StoreOwned, Base):
    """One answer of the sheet's questionnaire (CB-12): a number, words (yes, no, an option's code, text), or neither
    where it does not apply."""

    __tablename__ = "answers"
    __table_args__ = (
        within_tenant("callback_id", "callbacks"),
        within_tenant("account_id", "accounts"),
        UniqueConstraint("tenant_id", "callback_id", "question"),
        CheckConstraint("number IS NULL OR words IS NULL", name="one_value"),
    )

    callback_id: Mapped[uuid.UUID]
    question: Mapped[str]
    number: Mapped[int | None]
    words: Mapped[str | None]
    applies: Mapped[bool]
    reasons: Mapped[list[Any]] = mapped_column(ARRAY(Text))
    apologised: Mapped[bool]
    answered_at: Mapped[dt.datetime]
    account_id: Mapped[uuid.UUID]


class StoredAttempt(StoreOwned, Base):
    """One try to reach the customer (CB-4). Several callbacks spoken of in one talk share its `talk_id` (CB-5).

    `slot` is the part of the day as it was then. `seconds` is what the screen or the telephony measured (CB-6).
    """

    __tablename__ = "attempts"
    __table_args__ = (
        within_tenant("callback_id", "callbacks"),
        within_tenant("account_id", "accounts"),
        within_tenant("phone_id", "customer_phones"),
        UniqueConstraint("tenant_id", "talk_id", "callback_id"),
        CheckConstraint("(seconds IS NULL) = (seconds_kind IS NULL)", name="seconds"),
        CheckConstraint("seconds_kind IN ('screen', 'telephony')", name="seconds_kind"),
        Index(None, "tenant_id", "callback_id", "at"),
        Index(None, "tenant_id", "at"),
    )

    callback_id: Mapped[uuid.UUID]
    talk_id: Mapped[uuid.UUID]
    at: Mapped[dt.datetime]
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
    phone_id: Mapped[uuid.UUID | None]
    outcome: Mapped[str]
    slot: Mapped[int | None]
    inbound: Mapped[bool]
    call_at: Mapped[dt.datetime | None]
    seconds: Mapped[int | None]
    seconds_kind: Mapped[str | None]
    note: Mapped[str]


class Amendment(StoreOwned, Base):
    """A correction of a callback that had ended (CB-9): why, and each changed value as it was and as it is."""

    __tablename__ = "amendments"
    __table_args__ = (
        within_tenant("callback_id", "callbacks"),
        within_tenant("account_id", "accounts"),
        Index(None, "tenant_id", "callback_id", "at"),
    )

    callback_id: Mapped[uuid.UUID]
    at: Mapped[dt.datetime]
    account_id: Mapped[uuid.UUID]
    by_name: Mapped[str]
    why: Mapped[str]
    changes: Mapped[dict[str, Any]]
