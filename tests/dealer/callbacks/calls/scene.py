"""A store with a repair order that is to be called, and what its callers do."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.interface import AttemptDone, AttemptGiven, Outcome, VisitKind, record_attempt, save_answer
from dealer.callbacks.models import Callback
from dealer.customers.models import CustomerPhone
from oem.questionnaires.interface import Answer, publish_shipped_questionnaires
from oem.questionnaires.rules.shipped import shipped_questionnaire
from tenants.access.interface import Actor
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.visits import MadeVisit, car, customer, import_
from tests.factories.tenants import MadeNetwork, MadeStore

GOOD: dict[str, Any] = {"score": 5, "overall": 9, "yes_no": None, "choice": None, "text": "都好"}


@dataclass
class Scene:
    """A store whose customer 沈国平 picked up his car on Thursday 2026-10-22; its callback is due on Tuesday."""

    network: MadeNetwork
    store: MadeStore

    def publish(self) -> None:
        with unit_of_work(self.network.acting):
            publish_shipped_questionnaires(by=self.network.actor)

    def visit(self, **changes: Any) -> MadeVisit:
        """A repair order of a new customer with a car."""
        person = changes.pop("customer_id", None) or customer(self.store, phone=changes.pop("phone", "13900005033"))
        known = at(changes.pop("known", "2026-10-22 18:00"))
        made = MadeVisit(
            day0=at("2026-10-22 12:00").date(),
            known_at=known,
            customer_id=person,
            vehicle_id=car(self.store),
            **changes,
        )
        import_(self.store, made, now=known)
        return made

    def callback(self, **changes: Any) -> uuid.UUID:
        """The 3DC callback of a new visit (of a delivery: the 7DC)."""
        visit = self.visit(**changes)
        key = Callback.delivery_id if visit.kind is VisitKind.DELIVERIES else Callback.repair_order_id
        with unit_of_work(self.store.acting):
            return current().scalars(select(Callback.id).where(key == visit.id)).one()

    def row(self, callback: uuid.UUID) -> Callback:
        with unit_of_work(self.store.acting):
            return current().scalars(select(Callback).where(Callback.id == callback)).one()

    def phone(self, callback: uuid.UUID) -> uuid.UUID | None:
        """The first number of the callback's person."""
        row = self.row(callback)
        with unit_of_work(self.store.acting):
            theirs = select(CustomerPhone.id).where(CustomerPhone.customer_id == row.customer_id)
            return current().scalar(theirs.order_by(CustomerPhone.rank).limit(1))

    def add_phone(self, callback: uuid.UUID, number: str) -> uuid.UUID:
        """One number more of the callback's person, from now on."""
        person = self.row(callback).customer_id
        made = CustomerPhone(tenant_id=self.store.id, id=uuid7(), customer_id=person, number=number, rank=2)
        with unit_of_work(self.store.acting) as session:
            session.add(made)
        return made.id

    def attempt(self, by: Actor, callback: uuid.UUID, outcome: Outcome, **given: Any) -> AttemptDone:
        """One try at the first number, unless told otherwise."""
        also, talk_id = given.pop("also", []), given.pop("talk_id", None) or uuid7()
        if not given.get("inbound"):
            given.setdefault("phone_id", self.phone(callback))
        with unit_of_work(self.store.acting):
            return record_attempt([callback, *also], AttemptGiven(outcome, **given), talk_id=talk_id, by=by)[0]

    def answer_all(self, by: Actor, callback: uuid.UUID, **other: Answer) -> None:
        """Good answers to everything that is asked, but for `other` ones."""
        for question in shipped_questionnaire(self.row(callback).programme).questions:
            given = other.get(question.code) or Answer(good_value(question))
            with unit_of_work(self.store.acting):
                save_answer(callback, question.code, given, by=by)


def good_value(question: Any) -> Any:
    """The best answer there is."""
    if question.kind.value == "yes_no":
        return "no" if question.low_when == "yes" else "yes"
    if question.kind.value == "choice":
        return next(each.code for each in question.options if not each.low)
    return GOOD[question.kind.value]
