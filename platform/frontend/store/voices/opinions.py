"""Views of an opinion: its case page, and each step."""

import uuid
from collections.abc import Callable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.once import once
from backbone.web.requests import person
from dealer.opinions import may
from dealer.opinions.actions.handling import (
    answer_opinion,
    archive_opinion,
    assign_opinion,
    reopen_opinion,
    tell_customer,
)
from dealer.opinions.interface import TOLD_BY_CALL_ONLY, Opinion
from dealer.opinions.queries import get_opinion
from dealer.voices.interface import VoiceState, round_began_at
from frontend.paths import PATHS
from frontend.store.voices.case import NOTHING_FAILED, Failed, case, clocks_now, takers
from frontend.store.voices.clocks import Clock, Clocks
from frontend.store.voices.sent import act, assignment, version, words
from frontend.store.voices.words import KIND_WORDS, REACTIONS, TOLD_HOW
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Permission

blueprint = Blueprint("opinions", __name__)
ONE = f"{PATHS.voices}/<uuid:opinion_id>"


@blueprint.get(ONE)
@requires(Permission.VOICES_SEE)
def show(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """One opinion: what was said, its clocks, what is to be done, what was done."""
    return _page(opinion_id)


def _page(opinion_id: uuid.UUID, failed: Failed = NOTHING_FAILED) -> str:
    me = person()
    opinion, clocks = get_opinion(opinion_id, by=me), clocks_now()
    return render_template(
        "voices/show.html",
        title=str(KIND_WORDS[opinion.what]),
        url=_url(opinion_id),
        severity="",
        severe=False,
        raised=clocks.raised(opinion.due_at) if opinion.stopped_at is None else "",
        deadline=clocks.deadline(_("Tell the customer"), opinion.due_at, opinion.stopped_at),
        clocks=_clocks(opinion, clocks),
        forms=_forms(opinion, me),
        takers=takers(_departments(opinion, me)) if may.assign(me, opinion) else [],
        hows=[(how, str(word)) for how, word in TOLD_HOW.items() if how == "call" or not _by_call_only(opinion)],
        reactions=[(reaction, str(word)) for reaction, word in REACTIONS.items()],
        **case(opinion, failed, may_reach=may.tell(me)),
    )


def _url(opinion_id: uuid.UUID) -> str:
    return f"{PATHS.voices}/{opinion_id}"


def _by_call_only(opinion: Opinion) -> bool:
    return opinion.what in TOLD_BY_CALL_ONLY


def _departments(opinion: Opinion, me: Actor) -> list[Department]:
    """Its own; the centre may hand it on to any."""
    own = Department(opinion.department)
    return [own, *(each for each in Department if each is not own)] if may.tell(me) else [own]


def _clocks(opinion: Opinion, clocks: Clocks) -> list[Clock]:
    since, told = round_began_at(opinion), opinion.stopped_at
    department = _("48 hours after it was said, in opening hours, and 4 opening hours before the customer's clock")
    customer = [clocks.day_number(since, opinion.due_at), _("said %(when)s", when=clocks.moment(since))]
    if opinion.round > 1:
        customer[1] = _("reopened %(when)s", when=clocks.moment(since))
    if opinion.provisional:
        customer.append(_("provisional"))
    return [
        clocks.clock(_("Department's result"), opinion.department_due_at, department, opinion.answered_at or told),
        clocks.clock(_("Tell the customer"), opinion.due_at, " · ".join(customer), told),
    ]


def _forms(opinion: Opinion, me: Actor) -> list[str]:
    """What this person may do now; the first one is what is to be done next."""
    if opinion.state == VoiceState.ARCHIVED:
        return ["reopen"] if may.tell(me) else []
    if opinion.state == VoiceState.TOLD:
        return ["archive", "reopen"] if may.tell(me) else []
    allowed = {"assign": may.assign(me, opinion), "answer": may.answer(me, opinion), "tell": may.tell(me)}
    return [form for form in _NEXT[VoiceState(opinion.state)] if allowed[form]]


_NEXT = {
    VoiceState.RECEIVED: ("assign", "answer", "tell"),
    VoiceState.ASSIGNED: ("answer", "tell", "assign"),
    VoiceState.ANSWERED: ("tell", "answer", "assign"),
}


@blueprint.post(f"{ONE}/assignments")
@requires(Permission.VOICES_ASSIGN)
@once
def assign_it(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Say who answers."""
    return _act(
        "assign",
        opinion_id,
        _("Assigned."),
        lambda: assign_opinion(opinion_id, **assignment(), words=words("words"), version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/answers")
@requires(Permission.VOICES_ANSWER)
@once
def answer_it(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Give the department's result."""
    return _act(
        "answer",
        opinion_id,
        _("The result is with the service centre now."),
        lambda: answer_opinion(opinion_id, answer=words("answer"), version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/replies")
@requires(Permission.VOICES_TELL)
@once
def tell_them(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """The customer was told."""
    said = {name: words(name) for name in ("how", "reaction", "words")}
    return _act(
        "tell",
        opinion_id,
        _("The customer's clock has stopped."),
        lambda: tell_customer(opinion_id, **said, version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/archivings")
@requires(Permission.VOICES_TELL)
@once
def archive_it(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Into the archive."""
    return _act(
        "archive",
        opinion_id,
        _("Archived."),
        lambda: archive_opinion(opinion_id, version=version(), by=person()),
    )


@blueprint.post(f"{ONE}/reopenings")
@requires(Permission.VOICES_TELL)
@once
def reopen_it(opinion_id: uuid.UUID) -> ResponseReturnValue:
    """Open it again."""
    return _act(
        "reopen",
        opinion_id,
        _("Reopened. The clocks begin anew."),
        lambda: reopen_opinion(opinion_id, why=words("why"), version=version(), by=person()),
    )


def _act(form: str, opinion_id: uuid.UUID, said: str, done: Callable[[], object]) -> ResponseReturnValue:
    return act(form, done, said=said, url=_url(opinion_id), again=lambda failed: _page(opinion_id, failed))
