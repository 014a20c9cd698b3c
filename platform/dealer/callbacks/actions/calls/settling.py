"""Writing what the arithmetic of attempts says a callback is now (CB-4)."""

import datetime as dt
import uuid
from collections.abc import Sequence

from backbone.clock import now
from backbone.db.unit_of_work import current
from dealer.callbacks.actions.calls.asking import ask_for_correction
from dealer.callbacks.models import Callback
from dealer.callbacks.queries.situations import situations
from dealer.callbacks.queries.standards import rule_of_version
from dealer.callbacks.rules.attempts.counted import reached_at, tried_enough_at
from dealer.callbacks.rules.attempts.situation import Situation, Step
from dealer.callbacks.rules.attempts.standing import standing
from dealer.callbacks.rules.programmes import Programme, ProgrammeRule
from dealer.figures.interface import day_changed
from tenants.access.interface import Actor
from tenants.calendar.interface import StoreCalendar, store_calendar

RulesOf = dict[uuid.UUID, ProgrammeRule]


def rules_of(callbacks: Sequence[Callback]) -> RulesOf:
    """The rule that each callback was planned under (CB-2), by the callback's id; a query a version."""
    versions = {(each.programme, each.rule_version) for each in callbacks}
    rules = {version: rule_of_version(Programme(version[0]), version[1]) for version in versions}
    return {each.id: rules[each.programme, each.rule_version] for each in callbacks}


def settle(callback: Callback, step: Step, *, at: dt.datetime) -> bool:
    """Make the callback what `step` says, from `at` (aware) on. Returns whether that changed anything."""
    before = (callback.state, callback.reason, callback.next_try_at, callback.slots_tried)
    callback.state = step.state.value
    callback.reason = step.reason.value if step.reason else None
    # A time that was asked for; the slots not tried yet follow from `slots_tried`.
    callback.next_try_at = step.next_try_at if step.asked_for and step.state.is_open else None
    callback.slots_tried = sum(1 << slot for slot in step.slots_tried)
    if not step.state.is_open:
        callback.ended_at = at
    return before != (callback.state, callback.reason, callback.next_try_at, callback.slots_tried)


def settle_counts(callback: Callback, situation: Situation, rule: ProgrammeRule, calendar: StoreCalendar) -> None:
    """When the person was reached and tried enough: what timeliness is counted by (KPI)."""
    callback.reached_at = reached_at(situation.trail)
    callback.tried_enough_at = tried_enough_at(situation, rule, calendar)


def settle_numbers(callbacks: Sequence[Callback], *, by: Actor) -> None:
    """How these open callbacks stand with the numbers that their persons have by now (CB-4)."""
    if not callbacks:
        return
    moment, calendar, rules, known = now(), store_calendar(), rules_of(callbacks), situations(callbacks)
    for callback in callbacks:
        step = standing(known[callback.id], moment, rules[callback.id], calendar)
        if step.correction is not None:
            ask_for_correction(callback, step.correction, by=by)
        if settle(callback, step, at=moment):
            day_changed()
    current().flush()
