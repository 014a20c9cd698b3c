"""Tables of callbacks and of the days' frozen lists."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import StoreOwned, within_tenant

OPEN = "state IN ('planned', 'waiting_for_reply', 'waiting_for_number')"


class Callback(StoreOwned, Base):
    """One visit or delivery that is to be called in one programme (CB-5), with its dates under HQ's `rule_version`.

    A visit that was excluded or came too late has a row too, in that state and with its reason; one that is not
    picked up yet, or is history, has none (CB-16). Dates are those of `rules.window.DueWindow`; `list_on` is the
    first day's list it stands on, `added` when that list was frozen before (CB-3). 'Overdue' is derived.
    """

    __tablename__ = "callbacks"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        within_tenant("repair_order_id", "repair_orders"),
        within_tenant("delivery_id", "vehicle_deliveries"),
        within_tenant("customer_id", "customers"),
        within_tenant("vehicle_id", "vehicles"),
        within_tenant("assigned_to", "accounts"),
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
    assigned_to: Mapped[uuid.UUID | None]
    assigned_at: Mapped[dt.datetime | None]
    planned_at: Mapped[dt.datetime] = mapped_column(default=now)
    ended_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class CallList(StoreOwned, Base):
    """The plan of one day, frozen at closing of the last duty day before it (CB-3)."""

    __tablename__ = "call_lists"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id"], ["app.stores.tenant_id"]),
        UniqueConstraint("tenant_id", "day"),
    )

    day: Mapped[dt.date]
    frozen_at: Mapped[dt.datetime]


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
