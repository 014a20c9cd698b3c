"""Taking in what a customer said (CB-8, REP-5)."""

from dataclasses import dataclass

from backbone.db.unit_of_work import current
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.opinions import may
from dealer.opinions.models import Opinion
from dealer.opinions.rules import OpinionKind, clocks
from dealer.voices.interface import (
    StepOf,
    VoiceReceived,
    columns_of,
    new_voice,
    note,
    open_of_call,
    receive_again,
)
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.calendar.interface import store_calendar

OPINION_RECEIVED = event_type("opinion.received", "kind", "department", "channel")
OPINION_CHANGED = event_type("opinion.changed", "fields")


@dataclass(frozen=True, kw_only=True)
class OpinionReceived(VoiceReceived):
    """An opinion, suggestion, consultation or need."""

    kind: str


def receive_opinion(given: OpinionReceived, *, by: Actor) -> Opinion:
    """Take it in, with its clocks. Raises InvalidError, ForbiddenError.

    The same question of the same call again brings the open one up to date while nobody acted on it; afterwards the
    new words are added to its log, so that neither is lost.
    """
    if not may.receive(by):
        raise ForbiddenError
    if given.kind not in set(OpinionKind):
        raise InvalidError(fields={"kind": [_l("Say what kind it is.")]})
    if (found := open_of_call(Opinion, given)) is not None:
        receive_again(found, columns_of(given) | {"what": given.kind}, event=OPINION_CHANGED, about="opinion", by=by)
        return found
    fresh = new_voice(given)
    at = clocks(fresh["said_at"], store_calendar())
    opinion = Opinion(
        **fresh,
        what=given.kind,
        due_at=at.customer_due_at,
        department_due_at=at.department_due_at,
        provisional=at.provisional,
    )
    current().add(opinion)
    current().flush()
    note(opinion, StepOf.RECEIVED, by=by)
    told = {"kind": given.kind, "department": given.department, "channel": given.channel}
    record(OPINION_RECEIVED, by=by, about="opinion", about_id=opinion.id, **told)
    return opinion
