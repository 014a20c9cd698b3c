"""A list to be called on a Monday morning, and what there is of it afterwards."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import time_machine
from sqlalchemy import select, update

from backbone.db.unit_of_work import current, unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.interface import VisitKind
from dealer.callbacks.models import Callback, CallSheet, StoredAnswer, StoredAttempt
from dealer.complaints.models import Complaint
from dealer.corrections.models import Correction
from dealer.customers.models import CustomerPhone
from dealer.opinions.models import Opinion
from oem.questionnaires.interface import publish_shipped_questionnaires
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import MadeVisit, car, customer, import_
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

MONDAY = at("2026-10-26 10:42")
"""A duty day, in the morning's part of it."""
PICKED_UP = dt.date(2026, 10, 22)
KNOWN = at("2026-10-22 18:00")
NAMES = "沈汪许田贺袁秦施吕孔曹严金魏陶姜戚谢邹柏"


@dataclass
class CallDay:
    """A store with so many customers to call; their phones end in 8001, 8002 …"""

    network: MadeNetwork
    store: MadeStore
    callbacks: list[uuid.UUID] = field(default_factory=list)

    def plan(self, count: int) -> None:
        with time_machine.travel(MONDAY), unit_of_work(self.network.acting):
            publish_shipped_questionnaires(by=self.network.actor)
        for number in range(1, count + 1):
            self.callbacks.append(self.one(f"{NAMES[number - 1]}先生", f"1391234{8000 + number}"))

    def one(self, name: str, phone: str, **more: Any) -> uuid.UUID:
        """A callback of a customer of their own."""
        with time_machine.travel(KNOWN):
            visit = MadeVisit(
                day0=PICKED_UP, known_at=KNOWN, customer_id=customer(self.store, name=name, phone=phone),
                vehicle_id=car(self.store, plate=f"苏E{phone[-5:]}"), served_by="顾晓明", **more,
            )  # fmt: skip
            import_(self.store, visit, now=KNOWN)
        key = Callback.delivery_id if visit.kind is VisitKind.DELIVERIES else Callback.repair_order_id
        with unit_of_work(self.store.acting):
            return current().scalars(select(Callback.id).where(key == visit.id)).one()

    def add_phone(self, callback: uuid.UUID, number: str) -> None:
        """One more number of the callback's person, tried after the first."""
        with time_machine.travel(KNOWN), unit_of_work(self.store.acting) as session:
            person = session.scalars(select(Callback.customer_id).where(Callback.id == callback)).one()
            session.add(CustomerPhone(tenant_id=self.store.id, id=uuid7(), customer_id=person, number=number, rank=2))

    def sale_of(self, callback: uuid.UUID) -> uuid.UUID:
        """A delivery to the same person, to be called as well."""
        with unit_of_work(self.store.acting) as session:
            person = session.scalars(select(Callback.customer_id).where(Callback.id == callback)).one()
        kind = VisitKind.DELIVERIES
        visit = MadeVisit(day0=PICKED_UP, known_at=KNOWN, customer_id=person, kind=kind)
        with time_machine.travel(KNOWN):
            import_(self.store, visit, now=KNOWN)
        with unit_of_work(self.store.acting):
            return current().scalars(select(Callback.id).where(Callback.delivery_id == visit.id)).one()

    def give(self, callback: uuid.UUID, to: MadePerson | None) -> None:
        values = {"assigned_to": to.id if to else None, "assigned_at": MONDAY if to else None}
        with unit_of_work(self.store.acting) as session:
            session.execute(update(Callback).where(Callback.id == callback).values(**values))

    def outcomes(self) -> Counter[str]:
        with unit_of_work(self.store.acting):
            return Counter(current().scalars(select(StoredAttempt.outcome)))

    def states(self) -> Counter[str]:
        with unit_of_work(self.store.acting):
            return Counter(current().scalars(select(Callback.state)))

    def answers(self, callback: uuid.UUID) -> dict[str, Any]:
        with unit_of_work(self.store.acting):
            rows = current().scalars(select(StoredAnswer).where(StoredAnswer.callback_id == callback)).all()
            return {row.question: row.words if row.number is None else row.number for row in rows}

    def note(self, callback: uuid.UUID) -> str | None:
        with unit_of_work(self.store.acting):
            return current().scalar(select(CallSheet.note).where(CallSheet.callback_id == callback))

    def tries(self, **wanted: Any) -> list[StoredAttempt]:
        with unit_of_work(self.store.acting):
            return list(current().scalars(select(StoredAttempt).filter_by(**wanted)))

    def opinions(self) -> list[Opinion]:
        with unit_of_work(self.store.acting):
            return list(current().scalars(select(Opinion)))

    def complaints(self) -> list[Complaint]:
        with unit_of_work(self.store.acting):
            return list(current().scalars(select(Complaint)))

    def corrections(self) -> list[str]:
        with unit_of_work(self.store.acting):
            return sorted(current().scalars(select(Correction.what)))
