"""Views of the callback list."""

import uuid

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from backbone.web.forms import sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.callbacks.interface import (
    Assigned,
    ListDays,
    Sharing,
    assign,
    count_lists,
    list_callers,
    list_page,
    move_list,
    read_cursor,
    share_out,
    unassign,
)
from dealer.callbacks.schemas.lists import MoveCreate
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.callbacks import shown, told
from frontend.store.callbacks.asked import Asked
from frontend.store.callbacks.lines import Lines
from tenants.access.interface import Permission
from tenants.calendar.interface import store_calendar

blueprint = Blueprint("callbacks", __name__)
NOBODY = "nobody"


@blueprint.get(PATHS.callbacks)
@requires(Permission.CALLBACKS_SEE)
def index() -> ResponseReturnValue:
    """One tab of the list; later pages show it as it stood when the first one was opened."""
    asked, calendar, moment, me = Asked.of(request.args), store_calendar(), now(), person()
    place = read_cursor(asked.cursor, asked.tab, asked.shown, now=moment) if asked.cursor else None
    at = ListDays.at(place.now if place else moment, calendar)
    counts, callers = count_lists(at), list_callers(at.today.day)
    page = list_page(asked.tab, at, asked.shown, place=place)
    spoken = language()
    lines = Lines(at.of(asked.tab), calendar, spoken, at.today.day).of(page.rows)
    return render_template(
        "callbacks/list.html",
        note=shown.headline(counts, at, spoken),
        tabs=shown.tabs(asked, counts, at, spoken),
        tab=asked.tab.value,
        total=counts.planned,
        parts=shown.progress(counts),
        people=shown.people(asked, counts, callers),
        filters=shown.filters(asked, counts, callers),
        groups=shown.groups(asked, counts, lines),
        has_lines=bool(lines),
        page=shown.pager(asked, page, counts.of_tab(asked.tab, asked.shown)),
        empty=shown.empty(asked, counts, at, may_import=me.can(Permission.IMPORTS_READ_FILE)),
        may_assign=me.can(Permission.CALLBACKS_ASSIGN) and asked.tab.value != "done",
        may_call=me.can(Permission.CALLBACKS_CALL),
        takers=shown.takers(counts, callers),
        ways=shown.ways(),
        back=asked.query(cursor=asked.cursor),
    )


@blueprint.post(PATHS.callback_assignments)
@requires(Permission.CALLBACKS_ASSIGN)
@once
def create_assignments() -> ResponseReturnValue:
    """Give the chosen callbacks to somebody, to everybody in turn, or to nobody."""
    back = Asked.of_query(request.form.get("back", ""))
    try:
        done = _assign(_identities(request.form.getlist("callback")), request.form.get("to", ""))
        for text, tone in told.words_of(done, list_callers()):
            tell(text, tone)
    except DomainError as refusal:
        if refusal.status != 422:
            raise
        for said in refusal.fields.values() or [[refusal.sentence]]:
            tell(" ".join(str(each) for each in said), "warn")
    return redirect(back.address(cursor=back.cursor), 303)


@blueprint.post(PATHS.callback_moves)
@requires(Permission.CALLBACKS_ASSIGN)
@once
def create_move() -> ResponseReturnValue:
    """Somebody is absent: their whole list goes to somebody else in one step (ORG-5)."""
    try:
        wanted = sent(MoveCreate)
        done, callers = move_list(wanted["from_"], to=wanted["to"], by=person()), list_callers()
        for text, tone in told.words_of(done, callers):
            tell(text, tone)
        if not (done.given or done.taken_back):
            tell(_("There was nothing open on that list."), "warn")
    except InvalidError as refusal:
        for said in refusal.fields.values():
            tell(" ".join(str(each) for each in said), "warn")
    return redirect(PATHS.staffing, 303)


def _assign(chosen: list[uuid.UUID], to: str) -> Assigned:
    me = person()
    if to == NOBODY:
        return unassign(chosen, by=me)
    if not to:
        raise InvalidError(fields={"to": [_("Say to whom: choose one of the buttons.")]})
    if to in set(Sharing):
        return share_out(chosen, how=Sharing(to), by=me)
    return assign(chosen, to=_identities([to])[0], by=me)


def _identities(texts: list[str]) -> list[uuid.UUID]:
    """Ids as they were sent; one that is none stands for something that is not there."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            found.append(uuid.UUID(int=0))
    return found
