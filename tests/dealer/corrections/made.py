"""A callback whose customer's data turn out to be wrong."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.models import Callback
from dealer.customers.models import CustomerPhone
from tests.dealer.callbacks.visits import MadeVisit, car, customer, import_
from tests.factories.tenants import MadeStore


@dataclass(frozen=True)
class Called:
    """Whom the call was for."""

    callback_id: uuid.UUID
    customer_id: uuid.UUID
    phone_id: uuid.UUID
    vehicle_id: uuid.UUID


def called(store: MadeStore, day0: dt.date, known_at: dt.datetime, *, phone: str = "13900005033") -> Called:
    """A repair order that is to be called, with its car and its sender."""
    who, what = customer(store, phone=phone), car(store)
    visit = MadeVisit(day0=day0, known_at=known_at, customer_id=who, vehicle_id=what)
    import_(store, visit, now=known_at)
    with unit_of_work(store.acting):
        callback = current().scalars(select(Callback.id).where(Callback.repair_order_id == visit.id)).one()
        number = current().scalars(select(CustomerPhone.id).where(CustomerPhone.customer_id == who)).one()
    return Called(callback, who, number, what)
