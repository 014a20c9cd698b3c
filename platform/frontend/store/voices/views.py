"""Views of the list and of taking in by hand."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.errors import DomainError
from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.voices.interface import count_voices, list_voices, read_place, sees_only
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.voices import by_hand, shown
from frontend.store.voices.asked import Asked
from frontend.store.voices.clocks import Clocks
from frontend.store.voices.lines import Lines
from frontend.store.voices.reasons import AskedWords
from tenants.access.interface import Permission
from tenants.calendar.interface import store_calendar, store_day

blueprint = Blueprint("voices", __name__)


@blueprint.get(PATHS.voices)
@requires(Permission.VOICES_SEE)
def index() -> ResponseReturnValue:
    """One tab of the list; later pages show it as it stood when the first one was opened."""
    asked, moment, owner = Asked.of(request.args), now(), sees_only(person())
    filtered = asked.shown(owner)
    place = read_place(asked.cursor, asked.tab, filtered, now=moment) if asked.cursor else None
    at = place.now if place else moment
    counts, page = count_voices(at, owner=owner), list_voices(asked.tab, filtered, at, place=place)
    clocks = Clocks(store_calendar(), at, language())
    lines = Lines(clocks, AskedWords(store_day(at), language()).reason).of(page.rows)
    may_receive = person().can(Permission.VOICES_RECEIVE)
    return render_template(
        "voices/list.html",
        note=shown.headline(counts, at, mine=owner is not None),
        tabs=shown.tabs(asked, counts),
        tab=asked.tab.value,
        filters=shown.filters(asked, counts),
        lines=lines,
        page=shown.pager(asked, counts.of(asked.tab, asked.department, asked.kind), page.next_cursor),
        empty=shown.empty(asked, counts, may_receive=may_receive),
        may_receive=may_receive,
    )


@blueprint.get(PATHS.new_voice)
@requires(Permission.VOICES_RECEIVE)
def new() -> ResponseReturnValue:
    """The form."""
    return render_template("voices/new.html", **by_hand.page(request.args))


@blueprint.post(PATHS.voices)
@requires(Permission.VOICES_RECEIVE)
@once
def create() -> ResponseReturnValue:
    """Take in what a customer said."""
    found = by_hand.customers(request.form)
    try:
        address = by_hand.receive(request.form, found, by=person())
    except DomainError as refusal:
        if refusal.status != 422:
            raise
        return render_template("voices/new.html", **by_hand.page(request.form, found, refusal)), refusal.status
    tell(_("Taken in. The clocks run."))
    return redirect(address, 303)
