"""Every write of corrections: opening, closing with the right value, closing without one."""

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import must_happen
from dealer.corrections import may
from dealer.corrections.models import Correction, CorrectionKind, Outcome
from dealer.corrections.queries import get_correction_to_change
from dealer.corrections.rules import due_at
from dealer.customers.interface import add_owner, add_phone, read_phones
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar

NUMBERS_CHANGED = "callbacks.numbers_changed"
"""The job of callbacks that wait for a number. By its name: callbacks lean on corrections, not the other way round."""

LONGEST = 500
"""Characters of a text that somebody types here."""

OPENED = event_type("correction.opened", "kind", "department")
CLOSED = event_type("correction.closed", "kind", "outcome")


class ClosedError(ConflictError):
    """Somebody else was quicker."""

    code = "correction_closed"
    message = _l("%(name)s has closed this already.")


@dataclass(frozen=True, kw_only=True)
class CorrectionWanted:
    """What a call found wrong. `wrong` is the value as it stands, `note` what the customer said.

    What isn't known of `customer_id` is taken from the callback; a phone's correction needs a customer.
    """

    kind: Literal["phone", "owner", "visit"]
    department: Literal["sales", "after_sales"]
    callback_id: uuid.UUID | None = None
    customer_id: uuid.UUID | None = None
    phone_id: uuid.UUID | None = None
    wrong: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RightValue:
    """What somebody enters: a phone's `value` is one number or several, an owner's `name` may come with a number as
    `value`, a visit's `value` says what is right."""

    value: str = ""
    name: str = ""


def open_correction(wanted: CorrectionWanted, *, by: Actor) -> Correction:
    """A task for the department that the data came from. One that is open for the same thing is returned.

    Raises InvalidError when it names nothing that could be wrong.
    """
    at, callback = now(), _of_callback(wanted.callback_id)
    customer_id = wanted.customer_id or callback.get("customer_id")
    vehicle_id = callback.get("vehicle_id")
    values = {
        "tenant_id": by.tenant_id,
        "id": uuid7(),
        "what": CorrectionKind(wanted.kind),
        "department": wanted.department,
        "thing_id": _thing(wanted, customer_id, vehicle_id),
        "callback_id": wanted.callback_id,
        "customer_id": customer_id,
        "phone_id": wanted.phone_id,
        "vehicle_id": vehicle_id,
        "wrong": wanted.wrong.strip(),
        "note": wanted.note.strip(),
        "opened_at": at,
        "opened_by": by.account_id,
        "opened_by_name": by.name,
        "due_at": due_at(at, store_calendar()),
        "version": 1,
    }
    found = _insert(values)
    correction = get_correction_to_change(found)
    if found == values["id"]:
        record(OPENED, by=by, about="correction", about_id=found, kind=wanted.kind, department=wanted.department)
    return correction


def _of_callback(callback_id: uuid.UUID | None) -> dict[str, uuid.UUID | None]:
    if callback_id is None:
        return {}
    statement = "SELECT c.customer_id, c.vehicle_id FROM app.callbacks AS c WHERE c.tenant_id = :tenant AND c.id = :id"
    row = current().execute(text(statement), {"tenant": acting().tenant_id, "id": callback_id}).one_or_none()
    return dict(row._mapping) if row else {}


def _thing(wanted: CorrectionWanted, customer_id: uuid.UUID | None, vehicle_id: uuid.UUID | None) -> uuid.UUID:
    things = {
        CorrectionKind.PHONE: (wanted.phone_id, customer_id) if customer_id else (),
        CorrectionKind.OWNER: (vehicle_id, customer_id, wanted.callback_id),
        CorrectionKind.VISIT: (wanted.callback_id,),
    }[CorrectionKind(wanted.kind)]
    for each in things:
        if each is not None:
            return each
    raise InvalidError(fields={"kind": [_l("There is nothing here whose data could be put right.")]})


