"""Views of supervision."""

import datetime as dt

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
from dealer.supervision.interface import (
    check_calls,
    count_records,
    find_check,
    last_full_week,
    list_advisors,
    list_days_to_check,
    list_records,
    score_advisor,
)
from dealer.supervision.schemas import AdvisorScoreCreate, CallCheckCreate
from frontend.paths import PATHS
from frontend.store.supervision import shown
from tenants.access.interface import Permission

blueprint = Blueprint("supervision", __name__)


@blueprint.get(PATHS.supervision)
@requires(Permission.SUPERVISION_SEE)
def index() -> ResponseReturnValue:
    """A day's call records and the last week's advisors."""
    return _page(day_near(request.args.get("day")))


@blueprint.post(PATHS.call_checks)
@requires(Permission.SUPERVISION_CHECK_CALLS)
@once
def create_check() -> ResponseReturnValue:
    """Say that one looked through a day's records."""
    try:
        made = check_calls(**sent(CallCheckCreate), by=person())
    except DomainError as refusal:
        return make_response(_page(day_near(request.form.get("day")), refusal, opened="check"), refusal.status)
    tell(_("Checked and on record."), "ok")
    return redirect(shown.address(made.day), 303)


@blueprint.post(PATHS.advisor_scores)
@requires(Permission.SUPERVISION_SCORE_ADVISORS)
@once
def create_score() -> ResponseReturnValue:
    """Score an advisor's week."""
    try:
        score_advisor(**sent(AdvisorScoreCreate), by=person())
    except DomainError as refusal:
        opened = request.form.get("advisor", "")
        return make_response(_page(None, refusal, opened=opened), refusal.status)
    tell(_("Scored and on record."), "ok")
    return redirect(PATHS.supervision, 303)


def _page(day: dt.date | None, refusal: DomainError | None = None, *, opened: str = "") -> str:
    me, waiting, week = person(), list_days_to_check(today()), last_full_week(today())
    day = day or (waiting[0] if waiting else today())
    return render_template(
        "supervision.html",
        day=day,
        days=[(each, shown.address(each), each == day) for each in waiting],
        records=shown.records(list_records(day)),
        count=count_records(day),
        check=find_check(day),
        may_check=me.can(Permission.SUPERVISION_CHECK_CALLS) and day <= today(),
        week=week,
        advisors=list_advisors(week),
        may_score=me.can(Permission.SUPERVISION_SCORE_ADVISORS),
        sent=request.form,
        errors=faults_of(refusal),
        opened=opened,
    )
