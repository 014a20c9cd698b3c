"""From the department to the customer and into the archive (REP-5). Each step is written down, with its version.

Every action takes the `version` that its reader saw, and raises ChangedError when somebody was quicker.
"""

import datetime as dt
import uuid

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.opinions import may
from dealer.opinions.models import Opinion
from dealer.opinions.queries import get_opinion_to_change
from dealer.opinions.rules import OpinionKind, Reaction, ToldHow, clocks, may_be_told
from dealer.voices.interface import (
    PEOPLE,
    NotEndedError,
    StepOf,
    VoiceState,
    department_of,
    hand_on,
    note,
    person_of,
    require_open,
    require_version,
    said_words,
)
from tenants.access.interface import Actor
from tenants.audit_trail.interface import EventType, event_type, record
from tenants.calendar.interface import store_calendar

OPINION_ASSIGNED = event_type("opinion.assigned", "department", "to")
OPINION_ANSWERED = event_type("opinion.answered", "in_time")
OPINION_TOLD = event_type("opinion.told", "how", "reaction", "in_time")
OPINION_ARCHIVED = event_type("opinion.archived")
OPINION_REOPENED = event_type("opinion.reopened", "round")


class ToldError(ConflictError):
    """The customer has been told (409)."""

    code = "told"
    message = _l("The customer has been told. Reopen it when there is something new.")


class NotToldError(ConflictError):
    """The customer waits (409)."""

    code = "not_told"
    message = _l("The customer has not been told yet: it can't go into the archive.")


def assign_opinion(
    opinion_id: uuid.UUID,
    *,
    to: uuid.UUID | None,
    version: int,
    by: Actor,
    department: str | None = None,
    words: str = "",
) -> Opinion:
    """Give it to a person of its department, or (None) to the department; `department` hands it on to another one.

    A result that was in is sent back by this, and asks for `words`. Raises NotFoundError, ForbiddenError,
    InvalidError, ConflictError.
    """
    opinion = _begin(opinion_id, version, by)
    chosen = department_of(department, opinion)
    if not may.assign(by, opinion) or (chosen != opinion.department and not may.tell(by)):
        raise ForbiddenError
    _require_untold(opinion)
    said = said_words("words", words, required=opinion.state == VoiceState.ANSWERED)
    person = person_of(to, PEOPLE[chosen]) if to else None
    hand_on(opinion, chosen, person)
    current().flush()
    note(opinion, StepOf.ASSIGNED, by=by, words=said, department=chosen, to=person.name if person else None)
    _record(OPINION_ASSIGNED, opinion, by, department=chosen, to=str(to) if to else None)
    return opinion


def answer_opinion(opinion_id: uuid.UUID, *, answer: str, version: int, by: Actor) -> Opinion:
    """The department's result for the centre; given again, the newer one holds. Raises as `assign_opinion`."""
    opinion = _begin(opinion_id, version, by)
    if not may.answer(by, opinion):
        raise ForbiddenError
    _require_untold(opinion)
    opinion.answer, opinion.answered_at = said_words("answer", answer), now()
    opinion.state = VoiceState.ANSWERED
    current().flush()
    in_time = opinion.answered_at <= opinion.department_due_at
    note(opinion, StepOf.ANSWERED, by=by, words=opinion.answer, in_time=in_time)
    _record(OPINION_ANSWERED, opinion, by, in_time=in_time)
    return opinion


def tell_customer(
    opinion_id: uuid.UUID, *, how: str, reaction: str, version: int, by: Actor, words: str = ""
) -> Opinion:
    """The customer was told: the clock stops. Without the department's result, `words` say what they were told.

    Raises as `assign_opinion`; InvalidError also for a message where only a call will do.
    """
    opinion = _begin(opinion_id, version, by)
    if not may.tell(by):
        raise ForbiddenError
    _require_untold(opinion)
    _require_way(opinion, how, reaction)
    opinion.told_words = said_words("words", words, required=opinion.answer is None)
    opinion.told_how, opinion.reaction = how, reaction
    opinion.stopped_at, opinion.state = now(), VoiceState.TOLD
    current().flush()
    in_time = opinion.stopped_at <= opinion.due_at
    note(opinion, StepOf.TOLD, by=by, words=opinion.told_words, how=how, reaction=reaction, in_time=in_time)
    _record(OPINION_TOLD, opinion, by, how=how, reaction=reaction, in_time=in_time)
    return opinion


def archive_opinion(opinion_id: uuid.UUID, *, version: int, by: Actor) -> Opinion:
    """Into the archive. Raises as `assign_opinion`; NotToldError while the customer waits."""
    opinion = _begin(opinion_id, version, by)
    if not may.tell(by):
        raise ForbiddenError
    if opinion.state != VoiceState.TOLD:
        raise NotToldError
    opinion.ended_at, opinion.state = now(), VoiceState.ARCHIVED
    current().flush()
    note(opinion, StepOf.ARCHIVED, by=by)
    _record(OPINION_ARCHIVED, opinion, by)
    return opinion


def reopen_opinion(opinion_id: uuid.UUID, *, why: str, version: int, by: Actor) -> Opinion:
    """Told or archived, and yet not done: its clocks begin anew, and earlier lateness stays.

    Raises as `assign_opinion`; NotEndedError for one that still waits for its answer.
    """
    opinion = _found(opinion_id, version, by)
    if not may.tell(by):
        raise ForbiddenError
    if opinion.stopped_at is None:
        raise NotEndedError
    words, told_at = said_words("why", why), opinion.stopped_at
    opinion.late_before = opinion.late_before or told_at > opinion.due_at
    _begin_round(opinion, now())
    current().flush()
    note(opinion, StepOf.REOPENED, by=by, words=words, told_at=told_at.isoformat())
    _record(OPINION_REOPENED, opinion, by, round=opinion.round)
    return opinion


def _begin_round(opinion: Opinion, at: dt.datetime) -> None:
    again = clocks(at, store_calendar())
    opinion.round += 1
    opinion.state = VoiceState.ASSIGNED if opinion.owner_id else VoiceState.RECEIVED
    opinion.due_at, opinion.department_due_at = again.customer_due_at, again.department_due_at
    opinion.provisional = again.provisional
    opinion.answer = opinion.answered_at = opinion.stopped_at = opinion.ended_at = None
    opinion.told_how = opinion.reaction = opinion.told_words = None


def _found(opinion_id: uuid.UUID, version: int, by: Actor) -> Opinion:
    opinion = get_opinion_to_change(opinion_id, by=by)
    require_version(opinion, version)
    return opinion


def _begin(opinion_id: uuid.UUID, version: int, by: Actor) -> Opinion:
    opinion = _found(opinion_id, version, by)
    require_open(opinion)
    return opinion


def _require_untold(opinion: Opinion) -> None:
    if opinion.state == VoiceState.TOLD:
        raise ToldError


def _require_way(opinion: Opinion, how: str, reaction: str) -> None:
    faults: dict[str, list[object]] = {}
    if how not in set(ToldHow):
        faults["how"] = [_l("Say how the customer was told.")]
    elif not may_be_told(OpinionKind(opinion.what), ToldHow(how)):
        faults["how"] = [_l("Consultations and suggestions are answered by a call.")]
    if reaction not in set(Reaction):
        faults["reaction"] = [_l("Say how the customer took it.")]
    if faults:
        raise InvalidError(fields=faults)


def _record(event: EventType, opinion: Opinion, by: Actor, **details: object) -> None:
    record(event, by=by, about="opinion", about_id=opinion.id, **details)
