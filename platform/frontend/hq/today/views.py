"""View of the network today."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.web.marks import requires
from backbone.web.requests import person
from frontend.door.views import is_fragment
from frontend.hq.today.addresses import Address
from frontend.hq.today.detail import detail_of
from frontend.hq.today.page import page_of
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from oem.standards.interface import settings_in_force
from oem.today.interface import picture_of
from tenants.access.interface import Permission

blueprint = Blueprint("hq_today", __name__)


@blueprint.get(PATHS.hq_today)
@requires(Permission.TODAY_SEE)
def show() -> ResponseReturnValue:
    """Regions and stores by lateness; a script gets the part that changes."""
    at, day, me = Address.read(request.args), today(), person()
    page = page_of(
        at,
        picture_of(day, programme=at.programme),
        detail=detail_of(at.store, day) if at.store else None,
        switched_on=[name for name in PROGRAMMES if _is_on(name)],
        bound=bool(me.acting.region_ids),
        may_remind=me.can(Permission.REMINDERS_SEND),
    )
    return render_template("hq/_today.html" if is_fragment() else "hq/today.html", **page)


def _is_on(programme: str) -> bool:
    if programme != "service_14":  # ships switched off (CB-1); the other two are the house's purpose
        return True
    standard = settings_in_force(programme, today())
    return standard is not None and bool(standard[1]["enabled"])
