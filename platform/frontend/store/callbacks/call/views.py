"""Views of the call screen, of taking a callback, and of who rings back."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.errors import DomainError, ForbiddenError, InvalidError
from backbone.i18n import gettext as _
from backbone.ids import uuid7
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.callbacks.interface import ListDays, count_lists, mark_text_sent, take, take_next
from dealer.callbacks.queries.call.call import Call, get_call
from dealer.callbacks.queries.call.ring_backs import find_ring_backs, read_ring_back
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.callbacks.call import told
from frontend.store.callbacks.call.filling import amend_by, save_all
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.call.ringing import lines_of
from frontend.store.callbacks.call.screen import page_of
from frontend.store.callbacks.call.sent import Sent, read_form
from tenants.access.interface import Permission
from tenants.calendar.interface import store_calendar

blueprint = Blueprint("call", __name__)
ONE = f"{PATHS.callbacks}/<uuid:callback_id>"
NEXT = "next"


@blueprint.get(ONE)
@requires(Permission.CALLBACKS_SEE)
def show(callback_id: uuid.UUID) -> ResponseReturnValue:
    """One callback: to call, or to read."""
    at = _at()
    return _page(get_call(callback_id, at=at.now, calendar=at.calendar), at)


@blueprint.post(PATHS.callback_takes)
@requires(Permission.CALLBACKS_CALL)
@once
def create_next_take() -> ResponseReturnValue:
    """Take the next one, or say what is done and what is next."""
    return _go_on()


@blueprint.post(f"{ONE}/takes")
@requires(Permission.CALLBACKS_CALL)
@once
def create_take(callback_id: uuid.UUID) -> ResponseReturnValue:
    """Take this one."""
    take(callback_id, by=person())
    return redirect(_address(callback_id, inbound=request.args.get("inbound") == "1"), 303)


@blueprint.post(f"{ONE}/attempts")
@requires(Permission.CALLBACKS_CALL)
@once
def create_attempt(callback_id: uuid.UUID) -> ResponseReturnValue:
    """The whole call in one form: answers, what they make, ticks, note, outcome."""
    at = _at()
    call = get_call(callback_id, at=at.now, calendar=at.calendar)
    sent = read_form(request.form, call.questionnaire)
    try:
        done = save_all(call, sent, by=person())
    except ForbiddenError:
        raise
    except DomainError as refusal:
        return _refused(call, at, sent, refusal)
    for text, tone in told.words_of(done, at):
        tell(text, tone)
    if told.stays(done):
        return redirect(_address(callback_id), 303)
    return _go_on() if request.form.get("then") == NEXT else redirect(PATHS.callbacks, 303)


@blueprint.post(f"{ONE}/text-messages")
@requires(Permission.CALLBACKS_CALL)
@once
def create_text_message(callback_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody copied the text and sent it; on to the next call."""
    mark_text_sent(callback_id, by=person())
    tell(_("The text message is marked as sent by hand; the customer's reply is waited for."))
    return _go_on()


@blueprint.post(f"{ONE}/amendments")
@requires(Permission.CALLBACKS_CALL)
@once
def create_amendment(callback_id: uuid.UUID) -> ResponseReturnValue:
    """Correct answers of a callback that has ended (CB-9)."""
    at = _at()
    call = get_call(callback_id, at=at.now, calendar=at.calendar)
    sent = read_form(request.form, call.questionnaire)
    try:
        amend_by(call, sent, by=person())
    except InvalidError as refusal:
        return _refused(call, at, sent, refusal)
    tell(_("Amended. The former answers stay on record."))
    return redirect(_address(callback_id), 303)


@blueprint.get(PATHS.ring_backs)
@requires(Permission.CALLBACKS_SEE)
def ring_backs() -> ResponseReturnValue:
    """Who rings back, by the end of the phone or the plate (CB-6)."""
    asked = request.args.get("q", "")
    try:
        found = find_ring_backs(read_ring_back(asked)) if asked else ()
    except InvalidError as refusal:
        said = str(refusal.fields["q"][0])
        return render_template("callbacks/ring_backs.html", asked=asked, found=(), error=said), 422
    lines = lines_of(found, language(), now())
    return render_template("callbacks/ring_backs.html", asked=asked, found=lines, error="")


def _at() -> At:
    return At(now(), store_calendar(), language(), person().place)


def _address(callback_id: uuid.UUID, *, inbound: bool = False) -> str:
    return f"{PATHS.callbacks}/{callback_id}{'?inbound=1' if inbound else ''}"


def _go_on() -> ResponseReturnValue:
    found = take_next(by=person())
    if found is not None:
        return redirect(_address(found), 303)
    at = ListDays.at(now(), store_calendar())
    tell(told.nothing_left(count_lists(at), at, language()), "ok")
    return redirect(PATHS.callbacks, 303)


def _page(call: Call, at: At, *, sent: Sent | None = None, wrong: Mapping[str, list[Any]] | None = None) -> str:
    counts = count_lists(ListDays.at(at.now, at.calendar))
    inbound = request.args.get("inbound") == "1"
    context = page_of(call, person(), at, (sent and sent.talk_id) or uuid7(), counts, sent=sent, inbound=inbound)
    return render_template("callbacks/call.html", wrong=wrong or {}, **context)


def _refused(call: Call, at: At, sent: Sent, refusal: DomainError) -> ResponseReturnValue:
    """The page as it was sent, with what is wrong beside its field."""
    wrong = told.fields_of(refusal)
    return _page(call, at, sent=sent, wrong=wrong), refusal.status
