"""View of the stores."""

from itertools import groupby

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.web.marks import requires
from frontend.hq.stores.standings import standing_of
from frontend.paths import PATHS
from oem.staffing.interface import latest_of
from tenants.access.interface import Permission
from tenants.stores.interface import list_stores

blueprint = Blueprint("hq_stores", __name__)
PAGE = 100


@blueprint.get(PATHS.hq_stores)
@requires(Permission.STORES_SEE)
def show() -> ResponseReturnValue:
    """Stores by region, a hundred a page."""
    lines = list_stores(after=request.args.get("after") or None, limit=PAGE + 1)
    shown = lines[:PAGE]
    by_region = sorted(shown, key=lambda line: (line.region.name, line.store.code))
    groups = [(name, list(group)) for name, group in groupby(by_region, key=lambda line: line.region.name)]
    next_url = f"{PATHS.hq_stores}?after={shown[-1].store.code}" if len(lines) > PAGE else ""
    staffing = latest_of([line.store.id for line in shown], today())
    standings = {line.store.id: standing_of(staffing.get(line.store.id)) for line in shown}
    return render_template("hq/stores.html", groups=groups, standings=standings, total=len(shown), next_url=next_url)
