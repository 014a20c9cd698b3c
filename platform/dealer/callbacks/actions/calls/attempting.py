"""Recording a try to reach the customer, and what follows from it (CB-4, CB-5)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.callbacks.actions.calls.asking import ask_for_correction
from dealer.callbacks.actions.calls.completing import require_answers
from dealer.callbacks.actions.calls.evening import last_closing
from dealer.callbacks.actions.calls.given import AttemptDone, AttemptGiven
from dealer.callbacks.actions.calls.holding import had, locked, require_caller
from dealer.callbacks.actions.calls.settling import rules_of, settle, settle_counts
from dealer.callbacks.actions.calls.texting import send_text
from dealer.callbacks.models import Amendment, Callback, StoredAttempt
from dealer.callbacks.queries.situations import situations
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Attempt, AttemptError, Situation, Step
from dealer.callbacks.rules.attempts.standing import after_attempt
from dealer.callbacks.rules.programmes import ProgrammeRule
from dealer.figures.interface import day_changed
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import StoreCalendar, store_calendar

CALLBACK_ATTEMPTED = event_type("callback.attempted", "outcome", "state", "inbound")
LONGEST_NOTE = 2000
LONGEST_TALK = 4 * 60 * 60
"""Seconds; a timer that ran on longer measured nothing."""
REPLIED_LATE = "replied after the end"


def record_attempt(
    callback_ids: Sequence[uuid.UUID], given: AttemptGiven, *, talk_id: uuid.UUID, by: Actor
) -> list[AttemptDone]:
    """One try, for the callback on screen and for others of the same person that were spoken of in it.

    `talk_id` is made by whoever sends: the same one again changes nothing, not even who has the callbacks, and is
    told how they stand. Raises ForbiddenError, NotFoundError, TakenError, OwnCustomerError; InvalidError for what
    can't have been so, for an answered call with open questions, and for anything but a conversation after the end.
    """
    require_caller(by)
    callbacks = locked(callback_ids)
    if _is_repeated(talk_id, callbacks):
        return [AttemptDone(each.id, each.state, each.reason, each.next_try_at) for each in callbacks]
    had(callbacks, by=by)
    _require_one_person(callbacks)
    moment, calendar = now(), store_calendar()
    attempt = _attempt(given, moment, calendar)
    rules, known = rules_of(callbacks), situations(callbacks)
    _require_known_number(known[callbacks[0].id], given)
    if given.outcome is Outcome.ANSWERED:
        require_answers([each for each in callbacks if each.is_open])
    done = [
        _try(callback, known[callback.id], attempt, given, talk_id, rules[callback.id], calendar, by)
        for callback in callbacks
    ]
    day_changed()
    current().flush()
    return done


def _try(
    callback: Callback,
    situation: Situation,
    attempt: Attempt,
    given: AttemptGiven,
    talk_id: uuid.UUID,
    rule: ProgrammeRule,
    calendar: StoreCalendar,
    by: Actor,
) -> AttemptDone:
    step = after_attempt(situation, attempt, rule, calendar)
    ended = not callback.is_open or step.amends
    if ended and not step.amends and not attempt.outcome.is_conversation:
        raise InvalidError(fields={"outcome": [_l("This callback has ended; only what the customer says is added.")]})
    current().add(_row(callback, given, attempt, talk_id, by))
    callback.tries += 1
    if ended:
        if callback.is_open:
            # Its end has come, the evening was not here yet; it would find this attempt in the trail.
            settle(callback, step, at=last_closing(attempt.at, calendar))
        _amend(callback, given, attempt.at, by)
    else:
        settle(callback, step, at=attempt.at)
        settle_counts(callback, situation.after(attempt), rule, calendar)
        _pass_on(callback, step, by)
    text_due = _follow(callback, situation.after(attempt), step, given, by)
    said = {"outcome": given.outcome.value, "state": callback.state, "inbound": given.inbound}
    record(CALLBACK_ATTEMPTED, by=by, about="callback", about_id=callback.id, **said)
    told = (callback.id, callback.state, callback.reason, step.next_try_at, step.numbers_left, text_due)
    return AttemptDone(*told, correction=step.correction is not None, amended=ended)


def _attempt(given: AttemptGiven, moment: dt.datetime, calendar: StoreCalendar) -> Attempt:
    fields: dict[str, list[LazyString]] = {}
    if len(given.note) > LONGEST_NOTE:
        fields["note"] = [_l("At most %(most)s characters.", most=LONGEST_NOTE)]
    if given.seconds is not None and not 0 <= given.seconds <= LONGEST_TALK:
        fields["seconds"] = [_l("A call lasts four hours at most.")]
    slot = calendar.hours.slot_at(moment)
    number = None if given.inbound else given.phone_id
    try:
        made = Attempt(moment, given.outcome, number, slot.number if slot else None, given.inbound, given.call_at)
    except AttemptError as error:
        fields[_FIELDS.get(error.field, error.field)] = [_FAULTS[error.code]]
    if fields:
        raise InvalidError(fields=fields)
    return made


_FIELDS = {"number": "phone_id"}
_FAULTS: Mapping[str, LazyString] = {
    "nobody_rang_back": _l("With this outcome nobody rang: take back that the customer called."),
    "number_missing": _l("Say which number was dialled."),
    "time_missing": _l("Say when the customer wants to be called."),
    "time_not_asked": _l("A time belongs to 'call later' only."),
    "time_past": _l("This time has passed: choose a later one."),
    "time_too_far": _l("This is too far ahead: choose a day within a year."),
}


def _is_repeated(talk_id: uuid.UUID, callbacks: Sequence[Callback]) -> bool:
    """Was all this sent before? Raises InvalidError when the id belongs to a talk of others."""
    mine = (StoredAttempt.tenant_id == acting().tenant_id, StoredAttempt.talk_id == talk_id)
    spoken_of = set(current().scalars(select(StoredAttempt.callback_id).where(*mine)))
    if spoken_of and not spoken_of.issuperset(each.id for each in callbacks):
        raise InvalidError(fields={"talk_id": [_l("This id belongs to another call.")]})
    return bool(spoken_of)


def _require_one_person(callbacks: Sequence[Callback]) -> None:
    first = callbacks[0]
    if any(each.customer_id is None or each.customer_id != first.customer_id for each in callbacks[1:]):
        raise InvalidError(fields={"also": [_l("Only callbacks of the same person are spoken of in one call.")]})


def _require_known_number(situation: Situation, given: AttemptGiven) -> None:
    if given.inbound or given.phone_id in {each.id for each in situation.numbers}:
        return
    raise InvalidError(fields={"phone_id": [_l("This is no number of this customer.")]})


def _row(callback: Callback, given: AttemptGiven, attempt: Attempt, talk_id: uuid.UUID, by: Actor) -> StoredAttempt:
    return StoredAttempt(
        tenant_id=callback.tenant_id,
        id=uuid7(),
        callback_id=callback.id,
        talk_id=talk_id,
        at=attempt.at,
        account_id=by.account_id,
        by_name=by.name,
        phone_id=attempt.number,
        outcome=given.outcome.value,
        slot=attempt.slot,
        inbound=given.inbound,
        call_at=given.call_at,
        seconds=given.seconds,
        seconds_kind=given.seconds_kind if given.seconds is not None else None,
        note=given.note,
    )


def _amend(callback: Callback, given: AttemptGiven, at: dt.datetime, by: Actor) -> None:
    """A reply after the end: the end stays as it was, and so do the figures of its day (CB-4, CB-9)."""
    changes = {"outcome": {"from": callback.reason, "to": given.outcome.value}}
    assert by.account_id is not None
    current().add(
        Amendment(
            tenant_id=callback.tenant_id, id=uuid7(), callback_id=callback.id, at=at, account_id=by.account_id,
            by_name=by.name, why=REPLIED_LATE, changes=changes,
        )
    )  # fmt: skip


def _follow(callback: Callback, after: Situation, step: Step, given: AttemptGiven, by: Actor) -> bool:
    """What others are to do by it. Returns whether the caller is to send the text message."""
    if step.correction is not None:
        ask_for_correction(callback, step.correction, by=by, given=given)
    return step.text_message_due and send_text(callback, after, by=by)


def _pass_on(callback: Callback, step: Step, by: Actor) -> None:
    """Who has no language in common with the customer gives them back, and is not offered them again."""
    if step.another_caller:
        callback.passed_on_by, callback.assigned_to, callback.assigned_at = by.account_id, None, None
