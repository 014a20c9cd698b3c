"""The JSON door of the list of voices."""

from typing import Any

from flask.views import MethodView

from backbone.clock import now
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint
from backbone.web.requests import person
from dealer.voices import may
from dealer.voices.queries.listed import VoiceFilter, count_voices, list_voices, read_place
from dealer.voices.rules import VoiceTab
from dealer.voices.schemas import VoicePage, VoiceQuery, as_line
from oem.questionnaires.interface import Department
from tenants.access.interface import Permission

blueprint = Blueprint("voices_api", __name__, url_prefix="/api/v1/voices", description="Opinions and complaints")


@blueprint.route("")
class Voices(MethodView):
    """The list."""

    @blueprint.takes(VoiceQuery, "query")
    @blueprint.answers(200, VoicePage)
    @requires(Permission.VOICES_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a tab's opinions and complaints, the ones with the least time left first."""
        tab, moment, department = VoiceTab(query["tab"]), now(), query.get("department")
        shown = VoiceFilter(Department(department) if department else None, query.get("kind"), may.sees_only(person()))
        place = read_place(query["cursor"], tab, shown, now=moment) if "cursor" in query else None
        at = place.now if place else moment
        page = list_voices(tab, shown, at, place=place, limit=query["limit"])
        return {
            "as_of": at,
            "total": count_voices(at, owner=shown.owner).of(tab, shown.department, shown.kind),
            "voices": [as_line(row) for row in page.rows],
            "next_cursor": page.next_cursor,
        }
