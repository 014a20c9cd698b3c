"""Taking in what a customer said: what opinions and complaints do alike."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.voices.actions.logging import note
from dealer.voices.models import Voice
from dealer.voices.queries.customers import unknown_of
from dealer.voices.queries.steps import last_step
from dealer.voices.rules import Channel, StepOf, VoiceState
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor
from tenants.audit_trail.interface import EventType, record

MOST_LETTERS, MOST_IN_A_NAME = 2000, 60
SENT_AGAIN = ("what", "said", "reasons", "department", "person_name")
SomeVoice = TypeVar("SomeVoice", bound=Voice)
OLDEST = dt.timedelta(days=30)
LITTLE_AHEAD = dt.timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class VoiceReceived:
    """Something a customer said. `said` may be empty where `reasons` were ticked; `said_at` None is now (aware)."""

    said: str
    department: str
    reasons: tuple[str, ...] = ()
    question: str | None = None
    person_name: str | None = None
    callback_id: uuid.UUID | None = None
    customer_id: uuid.UUID | None = None
    vehicle_id: uuid.UUID | None = None
    repair_order_id: uuid.UUID | None = None
    delivery_id: uuid.UUID | None = None
    channel: str = Channel.CALLBACK
    said_at: dt.datetime | None = None
    said_by: str | None = None

    @property
    def about(self) -> dict[str, uuid.UUID | None]:
        """Which call, customer, car and visit it belongs to."""
        names = ("callback_id", "customer_id", "vehicle_id", "repair_order_id", "delivery_id")
        return {name: getattr(self, name) for name in names}


def columns_of(given: VoiceReceived) -> dict[str, Any]:
    """What a row takes over of it, in order. Raises InvalidError naming each field that does not fit."""
    text = {name: _stripped(getattr(given, name)) for name in ("said", "person_name", "said_by")}
    faults: dict[str, list[Any]] = {}
    if not text["said"] and not given.reasons:
        faults["said"] = [_l("Write down what the customer said.")]
    if len(text["said"] or "") > MOST_LETTERS:
        faults["said"] = [_l("%(most)s characters at most.", most=MOST_LETTERS)]
    for name in ("person_name", "said_by"):
        if len(text[name] or "") > MOST_IN_A_NAME:
            faults[name] = [_l("%(most)s characters at most.", most=MOST_IN_A_NAME)]
    if given.department not in set(Department):
        faults["department"] = [_l("Say which department is to answer.")]
    if given.channel not in set(Channel):
        faults["channel"] = [_l("Say how it reached you.")]
    if given.said_at and not now() - OLDEST <= given.said_at <= now() + LITTLE_AHEAD:
        faults["said_at"] = [_l("A time of the last 30 days, not in the future.")]
    if faults:
        raise InvalidError(fields=faults)
    return text | {
        "said": text["said"] or "",
        "reasons": list(given.reasons),
        "question": given.question,
        "department": given.department,
        "channel": given.channel,
    }


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None


def new_voice(given: VoiceReceived) -> dict[str, Any]:
    """All that a fresh row of either table has of it, but for its clocks. Raises InvalidError."""
    if unknown := unknown_of(given.customer_id, given.vehicle_id):
        raise InvalidError(fields={name: [_l("The archive has no such record.")] for name in unknown})
    fresh = {"id": uuid7(), "state": VoiceState.RECEIVED, "said_at": given.said_at or now()}
    return columns_of(given) | given.about | {"tenant_id": acting().tenant_id, **fresh}


def open_of_call(table: type[SomeVoice], given: VoiceReceived) -> SomeVoice | None:
    """The open one that the same question of the same call made, locked; without a question, the same words."""
    if given.callback_id is None:
        return None
    query = select(table).where(
        table.tenant_id == acting().tenant_id,
        table.callback_id == given.callback_id,
        table.question.is_not_distinct_from(given.question),
        table.ended_at.is_(None),
    )
    if given.question is None:
        query = query.where(table.said == given.said.strip())
    return current().scalars(query.order_by(table.id).limit(1).with_for_update()).one_or_none()


def receive_again(voice: Voice, sent: Mapping[str, Any], *, event: EventType, about: str, by: Actor) -> None:
    """Bring it up to date while nobody acted on it; afterwards add the new words to its log: neither is lost."""
    changed = [name for name, value in sent.items() if name in SENT_AGAIN and getattr(voice, name) != value]
    if not changed:
        return
    if last_step(voice).what in {StepOf.RECEIVED, StepOf.CHANGED}:
        for name in changed:
            setattr(voice, name, sent[name])
        current().flush()
        note(voice, StepOf.CHANGED, by=by, fields=changed)
    else:
        note(voice, StepOf.ADDED, by=by, words=sent["said"], reasons=sent["reasons"])
    record(event, by=by, about=about, about_id=voice.id, fields=changed)
