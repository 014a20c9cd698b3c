"""View of the desk."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.web.marks import signed_in
from backbone.web.requests import person
from dealer.imports.interface import list_imports
from frontend.paths import PATHS
from frontend.store.imports.lines import import_line, waiting_cards
from tenants.access.interface import Permission
from tenants.stores.interface import get_own_store_line

blueprint = Blueprint("desk", __name__)
RECENT = 8


@blueprint.get(PATHS.desk)
@signed_in
def show() -> ResponseReturnValue:
    """The desk of a store's person; headquarters' people land on their own first page."""
    me = person()
    if not me.can(Permission.DESK_SEE):
        return redirect(PATHS.hq_stores if me.can(Permission.STORES_SEE) else PATHS.account, 303)
    may_see = me.can(Permission.IMPORTS_SEE)
    recent = list_imports(limit=RECENT).rows if may_see else []
    line = get_own_store_line()
    return render_template(
        "desk.html",
        store={
            "code": line.store.code,
            "name": line.store.name,
            "region": line.region.name,
            "start_date": line.store.start_date,
        },
        first=waiting_cards(recent),
        recent=[import_line(run) for run in recent],
        may_import=me.can(Permission.IMPORTS_READ_FILE),
        may_see_imports=may_see,
        now=now(),
    )
