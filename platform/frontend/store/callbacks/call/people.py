"""The left pane: who is called, with which car, after which visit, and what was before."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import CallbackState
from dealer.callbacks.queries.call.call import Call
from dealer.callbacks.queries.call.history import Former
from dealer.callbacks.queries.call.matters import OpenMatter
from dealer.customers.interface import masked_number
from frontend import formats
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.call.words import DEPARTMENTS, MATTERS
from frontend.store.callbacks.words import OUTCOMES

VIN_TAIL = 6


class Fact(NamedTuple):
    """A term with its text; `mark` says what stands out, in `tone`."""

    term: str
    text: str
    mark: str = ""
    tone: str = ""


class Number(NamedTuple):
    """A masked number (CUS-9); `first` is the one to be dialled now."""

    shown: str
    wrong: bool
    first: bool


class Line(NamedTuple):
    """A day and what was then."""

    day: str
    text: str


class Matter(NamedTuple):
    """Something of this customer's that is not settled."""

    kind: str
    text: str
    note: str


@dataclass(frozen=True)
class Who:
    """What is not known is left out."""

    name: str
    role: str
    phones: list[Number]
    facts: list[Fact]
    car: str
    plate: str
    car_facts: list[Fact]
    visit: str
    visit_number: str
    visit_facts: list[Fact]
    matters: list[Matter]
    history: list[Line]


def who_of(call: Call, language: str, now: dt.datetime) -> Who:
    """The pane of one callback, read at `now` (aware)."""
    row, day = call.sheet.row, formats.local_date(now)
    sold = row.delivery_id is not None
    return Who(
        name=row.customer or _("no name"),
        role=_role(row, sold=sold),
        phones=[
            Number(masked_number(each.number), each.id in call.wrong, call.dial is not None and each.id == call.dial.id)
            for each in call.sheet.phones
        ],
        facts=list(_personal(row, now)),
        car=row.model or "",
        plate=row.plate or "",
        car_facts=list(_car(row)),
        visit=_("This delivery") if sold else _("This visit"),
        visit_number=row.visit_number or "",
        visit_facts=list(_delivery(row, language, day) if sold else _visit(row, language, day)),
        matters=[_matter(each, language, day) for each in call.matters],
        history=[Line(formats.day(each.day, language, day), _former(each, language)) for each in call.former],
    )


def _role(row: Row[Any], *, sold: bool) -> str:
    if row.customer is None:
        return ""
    if row.is_company:
        return str(_("company"))
    return str(_("buyer") if sold else _("sender"))


def _personal(row: Row[Any], now: dt.datetime) -> Iterator[Fact]:
    if wish := (row.wish or "").strip():
        yield Fact(_("Wish"), wish, *_wish_mark(row, now))
    if row.owner:
        yield Fact(_("Owner"), row.owner)


def _wish_mark(row: Row[Any], now: dt.datetime) -> tuple[str, str]:
    if row.wish_kept is False:
        return _("not open then: tell the customer"), "warn"
    if row.wish_at is None or row.wish_until is None:
        return "", ""
    starts, until = formats.clock(row.wish_at), formats.clock(row.wish_until)
    if formats.local_date(now) < formats.local_date(row.wish_at):
        return "", ""
    return (_("as wished"), "ok") if starts <= formats.clock(now) < until else (_("not at the time wished"), "warn")


def _car(row: Row[Any]) -> Iterator[Fact]:
    if row.mileage is not None:
        yield Fact(_("Mileage"), f"{formats.number(row.mileage)} km")
    if row.vin:
        yield Fact(_("VIN ends in"), row.vin[-VIN_TAIL:])


def _visit(row: Row[Any], language: str, day: dt.date) -> Iterator[Fact]:
    if row.arrived_at is not None:
        arrived = formats.moment(row.arrived_at, language, day)
        promised = _(", promised for %(clock)s", clock=formats.clock(row.promised_at)) if row.promised_at else ""
        yield Fact(_("Arrived"), f"{arrived}{promised}")
    if row.left_at is not None:
        yield Fact(_("Picked up"), _left(row, language, day), *_late(row))
    if work := row.work or row.kind_of_work:
        yield Fact(_("Work"), work)
    if row.money is not None:
        yield Fact(_("Bill"), formats.money(row.money, language))
    people = ((_("Service advisor"), row.advisor), (_("Technician"), row.technician))
    if named := " · ".join(f"{word} {name}" for word, name in people if name):
        yield Fact(_("People"), named)


def _delivery(row: Row[Any], language: str, day: dt.date) -> Iterator[Fact]:
    if row.left_at is not None:
        yield Fact(_("Delivered"), _left(row, language, day))
    if row.consultant:
        yield Fact(_("Sales consultant"), row.consultant)


def _left(row: Row[Any], language: str, day: dt.date) -> str:
    if row.left_has_time:
        return formats.moment(row.left_at, language, day)
    return formats.day(row.left_at, language, day)


def _late(row: Row[Any]) -> tuple[str, str]:
    """How much later than promised the car was handed back."""
    if not row.left_has_time or row.promised_at is None or row.left_at <= row.promised_at:
        return "", ""
    late = row.left_at - row.promised_at
    if late.days:
        return ngettext("%(num)d day late", "%(num)d days late", late.days), "warn"
    minutes = int(late.total_seconds() // 60)
    if minutes < 1:
        return "", ""
    hours, rest = divmod(minutes, 60)
    said = _("%(hours)s h %(minutes)s min late", hours=hours, minutes=rest) if hours else ""
    return said or _("%(minutes)s min late", minutes=minutes), "warn"


def _matter(each: OpenMatter, language: str, day: dt.date) -> Matter:
    due = _("due %(when)s", when=formats.moment(each.due_at, language, day))
    return Matter(str(MATTERS[each.kind]), each.text, f"{DEPARTMENTS[each.department]} · {due}")


def _former(each: Former, language: str) -> str:
    if each.what == "delivery":
        return str(_("New-car delivery"))
    if each.what == "callback":
        programme = str(PROGRAMMES[str(each.kind)].word)
        return f"{programme} {_callback(each)}"
    parts = [f"{formats.number(each.mileage)} km" if each.mileage is not None else ""]
    parts.append(formats.money(each.money, language) if each.money is not None else "")
    said = " · ".join(part for part in parts if part)
    return " ".join(part for part in (each.kind or _("Visit"), said) if part)


def _callback(each: Former) -> str:
    if each.overall is not None:
        return str(_("overall %(score)s", score=each.overall))
    state = CallbackState(each.state)
    return str(_("open") if state.is_open else OUTCOMES[state])
