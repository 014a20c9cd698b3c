"""Views of the plan of the day."""

import datetime as dt
import uuid

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.errors import DomainError
from backbone.i18n import gettext as _
from backbone.web.forms import day_near, faults_of, sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.callbacks.interface import list_callers
from dealer.day_plans.interface import LineKind, close, get_planned_day, mark, take_out, write_line
from dealer.day_plans.queries import day_of_line
from dealer.day_plans.schemas import DayClose, LineCreate, LineMark
from frontend.paths import PATHS
from frontend.store.day_plan import shown
from tenants.access.interface import Permission
from tenants.people.interface import names_of

blueprint = Blueprint("day_plan", __name__)
ONE = f"{PATHS.day_plan_lines}/<uuid:line_id>"
REFUSALS = (409, 422)
ONE_DAY = dt.timedelta(days=1)


def _page(day: dt.date, refusal: DomainError | None = None, *, opened: str = "") -> str:
    planned, me, callers = get_planned_day(day), person(), list_callers()
    ids = [line.account_id for line in planned.lines if line.account_id]
    may_write = me.can(Permission.DAY_PLAN_WRITE)
    return render_template(
        "day_plan.html",
        day=day,
        is_today=day == today(),
        before=shown.address(day - ONE_DAY),
        after=shown.address(day + ONE_DAY),
        lines=shown.lines_of(planned, names_of(ids), me),
        done=shown.finished(planned),
        closed=planned.plan if planned.is_closed else None,
        may_write=may_write and not planned.is_closed and day >= today(),
        may_close=may_write and not planned.is_closed and bool(planned.lines) and day <= today(),
        kinds=[(kind.value, str(word)) for kind, word in shown.ABOUT.items()],
        people=[("", _("the centre")), *((str(each.id), each.name) for each in callers)],
        sent=request.form,
        errors=faults_of(refusal),
        opened=opened,
    )


def _again(day: dt.date, refusal: DomainError, opened: str) -> ResponseReturnValue:
    if refusal.status not in REFUSALS:
        raise refusal
    return make_response(_page(day, refusal, opened=opened), refusal.status)


@blueprint.get(PATHS.day_plan)
@requires(Permission.DAY_PLAN_SEE)
def show() -> ResponseReturnValue:
    """The plan of a day."""
    return _page(day_near(request.args.get("day")) or today())


@blueprint.post(PATHS.day_plan_lines)
@requires(Permission.DAY_PLAN_WRITE)
@once
def create_line() -> ResponseReturnValue:
    """One more line."""
    try:
        wanted = sent(LineCreate)
        about, who = LineKind(wanted["about"]), wanted["who"]
        write_line(wanted["day"], at=wanted["at"], about=about, what=wanted["what"], account_id=who, by=person())
    except DomainError as refusal:
        return _again(day_near(request.form.get("day")) or today(), refusal, "line")
    return redirect(shown.address(wanted["day"]), 303)


@blueprint.post(f"{ONE}/marks")
@requires(Permission.DAY_PLAN_SEE)
@once
def create_mark(line_id: uuid.UUID) -> ResponseReturnValue:
    """Done, or not done and why."""
    day = day_of_line(line_id)
    try:
        wanted = sent(LineMark)
        mark(line_id, done=wanted["done"], note=wanted["note"], by=person())
    except DomainError as refusal:
        return _again(day, refusal, str(line_id))
    return redirect(shown.address(day), 303)


@blueprint.post(f"{ONE}/removals")
@requires(Permission.DAY_PLAN_WRITE)
@once
def create_removal(line_id: uuid.UUID) -> ResponseReturnValue:
    """A line that should not be there."""
    return redirect(shown.address(take_out(line_id, by=person())), 303)


@blueprint.post(PATHS.day_plan_closings)
@requires(Permission.DAY_PLAN_WRITE)
@once
def create_closing() -> ResponseReturnValue:
    """The day is over."""
    try:
        day = sent(DayClose)["day"]
        close(day, by=person())
    except DomainError as refusal:
        return _again(day_near(request.form.get("day")) or today(), refusal, "closing")
    tell(_("The day is closed."))
    return redirect(shown.address(day), 303)
