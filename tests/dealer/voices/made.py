"""What customers said, for tests."""

import uuid
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.models import Callback
from dealer.complaints.interface import Complaint, ComplaintReceived, receive_complaint
from dealer.opinions.interface import Opinion, OpinionReceived, receive_opinion
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories.tenants import MadePerson, MadeStore

KNOWN = at("2026-11-18 09:00")
SAID = "洗车没洗干净，脚垫上全是泥"


def opinion(store: MadeStore, by: MadePerson, **given: Any) -> Opinion:
    """One that came by phone, for after-sales; in a unit of work of its own."""
    values = {"kind": "opinion", "said": SAID, "department": "after_sales", "channel": "phone"} | given
    with unit_of_work(store.acting):
        return receive_opinion(OpinionReceived(**values), by=by.actor)


def complaint(store: MadeStore, by: MadePerson, **given: Any) -> Complaint:
    """One that came by phone, for after-sales; in a unit of work of its own."""
    values = {"said": SAID, "department": "after_sales", "channel": "phone"} | given
    with unit_of_work(store.acting):
        return receive_complaint(ComplaintReceived(**values), by=by.actor)


def callback(store: MadeStore, customer_id: uuid.UUID | None = None) -> uuid.UUID:
    """A callback of yesterday's pick-up."""
    visit = MadeVisit(day0=day("2026-11-17"), known_at=KNOWN, customer_id=customer_id)
    import_(store, visit, now=KNOWN)
    with unit_of_work(store.acting) as session:
        return session.scalars(select(Callback.id).where(Callback.repair_order_id == visit.id)).one()
