"""Health for load balancers: alive (this process answers) and ready (its database answers)."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting
from backbone.web.marks import public

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
@public
def live() -> ResponseReturnValue:
    """200 as long as the process can answer at all."""
    return jsonify(status="ok")


@blueprint.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """200 when the database answers; else 503 by the error handler. Pages go on without Redis, so it is not asked."""
    with unit_of_work(Acting.door()) as session:
        session.execute(text("SELECT 1"))
    return jsonify(status="ok")
