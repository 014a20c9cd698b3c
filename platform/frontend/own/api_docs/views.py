"""View of the JSON door's description."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from backbone.web.marks import public
from frontend.paths import PATHS

blueprint = Blueprint("api_docs", __name__)


@blueprint.get(PATHS.api_docs)
@public
def show() -> ResponseReturnValue:
    """The page; public like the document itself."""
    return render_template("api_docs.html")
