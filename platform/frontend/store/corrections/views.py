"""Views of corrections."""

import uuid
from urllib.parse import parse_qsl

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.errors import ConflictError, InvalidError
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.corrections import may
from dealer.corrections.actions import LONGEST, RightValue, close_without_value, correct
from dealer.corrections.queries import count_corrections, list_corrections
from frontend.paths import PATHS
from frontend.rendering import language
from frontend.store.corrections import shown
from frontend.store.corrections.shown import Asked, Typed
from tenants.access.interface import Permission

blueprint = Blueprint("corrections", __name__)
FIELDS = ("value", "name", "reason")


@blueprint.get(PATHS.corrections)
@requires(Permission.CORRECTIONS_SEE)
def index() -> ResponseReturnValue:
    """Open tasks by when they are due, or closed ones from the last."""
    return _page(Asked.of(request.args))


def _page(asked: Asked, typed: Typed | None = None) -> str:
    me, at = person(), now()
    mine, counts = may.departments_of(me), count_corrections(at)
    page = list_corrections(asked.departments(mine), closed=asked.closed, cursor=asked.cursor)
    rows = shown.lines(page.rows, me, now=at, language=language(), typed=typed or Typed())
    return render_template(
        "corrections/list.html",
        note=shown.headline(counts, mine),
        tabs=shown.tabs(asked, counts, mine),
        filters=shown.filters(asked, counts, mine),
        lines=rows,
        closed=asked.closed,
        both=len(mine) > 1,
        acting=any(line.may_close for line in rows),
        empty=shown.empty(asked),
        back=asked.address(cursor=asked.cursor).partition("?")[2],
        longest=LONGEST,
        page={
            "text": ngettext("%(num)d task here", "%(num)d tasks here", len(rows)),
            "prev_url": asked.address() if asked.cursor else "",
            "next_url": asked.address(cursor=page.next_cursor) if page.next_cursor else "",
        },
    )


@blueprint.post(f"{PATHS.corrections}/<uuid:correction_id>/closings")
@requires(Permission.CORRECTIONS_CLOSE)
@once
def close_it(correction_id: uuid.UUID) -> ResponseReturnValue:
    """The right value is in, or nobody knows one; a refusal is told beside the field, with all that was typed."""
    back = Asked.of(dict(parse_qsl(request.form.get("back", ""))))
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        if request.form.get("outcome") == "none_known":
            close_without_value(correction_id, reason=typed["reason"], by=person())
        else:
            correct(correction_id, RightValue(value=typed["value"], name=typed["name"]), by=person())
    except InvalidError as refusal:
        errors = {name: " ".join(str(said) for said in all_) for name, all_ in refusal.fields.items()}
        return _page(back, Typed(str(correction_id), typed, errors)), refusal.status
    except ConflictError as refusal:
        tell(refusal.sentence, "warn")
    else:
        tell(_("Put right and closed.") if typed["reason"] == "" else _("Closed."))
    return redirect(back.address(cursor=back.cursor), 303)
