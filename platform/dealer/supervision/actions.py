"""Writes of supervision (CB-13)."""

import datetime as dt
from typing import ClassVar

from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now, today
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, ForbiddenError, InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.supervision.models import AdvisorScore, CallCheck
from dealer.supervision.queries import AdvisorWeek, count_records, find_check, list_advisors
from dealer.supervision.rules import last_full_week, week_of
from tenants.access.interface import Actor, Permission
from tenants.audit_trail.interface import event_type, record
from tenants.stores.interface import get_own_store

CALLS_CHECKED = event_type("calls.checked", "day", "records")
ADVISOR_SCORED = event_type("advisor.scored", "week", "score")
LONGEST_NOTE = 500


class CheckedError(ConflictError):
    """A day is checked once, a week scored once."""

    code = "checked"
    message: ClassVar[LazyString] = _l("%(name)s has done this already.")


def check_calls(day: dt.date, *, by: Actor, note: str = "") -> CallCheck:
    """Say that one looked through the day's call records. Raises ForbiddenError, InvalidError, CheckedError."""
    if by.account_id is None or not by.can(Permission.SUPERVISION_CHECK_CALLS):
        raise ForbiddenError
    fields = _note_faults(note)
    if not get_own_store().start_date <= day <= today():
        fields["day"] = [_l("Choose a day from the store's start to today.")]
    if fields:
        raise InvalidError(fields=fields)
    records = count_records(day)
    values = {"tenant_id": by.tenant_id, "id": uuid7(), "day": day, "records": records, "note": note.strip()}
    who = {"at": now(), "account_id": by.account_id, "by_name": by.name}
    # Two who check at once: the second one is told who was quicker.
    statement = insert(CallCheck).values(values | who).on_conflict_do_nothing().returning(CallCheck.id)
    fresh, made = current().scalar(statement), find_check(day)
    assert made is not None
    if fresh is None:
        raise CheckedError(name=made.by_name)
    record(CALLS_CHECKED, by=by, about="call_check", about_id=made.id, day=day.isoformat(), records=records)
    return made


def score_advisor(week: dt.date, advisor: str, score: int, *, by: Actor, note: str = "") -> AdvisorScore:
    """Score an advisor's week, which is over, on the wishes asked for. Raises as `check_calls`."""
    if by.account_id is None or not by.can(Permission.SUPERVISION_SCORE_ADVISORS):
        raise ForbiddenError
    of = _week_of(week, advisor, score, note)
    if of.score is not None:
        raise CheckedError(name=of.score.by_name)
    values = {"tenant_id": by.tenant_id, "id": uuid7(), "week": week, "advisor": of.advisor, "score": score}
    told = {"orders": of.orders, "wishes": of.wishes, "note": note.strip(), "at": now()}
    who = {"account_id": by.account_id, "by_name": by.name}
    statement = insert(AdvisorScore).values(values | told | who).on_conflict_do_nothing().returning(AdvisorScore.id)
    fresh, made = current().scalar(statement), _week_of(week, advisor, score, note).score
    assert made is not None
    if fresh is None:
        raise CheckedError(name=made.by_name)
    record(ADVISOR_SCORED, by=by, about="advisor_score", about_id=made.id, week=week.isoformat(), score=score)
    return made


def _week_of(week: dt.date, advisor: str, score: int, note: str) -> AdvisorWeek:
    fields = _note_faults(note)
    if not 1 <= score <= 5:
        fields["score"] = [_l("A score goes from 1 to 5.")]
    if not _is_over(week):
        raise InvalidError(fields=fields | {"week": [_l("Choose the Monday of a week that is over.")]})
    found = next((each for each in list_advisors(week) if each.advisor == advisor.strip()), None)
    if found is None:
        fields["advisor"] = [_l("This advisor had no order picked up in that week.")]
    if fields or found is None:
        raise InvalidError(fields=fields)
    return found


def _is_over(week: dt.date) -> bool:
    """Is it the Monday of a week that the store has behind it?"""
    return week_of(get_own_store().start_date) <= week <= last_full_week(today()) and week.weekday() == 0


def _note_faults(note: str) -> dict[str, list[LazyString]]:
    return {"note": [_l("At most %(most)s characters.", most=LONGEST_NOTE)]} if len(note) > LONGEST_NOTE else {}
