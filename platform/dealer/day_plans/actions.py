"""Writing the centre's plan of the day, and closing it (ORG-8)."""

import datetime as dt
import uuid

from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now, today
from backbone.db.unit_of_work import acting, current
from backbone.errors import ConflictError, FieldErrors, ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.day_plans import may
from dealer.day_plans.models import DayPlan, DayPlanLine, LineKind, LineState
from dealer.day_plans.queries import get_line_to_change, get_plan_to_change, list_lines
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar
from tenants.people.interface import find_account

LINE_WRITTEN = event_type("day_plan.line_written", "day", "kind", "to")
LINE_TAKEN_OUT = event_type("day_plan.line_taken_out", "day")
LINE_MARKED = event_type("day_plan.line_marked", "day", "state")
DAY_CLOSED = event_type("day_plan.closed", "day", "done", "not_done")

FURTHEST = dt.timedelta(days=62)
MOST_LINES = 60
LONGEST = 200


class DayClosedError(ConflictError):
    """The plan of that day stands for good."""

    code = "day_closed"
    message = _l("The plan of this day is closed.")


def write_line(
    day: dt.date, *, about: LineKind, what: str, account_id: uuid.UUID | None, at: dt.time | None = None, by: Actor
) -> DayPlanLine:
    """One more line of a day's plan. Raises ForbiddenError, InvalidError, DayClosedError."""
    if not may.write(by):
        raise ForbiddenError
    if wrong := _wrong(day, what, account_id):
        raise InvalidError(fields=wrong)
    plan = _open_plan(day)
    if len(list_lines(plan.id)) >= MOST_LINES:
        raise InvalidError(fields={"what": [_l("A plan has %(most)s lines at most.", most=MOST_LINES)]})
    line = DayPlanLine(
        tenant_id=by.tenant_id,
        id=uuid7(),
        plan_id=plan.id,
        at=at,
        about=about,
        what=what.strip(),
        account_id=account_id,
        written_by_name=by.name,
    )
    current().add(line)
    current().flush()
    _record_line(line, day, by)
    return line


def take_out(line_id: uuid.UUID, *, by: Actor) -> dt.date:
    """A line that should not be there. Returns its day. Raises ForbiddenError, NotFoundError, DayClosedError."""
    if not may.write(by):
        raise ForbiddenError
    plan, line = _line_of_open_plan(line_id)
    record(LINE_TAKEN_OUT, by=by, about="day_plan_line", about_id=line.id, day=plan.day.isoformat())
    current().delete(line)
    current().flush()
    return plan.day


def mark(line_id: uuid.UUID, *, done: bool, note: str, by: Actor) -> tuple[dt.date, DayPlanLine]:
    """Say that a line is done, or not and why. Returns its day and the line.

    Raises ForbiddenError, NotFoundError, InvalidError (not done without a word), DayClosedError.
    """
    plan, line = _line_of_open_plan(line_id)
    if not may.mark(by, line.account_id):
        raise ForbiddenError
    note = note.strip()
    if len(note) > LONGEST:
        raise InvalidError(fields={"note": [_l("At most %(most)s characters.", most=LONGEST)]})
    if not done and not note:
        raise InvalidError(fields={"note": [_l("Say in a word why it was not done.")]})
    line.state, line.note = LineState.DONE if done else LineState.NOT_DONE, note
    current().flush()
    record(LINE_MARKED, by=by, about="day_plan_line", about_id=line.id, day=plan.day.isoformat(), state=line.state)
    return plan.day, line


def close(day: dt.date, *, by: Actor) -> DayPlan:
    """Close a day: every line is done or not done.

    Raises ForbiddenError, NotFoundError, InvalidError, DayClosedError.
    """
    if not may.write(by):
        raise ForbiddenError
    plan = get_plan_to_change(day)
    _require_open(plan)
    lines = list_lines(plan.id)
    open_lines = sum(line.state == LineState.OPEN for line in lines)
    if day > today():
        raise InvalidError(fields={"day": [_l("This day has not begun yet.")]})
    if open_lines or not lines:
        text = _l("Say of each line whether it is done; %(open)s are open.", open=open_lines)
        raise InvalidError(fields={"day": [text]})
    plan.closed_at, plan.closed_by_name = now(), by.name
    current().flush()
    done = sum(line.state == LineState.DONE for line in lines)
    counts = {"done": done, "not_done": len(lines) - done}
    record(DAY_CLOSED, by=by, about="day_plan", about_id=plan.id, day=day.isoformat(), **counts)
    return plan


def _record_line(line: DayPlanLine, day: dt.date, by: Actor) -> None:
    to = str(line.account_id) if line.account_id else None
    details = {"day": day.isoformat(), "kind": line.about, "to": to}
    record(LINE_WRITTEN, by=by, about="day_plan_line", about_id=line.id, **details)


def _wrong(day: dt.date, what: str, account_id: uuid.UUID | None) -> FieldErrors:
    wrong = {}
    if not today() <= day <= today() + FURTHEST:
        wrong["day"] = [_l("Today at the earliest, two months ahead at most.")]
    elif not store_calendar().is_open_day(day):
        wrong["day"] = [_l("The centre is closed on this day.")]
    if not 1 <= len(what.strip()) <= LONGEST:
        wrong["what"] = [_l("1 to %(most)s characters.", most=LONGEST)]
    if account_id is not None and not _works_here(account_id):
        wrong["who"] = [_l("Choose somebody who works here.")]
    return wrong


def _works_here(account_id: uuid.UUID) -> bool:
    account = find_account(account_id)
    return account is not None and account.ended_at is None


def _open_plan(day: dt.date) -> DayPlan:
    row = {"tenant_id": acting().tenant_id, "id": uuid7(), "day": day}
    current().execute(insert(DayPlan).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "day"]))
    plan = get_plan_to_change(day)
    _require_open(plan)
    return plan


def _line_of_open_plan(line_id: uuid.UUID) -> tuple[DayPlan, DayPlanLine]:
    plan, line = get_line_to_change(line_id)
    _require_open(plan)
    return plan, line


def _require_open(plan: DayPlan) -> None:
    if plan.closed_at is not None:
        raise DayClosedError