def _insert(values: dict[str, object]) -> uuid.UUID:
    statement = insert(Correction).values(values)
    # The update changes nothing: it makes the statement give the row that is there, and wait for it.
    same = statement.on_conflict_do_update(
        index_elements=["tenant_id", "what", "thing_id"],
        index_where=Correction.closed_at.is_(None),
        set_={"what": statement.excluded.what},
    )
    found: uuid.UUID = current().scalars(same.returning(Correction.id)).one()
    return found


def correct(correction_id: uuid.UUID, right: RightValue, *, by: Actor) -> Correction:
    """The right value is in: close the task. Numbers go into the archive, and callbacks that wait for one go on.

    Raises NotFoundError, ForbiddenError, ClosedError, InvalidError (value, name).
    """
    correction = _to_close(correction_id, by)
    new_value = _WRITERS[CorrectionKind(correction.what)](correction, right, by)
    _close(correction, Outcome.CORRECTED, by, new_value=new_value)
    return correction


def close_without_value(correction_id: uuid.UUID, *, reason: str, by: Actor) -> Correction:
    """Nobody knows a right value: close the task with the reason. Raises as `correct` (reason)."""
    correction = _to_close(correction_id, by)
    _close(correction, Outcome.NONE_KNOWN, by, reason=_said("reason", reason))
    return correction


def _to_close(correction_id: uuid.UUID, by: Actor) -> Correction:
    correction = get_correction_to_change(correction_id)
    if not may.close(by, correction.department):
        raise ForbiddenError
    if not correction.is_open:
        raise ClosedError(name=correction.closed_by_name)
    return correction


def _close(
    correction: Correction, outcome: Outcome, by: Actor, *, new_value: str | None = None, reason: str | None = None
) -> None:
    correction.outcome, correction.new_value, correction.reason = outcome, new_value, reason
    correction.closed_at, correction.closed_by, correction.closed_by_name = now(), by.account_id, by.name
    current().flush()
    record(CLOSED, by=by, about="correction", about_id=correction.id, kind=correction.what, outcome=outcome)


def _said(field: str, given: str) -> str:
    given = given.strip()
    if not given:
        raise InvalidError(fields={field: [_l("There is nothing in it yet.")]})
    if len(given) > LONGEST:
        raise InvalidError(fields={field: [_l("At most %(most)s characters.", most=LONGEST)]})
    return given


def _new_phone(correction: Correction, right: RightValue, by: Actor) -> str:
    given = _said("value", right.value)
    if set(read_phones(given).numbers) & set(read_phones(correction.wrong).numbers):
        raise InvalidError(fields={"value": [_l("This is the number that was found to be wrong.")]})
    assert correction.customer_id is not None, "a phone's correction has a customer"
    numbers = _add_phone(correction.customer_id, given, by)
    must_happen(NUMBERS_CHANGED, customer_id=str(correction.customer_id))
    return " ".join(numbers)


def _add_phone(customer_id: uuid.UUID, given: str, by: Actor) -> tuple[str, ...]:
    try:
        return add_phone(customer_id, given, by=by)
    except InvalidError as error:
        raise InvalidError(fields={"value": error.fields["number"]}) from None


def _new_owner(correction: Correction, right: RightValue, by: Actor) -> str:
    """A new person at the car; where the car is not known, a note that is kept with the task."""
    name, number = _said("name", right.name), right.value.strip()[:LONGEST]
    if correction.vehicle_id is not None:
        try:
            add_owner(correction.vehicle_id, name, number, by=by)
        except InvalidError as error:
            raise InvalidError(fields={"value" if "number" in error.fields else "name": _first(error)}) from None
    return f"{name} {number}".strip()


def _first(error: InvalidError) -> list[object]:
    return next(iter(error.fields.values()))


def _right_visit(correction: Correction, right: RightValue, by: Actor) -> str:
    return _said("value", right.value)


_WRITERS = {
    CorrectionKind.PHONE: _new_phone,
    CorrectionKind.OWNER: _new_owner,
    CorrectionKind.VISIT: _right_visit,
}
