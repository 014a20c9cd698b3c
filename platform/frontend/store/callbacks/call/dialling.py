"""The right pane: what to dial, what was tried, what came of it, and when next."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from backbone.clock import SHANGHAI
from backbone.i18n import gettext as _
from dealer.callbacks.queries.call.call import Call, TextDue
from dealer.callbacks.queries.call.sheet import Tried
from dealer.callbacks.queries.spoken import values_of
from dealer.customers.interface import masked_number
from frontend import formats
from frontend.programmes import PROGRAMMES
from frontend.qr import QrCode, qr_code
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.call.sent import Sent
from frontend.store.callbacks.call.words import KEYS, OUTCOMES, SLOT_STATES
from frontend.store.callbacks.words import SLOTS
from oem.questionnaires.interface import say
from tenants.calendar.interface import store_day

WRITTEN_IN = "zh_CN"
LONGEST_WAIT = dt.timedelta(days=365)
FIELD = "%Y-%m-%dT%H:%M"
"""As a field of type datetime-local holds it, in the store's zone."""


class Dialled(NamedTuple):
    """A number that can be dialled; `on` is chosen."""

    id: uuid.UUID
    number: str
    shown: str
    qr: QrCode
    on: bool


class Part(NamedTuple):
    """A part of the day; `kind` is its mark's class."""

    word: str
    ends: str
    kind: str
    state: str


class TriedLine(NamedTuple):
    """An attempt in words."""

    when: str
    outcome: str
    more: str
    who: str


class Key(NamedTuple):
    """An outcome as it lies on the keyboard; without a value it is another key's."""

    key: str
    value: str
    word: str


class Moment(NamedTuple):
    """A time offered."""

    value: str
    word: str


class Other(NamedTuple):
    """Another open callback of this person."""

    id: uuid.UUID
    shape: str
    word: str


class Text(NamedTuple):
    """The text message; `by_hand`: there is no gateway, somebody copies and sends it."""

    note: str
    body: str
    by_hand: bool


@dataclass(frozen=True)
class Dial:
    """The pane. `times` are moments offered, `following` says what happens by itself."""

    phones: list[Dialled]
    parts: list[Part]
    done: int
    attempts: list[TriedLine]
    keys: list[Key]
    outcome: str
    inbound: bool
    also: list[Other]
    times: list[Moment]
    call_at: str
    call_at_other: str
    earliest: str
    last: str
    hours: str
    following: str
    text: Text | None
    note: str


def dial_of(call: Call, sent: Sent | None, at: At, *, inbound: bool, dials: bool) -> Dial:
    """The pane of one callback; what was `sent` and refused stands in it again. Whole numbers are for who dials."""
    times = [Moment(_field(each), at.words(each)) for each in call.offered]
    return Dial(
        phones=_phones(call, sent) if dials else [],
        parts=list(_parts(call, at)),
        done=len(call.tried),
        attempts=[_tried(each, at) for each in call.sheet.attempts],
        keys=[Key(key, value, str(OUTCOMES[value]) if value else _other(key)) for key, value in KEYS],
        outcome=sent.outcome if sent else "",
        inbound=sent.inbound if sent else inbound,
        also=[Other(each.id, *_programme(str(each.kind))) for each in call.also],
        times=times,
        call_at=sent.call_at if sent else "",
        call_at_other=sent.call_at_other if sent else "",
        earliest=_field(at.now),
        last=_field(at.now + LONGEST_WAIT),
        hours=_hours(at),
        following=_following(call, at),
        text=_text(call, at),
        note=sent.note if sent else call.sheet.row.note or "",
    )


def _field(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime(FIELD)


def _phones(call: Call, sent: Sent | None) -> list[Dialled]:
    usable = [each for each in call.sheet.phones if each.id not in call.wrong]
    ids = {each.id for each in usable}
    chosen = sent.phone if sent and sent.phone in ids else call.dial.id if call.dial else None
    chosen = chosen or next(iter(ids), None)
    return [
        Dialled(each.id, each.number, masked_number(each.number), qr_code(f"tel:{each.number}"), each.id == chosen)
        for each in usable
    ]


def _parts(call: Call, at: At) -> Iterator[Part]:
    current = at.calendar.hours.slot_at(at.now)
    for slot, word in zip(at.calendar.hours.slots(store_day(at.now)), SLOTS, strict=True):
        here = current is not None and slot.number == current.number
        kind = "tried" if slot.number in call.tried else "next" if here and call.is_open else ""
        yield Part(str(word), formats.clock(slot.ends), kind, str(SLOT_STATES[kind]))


def _tried(each: Tried, at: At) -> TriedLine:
    more = [_("rang back")] if each.inbound else []
    if each.call_at is not None:
        more.append(_("wants %(when)s", when=formats.moment(each.call_at, at.language, store_day(at.now))))
    if each.seconds is not None:
        more.append(f"{each.seconds // 60}:{each.seconds % 60:02}")
    if each.note:
        more.append(each.note)
    when = formats.moment(each.at, at.language, store_day(at.now))
    return TriedLine(when, str(OUTCOMES[each.outcome]), " · ".join(more), each.by_name)


def _other(key: str) -> str:
    return str(_("Hang up") if key == "G" else _("Dial"))


def _programme(value: str) -> tuple[str, str]:
    programme = PROGRAMMES[value]
    return programme.shape, str(programme.word)


def _hours(at: At) -> str:
    hours = at.calendar.hours.hours_on(store_day(at.now))
    return str(
        _(
            "The centre is open from %(opens)s to %(closes)s.",
            opens=f"{hours.opens:%H:%M}",
            closes=f"{hours.closes:%H:%M}",
        )
    )


def _following(call: Call, at: At) -> str:
    if call.promised_at is not None:
        return str(_("Agreed: %(when)s", when=at.words(call.promised_at)))
    if call.offered:
        return str(_("Not reached: next by itself %(when)s", when=at.words(call.offered[0])))
    return ""


def _text(call: Call, at: At) -> Text | None:
    """Customers are written to in Chinese, whatever the caller reads."""
    if call.text_due is None or call.questionnaire is None:
        return None
    by_hand = call.text_due is TextDue.BY_HAND
    note = _("Three parts of the day were tried. The gateway sends the text message.")
    if by_hand:
        note = _("Three parts of the day were tried. Send this text from the company mobile, then say so here.")
    row = call.sheet.row
    named = SimpleNamespace(customer=row.customer, store=at.place, car=row.model, advisor=row.advisor or row.consultant)
    body = say(call.questionnaire.script.text_message, values_of(cast(Any, named), WRITTEN_IN), WRITTEN_IN)
    return Text(note, body, by_hand)
