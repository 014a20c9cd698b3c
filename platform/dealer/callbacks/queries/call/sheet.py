"""One callback with its person, car, visit and all that was filled in for it: one statement, read into plain values."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current
from backbone.errors import NotFoundError
from dealer.customers.interface import is_mobile
from oem.questionnaires.interface import Answer

# ruff: noqa: S608 - the parts are our own constants, values are bound

_CALLBACK = (
    "id", "programme", "state", "reason", "rule_version", "repair_order_id", "delivery_id", "customer_id", "vehicle_id",
    "day0", "first_try_on", "due_at", "latest_at", "overdue_after", "callable_until", "date_reasons", "provisional",
    "wish", "wish_at", "wish_until", "wish_kept", "next_try_at", "slots_tried", "tries", "assigned_to", "assigned_at",
    "planned_at", "ended_at", "version",
)  # fmt: skip


def _one(table: str, alias: str, columns: str, key: str) -> str:
    """One row by its id; as a subquery of its own each is planned in no time."""
    return f"""
      LEFT JOIN LATERAL (
          SELECT {columns} FROM app.{table} AS t WHERE t.tenant_id = :tenant AND {key} LIMIT 1
      ) AS {alias} ON true
    """


def _many(table: str, alias: str, columns: tuple[str, ...], key: str, order: str) -> str:
    """All rows of a few as one JSON list: each would be a statement of its own."""
    pairs = ", ".join(f"'{column}', t.{column}" for column in columns)
    return f"""
      LEFT JOIN LATERAL (
          SELECT jsonb_agg(jsonb_build_object({pairs}) ORDER BY {order}) AS rows
            FROM app.{table} AS t WHERE t.tenant_id = :tenant AND {key}
      ) AS {alias} ON true
    """


_ATTEMPT = (
    "id", "talk_id", "at", "account_id", "by_name", "phone_id", "outcome", "slot", "inbound", "call_at", "seconds",
    "seconds_kind", "note",
)  # fmt: skip
_STATEMENT = f"""
SELECT {", ".join(f"c.{name}" for name in _CALLBACK)}, who.name AS caller,
       customer.name AS customer, customer.is_company, owner.name AS owner,
       car.model, car.plate, coalesce(car.vin, car.flawed_vin) AS vin,
       coalesce(ro.number, sold.number) AS visit_number, ro.arrived_at, ro.promised_at,
       coalesce(ro.picked_up_at, sold.delivered_at) AS left_at,
       coalesce(ro.pickup_has_time, sold.delivery_has_time) AS left_has_time,
       ro.kind_of_work, ro.work, ro.mileage, coalesce(ro.total, sold.price) AS money,
       ro.advisor, ro.technician, sold.consultant,
       sheet.questionnaire_version, sheet.checks, sheet.note, sheet.saved_at,
       phones.rows AS phones, answers.rows AS answers, attempts.rows AS attempts, amendments.rows AS amendments
  FROM app.callbacks AS c
{_one("accounts", "who", "t.name", "t.id = c.assigned_to")}
{_one("customers", "customer", "t.name, t.is_company", "t.id = c.customer_id")}
{_one("vehicles", "car", "t.model, t.plate, t.vin, t.flawed_vin", "t.id = c.vehicle_id")}
{_one("repair_orders", "ro", "t.*", "t.id = c.repair_order_id")}
{_one("vehicle_deliveries", "sold", "t.*", "t.id = c.delivery_id")}
{_one("customers", "owner", "t.name", "t.id = coalesce(ro.owner_id, sold.owner_id) AND t.id <> c.customer_id")}
{_one("call_sheets", "sheet", "t.*", "t.callback_id = c.id")}
{_many("customer_phones", "phones", ("id", "number", "created_at"), "t.customer_id = c.customer_id", "t.rank, t.id")}
{
    _many(
        "answers",
        "answers",
        ("question", "number", "words", "applies", "reasons", "apologised"),
        "t.callback_id = c.id",
        "t.question",
    )
}
{_many("attempts", "attempts", _ATTEMPT, "t.callback_id = c.id", "t.at DESC, t.id DESC")}
{_many("amendments", "amendments", ("at", "by_name", "why", "changes"), "t.callback_id = c.id", "t.at DESC, t.id DESC")}
 WHERE c.tenant_id = :tenant AND c.id = :id
"""


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A number of the person, the first to be dialled first."""

    id: uuid.UUID
    number: str
    since: dt.datetime

    @property
    def takes_text(self) -> bool:
        """Can it get a text message?"""
        return is_mobile(self.number)


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt as it was recorded; see `StoredAttempt`."""

    id: uuid.UUID
    talk_id: uuid.UUID
    at: dt.datetime
    account_id: uuid.UUID
    by_name: str
    phone_id: uuid.UUID | None
    outcome: str
    slot: int | None
    inbound: bool
    call_at: dt.datetime | None
    seconds: int | None
    seconds_kind: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment: `changes` are the former and the present values by question."""

    at: dt.datetime
    by_name: str
    why: str
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`row`: the callback, its person, car and visit (`_STATEMENT`). Attempts and amendments: the newest first."""

    row: Row[Any]
    phones: tuple[KnownPhone, ...]
    answers: dict[str, Answer]
    attempts: tuple[Tried, ...]
    amendments: tuple[Amended, ...]


def get_sheet(callback_id: uuid.UUID) -> Sheet:
    """One statement. Raises NotFoundError."""
    row = current().execute(text(_STATEMENT), {"tenant": acting().tenant_id, "id": callback_id}).one_or_none()
    if row is None:
        raise NotFoundError
    return Sheet(
        row,
        tuple(
            KnownPhone(uuid.UUID(each["id"]), each["number"], _moment(each["created_at"])) for each in row.phones or ()
        ),
        {each["question"]: _answer(each) for each in row.answers or ()},
        tuple(_tried(each) for each in row.attempts or ()),
        tuple(
            Amended(_moment(each["at"]), each["by_name"], each["why"], each["changes"]) for each in row.amendments or ()
        ),
    )


def _answer(each: dict[str, Any]) -> Answer:
    value = each["words"] if each["number"] is None else each["number"]
    return Answer(value, each["applies"], tuple(each["reasons"]), each["apologised"])


def _tried(each: dict[str, Any]) -> Tried:
    ids = {name: uuid.UUID(each[name]) for name in ("id", "talk_id", "account_id")}
    moments = {name: _moment(each[name]) if each[name] else None for name in ("at", "call_at")}
    return Tried(**each | ids | moments | {"phone_id": uuid.UUID(each["phone_id"]) if each["phone_id"] else None})


def _moment(said: str) -> dt.datetime:
    return dt.datetime.fromisoformat(said)
