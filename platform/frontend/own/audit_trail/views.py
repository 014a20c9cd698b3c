"""View of the audit trail."""

import uuid
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.requests import person as signed_in
from frontend.own.audit_trail.details import shown
from frontend.own.audit_trail.words import EVENTS
from frontend.paths import PATHS
from tenants.access.interface import Permission
from tenants.audit_trail.interface import list_events
from tenants.people.interface import list_people

blueprint = Blueprint("audit_trail", __name__)


@blueprint.get(PATHS.audit_trail)
@requires(Permission.AUDIT_SEE)
def index() -> ResponseReturnValue:
    """What was done on one's own side, the newest first."""
    event = request.args.get("event", "") if request.args.get("event") in EVENTS else ""
    names = {str(each.id): each.name for each in list_people()}
    person = request.args.get("person", "") if request.args.get("person") in names else ""
    account_id = uuid.UUID(person) if person else None
    page = list_events(event=event or None, account_id=account_id, cursor=request.args.get("cursor"))
    query = {"event": event, "person": person}
    return render_template(
        "audit_trail.html",
        events=[shown(each, str(EVENTS.get(each.event, each.event)), names, signed_in()) for each in page.rows],
        kinds=[("", _("Everything")), *sorted(((name, str(word)) for name, word in EVENTS.items()), key=_word)],
        people=[("", _("Everybody")), *names.items()],
        chosen=query,
        older=f"{PATHS.audit_trail}?{urlencode(query | {'cursor': page.next_cursor})}" if page.next_cursor else "",
    )


def _word(pair: tuple[str, str]) -> str:
    return pair[1]
