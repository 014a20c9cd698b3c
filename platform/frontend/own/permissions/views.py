"""View of the permission matrix."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from backbone.web.marks import requires
from backbone.web.requests import person
from frontend.paths import PATHS
from tenants.access.interface import HOLDERS, WORDS, Permission, Position

blueprint = Blueprint("permissions", __name__)


@blueprint.get(PATHS.permissions)
@requires(Permission.ACCESS_SEE)
def show() -> ResponseReturnValue:
    """The matrix of the reader's own side."""
    me = person()
    positions = [position for position in Position if position.side is me.side]
    shown = [permission for permission in Permission if HOLDERS[permission] & set(positions)]
    return render_template(
        "permissions.html",
        positions=[(position.value, str(position.title), position in me.positions) for position in positions],
        rows=[(str(WORDS[p]), p.value, [position in HOLDERS[p] for position in positions]) for p in shown],
    )
