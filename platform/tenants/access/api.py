"""The JSON door: who am I, and what may I do?"""

from typing import Any

from flask.views import MethodView
from flask_wtf.csrf import generate_csrf

from backbone.web.marks import signed_in
from backbone.web.openapi import Blueprint
from backbone.web.requests import person
from tenants.access.schemas import Me

blueprint = Blueprint("access_api", __name__, url_prefix="/api/v1/me", description="Who is signed in")
TOKEN = {"X-CSRF-Token": {"description": "What X-CSRFToken must carry.", "schema": {"type": "string"}}}


@blueprint.route("")
class Myself(MethodView):
    """The signed-in person."""

    @blueprint.answers(200, Me, headers=TOKEN)
    @signed_in
    def get(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The signed-in person, their positions and permissions of today."""
        me = person()
        known = {name: getattr(me, name) for name in ("name", "username", "side", "place", "locale")}
        held = {"positions": sorted(me.positions), "permissions": sorted(me.permissions)}
        return known | held, {"X-CSRF-Token": generate_csrf()}
