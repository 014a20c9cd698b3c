"""Views of reminding: choose among the stores where something is late, say a word, send (HQ-3)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.i18n import ngettext
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from frontend.hq.today.addresses import as_uuid
from frontend.hq.today.rows import StoreRow, table_of
from frontend.hq.today.words import ABOUT, MATTERS
from frontend.paths import PATHS
from oem.reminders.interface import LONGEST_NOTE, About, remind
from oem.today.interface import Count, picture_of
from tenants.access.interface import Permission

blueprint = Blueprint("hq_reminders", __name__)
FIGURE_OF = {about: figure for figure, about in ABOUT.items()}


@dataclass(frozen=True)
class Candidate:
    """A store where the matter is late; not ticked when it was reminded today already."""

    row: StoreRow
    count: Count
    age: str
    ticked: bool


@blueprint.get(PATHS.hq_new_reminder)
@requires(Permission.REMINDERS_SEND)
def new() -> ResponseReturnValue:
    """The stores where the matter is late: of the network, of a region, or one of them."""
    return _page(_about(request.args), {})


@blueprint.post(PATHS.hq_reminders)
@requires(Permission.REMINDERS_SEND)
@once
def send() -> ResponseReturnValue:
    """Put the reminder on the desks of the chosen stores."""
    about = _about(request.form)
    try:
        codes = remind(_chosen(), about=about, note=request.form.get("note", ""), by=person())
    except InvalidError as refusal:
        return make_response(_page(about, {name: list(map(str, said)) for name, said in refusal.fields.items()}), 422)
    tell(ngettext("%(num)d store reminded", "%(num)d stores reminded", len(codes)))
    return redirect(_back(request.form), 303)


def _page(about: About, errors: dict[str, list[str]]) -> str:
    asked = request.values
    return render_template(
        "hq/today_remind.html",
        about=about,
        matters=[(word, _address(asked, each), each is about) for each, word in MATTERS.items()],
        candidates=_candidates(about, asked),
        region=asked.get("region", ""),
        note=request.form.get("note", ""),
        longest_note=LONGEST_NOTE,
        back_url=_back(asked),
        errors=errors,
    )


def _candidates(about: About, asked: Mapping[str, str]) -> list[Candidate]:
    table = table_of(picture_of(today()))
    region, chosen = table.region(as_uuid(asked.get("region"))), set(request.form.getlist("stores"))
    rows = (region or table.network).stores
    only = as_uuid(asked.get("store"))
    figure = FIGURE_OF[about]
    late = [(row, row.place.totals.count(figure)) for row in rows if only in {None, row.place.id}]
    return [
        Candidate(
            row,
            count,
            row.age_words_of(figure),
            str(row.place.id) in chosen if chosen else row.place.reminded_at is None or only is not None,
        )
        for row, count in late
        if count.n
    ]


def _chosen() -> list[uuid.UUID]:
    stores = [as_uuid(each) for each in request.form.getlist("stores")]
    if None in stores:
        raise InvalidError(fields={"stores": [_l("Choose at least one store.")]})
    return [store for store in stores if store is not None]


def _about(asked: Mapping[str, str]) -> About:
    try:
        return About(asked.get("about", About.OVERDUE_CALLBACKS))
    except ValueError:
        return About.OVERDUE_CALLBACKS


def _address(asked: Mapping[str, str], about: About) -> str:
    kept = {name: asked[name] for name in ("region", "store") if asked.get(name)}
    return f"{PATHS.hq_new_reminder}?{urlencode({'about': about.value, **kept})}"


def _back(asked: Mapping[str, str]) -> str:
    region = as_uuid(asked.get("region"))
    return f"{PATHS.hq_today}?region={region}#r-{region}" if region else PATHS.hq_today
