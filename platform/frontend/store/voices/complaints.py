"""Views of a complaint: its case page, and each step."""

import uuid
from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.once import once
from backbone.web.requests import person
from dealer.complaints import may
from dealer.complaints.actions.handling import (
    answer_complaint,
    assign_complaint,
    classify_complaint,
    close_complaint,
    record_contact,
    reopen_complaint,
)
from dealer.complaints.interface import FIRST_CONTACT, IN_PERSON, Complaint, Severity
from dealer.complaints.queries import get_complaint
from dealer.voices.interface import Level
from frontend.paths import PATHS
from frontend.store.voices.case import NOTHING_FAILED, Failed, Takers, case, clocks_now, takers
from frontend.store.voices.clocks import Clock, Clocks
from frontend.store.voices.sent import act, assignment, version, words
from frontend.store.voices.words import KIND_WORDS, LEVELS, OUTCOMES, SEVERITIES, SEVERITY_NOTES, TOLD_HOW
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Permission

blueprint = Blueprint("complaints", __name__)
ONE = f"{PATHS.complaints}/<uuid:complaint_id>"
SECONDS_AN_HOUR = 3600


@blueprint.get(ONE)
@requires(Permission.VOICES_SEE)
def show(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """One complaint: what was said, its clocks, what is to be done, what was done."""
    return _page(complaint_id)


def _page(complaint_id: uuid.UUID, failed: Failed = NOTHING_FAILED) -> str:
    me = person()
    complaint, clocks = get_complaint(complaint_id, by=me), clocks_now()
    severity = Severity(complaint.severity)
    return render_template(
        "voices/show.html",
        title=str(KIND_WORDS["complaint"]),
        url=_url(complaint_id),
        severity=str(SEVERITIES[severity]),
        severe=severity in IN_PERSON,
        raised=_raised(complaint, clocks),
        deadline=_deadline(complaint, clocks),
        clocks=_clocks(complaint, clocks),
        forms=_forms(complaint, me),
        takers=_takers(complaint, me) if may.classify(me, complaint) else [],
        severities=[(each, f"{word} · {SEVERITY_NOTES[each]}") for each, word in SEVERITIES.items()],
        hows=[(how, str(word)) for how, word in TOLD_HOW.items()],
        outcomes=[(outcome, str(word)) for outcome, word in OUTCOMES.items()],
        **case(complaint, failed, may_reach=may.contact(me, complaint)),
    )


def _url(complaint_id: uuid.UUID) -> str:
    return f"{PATHS.complaints}/{complaint_id}"


def _raised(complaint: Complaint, clocks: Clocks) -> str:
    if not complaint.is_open:
        return ""
    at_once = str(LEVELS[Level.GENERAL_MANAGER]) if Severity(complaint.severity) in IN_PERSON else ""
    return at_once or (clocks.raised(complaint.due_at) if complaint.stopped_at is None else "")


def _deadline(complaint: Complaint, clocks: Clocks) -> str:
    title = _("Department's result") if complaint.contacted_at else _("First contact")
    return clocks.deadline(title, complaint.due_at, complaint.stopped_at)


def _takers(complaint: Complaint, me: Actor) -> list[Takers]:
    """People of its own department; the centre may hand it on to any."""
    own = Department(complaint.department)
    departments = [own, *(each for each in Department if each is not own)] if may.close(me) else [own]
    allowed = {each: may.owners_of(Severity(complaint.severity), each) for each in departments}
    return takers(departments, allowed)


def _clocks(complaint: Complaint, clocks: Clocks) -> list[Clock]:
    severity = Severity(complaint.severity)
    hours = int(FIRST_CONTACT[severity].total_seconds()) // SECONDS_AN_HOUR
    first = _("%(severity)s: %(hours)s opening hours", severity=SEVERITIES[severity], hours=hours)
    department = _("48 hours after it was said, in opening hours")
    end = complaint.ended_at
    return [
        clocks.clock(_("First contact"), complaint.first_contact_due_at, first, complaint.contacted_at or end),
        clocks.clock(_("Department's result"), complaint.department_due_at, department, complaint.answered_at or end),
    ]


def _forms(complaint: Complaint, me: Actor) -> list[str]:
    """What this person may do now; the first one is what is to be done next."""
    if not complaint.is_open:
        return ["reopen"] if may.close(me) else []
    allowed = {
        "contact": may.contact(me, complaint),
        "assign": may.classify(me, complaint),
        "classify": may.classify(me, complaint),
        "answer": may.answer(me, complaint),
        "close": may.close(me) and complaint.contacted_at is not None,
    }
    return [form for form in _order(complaint) if allowed[form]]


def _order(complaint: Complaint) -> tuple[str, ...]:
    if complaint.owner_id is None and complaint.answered_at is None:
        return ("assign", "contact", "answer", "classify", "close")
    if complaint.contacted_at is None:
        return ("contact", "answer", "assign", "classify", "close")
    if complaint.answered_at is None:
        return ("answer", "contact", "assign", "classify", "close")
    return ("close", "contact", "answer", "assign", "classify")


@blueprint.post(f"{ONE}/classifications")
@requires(Permission.VOICES_ASSIGN)
@once
def classify_it(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Say how severe it is."""
    said = {name: words(name) for name in ("severity", "why")}
    return _act(
        "classify",
        complaint_id,
        _("Classified. The clocks follow."),
        lambda: classify_complaint(complaint_id, **said, version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/assignments")
@requires(Permission.VOICES_ASSIGN)
@once
def assign_it(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Say who has it in hand."""
    return _act(
        "assign",
        complaint_id,
        _("Assigned."),
        lambda: assign_complaint(complaint_id, **assignment(), words=words("words"), version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/contacts")
@requires(Permission.VOICES_ANSWER)
@once
def contact_them(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody spoke with the customer."""
    said = {name: words(name) for name in ("how", "words")}
    return _act(
        "contact",
        complaint_id,
        _("The contact is on record."),
        lambda: record_contact(complaint_id, **said, version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/answers")
@requires(Permission.VOICES_ANSWER)
@once
def answer_it(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Give the department's result."""
    return _act(
        "answer",
        complaint_id,
        _("The result is with the service centre now."),
        lambda: answer_complaint(complaint_id, answer=words("answer"), version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/closings")
@requires(Permission.VOICES_TELL)
@once
def close_it(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Close it."""
    said = {name: words(name) for name in ("outcome", "words")}
    return _act(
        "close",
        complaint_id,
        _("The complaint is closed."),
        lambda: close_complaint(complaint_id, **said, version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/reopenings")
@requires(Permission.VOICES_TELL)
@once
def reopen_it(complaint_id: uuid.UUID) -> ResponseReturnValue:
    """Open it again."""
    return _act(
        "reopen",
        complaint_id,
        _("Reopened. The clocks begin anew."),
        lambda: reopen_complaint(complaint_id, why=words("why"), version=version(), by=person()),
    )


def _act(form: str, complaint_id: uuid.UUID, said: str, done: Callable[[], object]) -> ResponseReturnValue:
    return act(form, done, said=said, url=_url(complaint_id), again=lambda failed: _page(complaint_id, failed))
