"""The JSON door of today's picture."""

from typing import Any

from flask.views import MethodView

from backbone.clock import today
from backbone.web.marks import requires
from backbone.web.openapi import Blueprint
from oem.today.queries import Place, picture_of
from oem.today.rules import Figure, Level, group_levels, store_levels
from oem.today.schemas import TodayQuery, TodayRead
from tenants.access.interface import Permission

blueprint = Blueprint("hq_today_api", __name__, url_prefix="/api/v1/hq/today", description="The network today")


@blueprint.route("")
class Today(MethodView):
    """What stores handed over of today."""

    @blueprint.takes(TodayQuery, "query")
    @blueprint.answers(200, TodayRead)
    @requires(Permission.TODAY_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """The network, its regions and its active stores, as far as one may see them."""
        picture = picture_of(today(), programme=query.get("programme"))
        usual = picture.network.totals.count(Figure.DONE)
        return {
            "day": picture.day,
            "programme": picture.programme,
            "network": _read(picture.network, group_levels(picture.network.totals, usual)),
            "regions": [_read(region, group_levels(region.totals, usual)) for region in picture.regions],
            "stores": [_read(store, store_levels(store.totals, usual)) for store in picture.stores],
        }


def _read(place: Place, levels: dict[Figure, Level]) -> dict[str, Any]:
    figures = {figure.value: _count(place, figure, level) for figure, level in levels.items()}
    return {**vars(place), "figures": figures}


def _count(place: Place, figure: Figure, level: Level) -> dict[str, Any]:
    count = place.totals.count(figure)
    return {"n": count.n, "of": count.of, "level": level.name.lower(), "oldest_on": place.oldest.get(figure)}
