"""Views of the desk."""

import uuid
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from backbone.clock import now, today
from backbone.web.marks import requires, signed_in
from backbone.web.once import once
from backbone.web.requests import person
from dealer.callbacks.interface import ListDays
from dealer.corrections.interface import count_corrections, departments_of
from dealer.day_plans.interface import get_planned_day
from dealer.handovers.interface import missing_handovers
from dealer.imports.interface import list_imports
from dealer.messages.interface import list_failed
from dealer.notices.interface import dismiss, get_notice_to_change, list_open_notices
from dealer.reports.interface import list_waiting_for
from dealer.voices.interface import count_voices, sees_only
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.day_plan.shown import finished, lines_of
from frontend.store.desk.calls import Calls, calls_of
from frontend.store.desk.cards import (
    corrections_card,
    handover_card,
    report_card,
    staffing_card,
    text_card,
    voices_card,
    word_of,
)
from frontend.store.imports.lines import import_line, waiting_cards
from tenants.access.interface import Actor, Permission
from tenants.calendar.interface import store_calendar
from tenants.people.interface import names_of
from tenants.staffing.interface import StoreStaffing, get_store_staffing, standing_on
from tenants.stores.interface import get_own_store_line

blueprint = Blueprint("desk", __name__)
RECENT = 8


@blueprint.get(PATHS.desk)
@signed_in
def show() -> ResponseReturnValue:
    """The desk of a store's person; headquarters' people land on their own first page."""
    me = person()
    if not me.can(Permission.DESK_SEE):
        return redirect(PATHS.hq_today if me.can(Permission.TODAY_SEE) else PATHS.account, 303)
    may_import = me.can(Permission.IMPORTS_READ_FILE)
    recent = list_imports(limit=RECENT).rows if may_import else []
    calls = calls_of(me, ListDays.at(now(), store_calendar()), language()) if me.can(Permission.CALLBACKS_SEE) else None
    line = get_own_store_line()
    return render_template(
        "desk.html",
        store={
            "code": line.store.code,
            "name": line.store.name,
            "region": line.region.name,
            "start_date": line.store.start_date,
        },
        first=[*_waiting(me, calls), *waiting_cards(recent)],
        said=[word_of(notice) for notice in list_open_notices()] if me.can(Permission.IMPORTS_SEE) else [],
        recent=[import_line(run) for run in recent],
        may_import=may_import,
        calls=calls,
        plan=_plan_of_the_day(me) if me.can(Permission.DAY_PLAN_SEE) else None,
        now=now(),
    )


def _waiting(me: Actor, calls: Calls | None) -> list[dict[str, Any]]:
    """What waits for this position, the most urgent first: signatures, one's own calls, what is late, voices, texts."""
    staffing = get_store_staffing() if me.can(Permission.IMPORTS_SEE) else None
    cards = _unsigned(me, staffing) + ([calls.own] if calls and calls.own else [])
    if staffing:
        may_import = me.can(Permission.IMPORTS_READ_FILE)
        cards += [handover_card(each, may_import=may_import) for each in missing_handovers(now())]
        cards += filter(None, [staffing_card(standing_on(staffing.rules, today()))])
    if me.can(Permission.VOICES_SEE):
        cards += filter(None, [voices_card(count_voices(now(), owner=sees_only(me)))])
    if me.can(Permission.CORRECTIONS_CLOSE):
        cards += filter(None, [_corrections(me)])
    if me.can(Permission.CALLBACKS_CALL):
        cards += [text_card(each) for each in list_failed()]
    return cards


def _corrections(me: Actor) -> dict[str, Any] | None:
    counts, mine = count_corrections(now()), departments_of(me)
    open_, late = (sum(each.get(department, 0) for department in mine) for each in (counts.open, counts.late))
    return corrections_card(open_, late)


def _unsigned(me: Actor, staffing: StoreStaffing | None) -> list[dict[str, Any]]:
    waiting = list_waiting_for(me, staffing) if me.can(Permission.REPORTS_SIGN) else []
    return [report_card([report for report, _line in waiting], now())] if waiting else []


def _plan_of_the_day(me: Actor) -> dict[str, Any]:
    planned = get_planned_day(today())
    names = names_of([line.account_id for line in planned.lines if line.account_id])
    return {"lines": lines_of(planned, names, me), "done": finished(planned)}


@blueprint.post(f"{PATHS.notices}/<uuid:notice_id>/dismissals")
@requires(Permission.IMPORTS_SEE)
@once
def dismiss_it(notice_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody has read what headquarters said."""
    dismiss(get_notice_to_change(notice_id), by=person())
    return redirect(PATHS.desk, 303)
