"""Visits made by hand for tests: what an import would have written, without a file."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import current, unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.interface import PlanResult, VisitKind, plan_touched
from dealer.customers.models import Customer, CustomerPhone, Vehicle
from dealer.vehicle_deliveries.models import VehicleDelivery
from dealer.workshop.models import RepairOrder
from tests.dealer.callbacks.calendars import at
from tests.factories.tenants import MadeStore

KNOWN = at("2026-10-09 09:00")


@dataclass(frozen=True, kw_only=True)
class MadeVisit:
    """A repair order or delivery; `day0` None: not picked up yet. `arrived` defaults to the morning of `day0`."""

    day0: dt.date | None
    wish: str | None = None
    exclusion: str | None = None
    known_at: dt.datetime = KNOWN
    arrived: dt.datetime | None = None
    left_at: dt.datetime | None = None
    vehicle_id: uuid.UUID | None = None
    customer_id: uuid.UUID | None = None
    served_by: str | None = None
    kind: VisitKind = VisitKind.REPAIR_ORDERS
    id: uuid.UUID = field(default_factory=uuid7)

    @property
    def row(self) -> dict[str, object]:
        """Its columns."""
        both = {
            "id": self.id,
            "number": f"N-{self.id}",
            "vehicle_id": self.vehicle_id,
            "wish": self.wish,
            "exclusion": self.exclusion,
            "known_at": self.known_at,
            "raw": {},
            "fingerprint": "",
        }
        if self.kind is VisitKind.DELIVERIES:
            return both | {
                "buyer_id": self.customer_id,
                "delivered_at": self.moment,
                "delivered_on": self.day0,
                "delivery_has_time": self.left_at is not None,
                "consultant": self.served_by,
            }
        return both | {
            "sender_id": self.customer_id,
            "arrived_at": self.arrived or self.moment,
            "picked_up_at": self.moment,
            "picked_up_on": self.day0,
            "pickup_has_time": self.left_at is not None,
            "advisor": self.served_by,
            "kind_of_work": "定期保养",
        }

    @property
    def moment(self) -> dt.datetime | None:
        """When the car left; midnight where no time was given."""
        return self.left_at or (dt.datetime.combine(self.day0, dt.time(), SHANGHAI) if self.day0 else None)


_TABLES = {VisitKind.REPAIR_ORDERS: RepairOrder, VisitKind.DELIVERIES: VehicleDelivery}


def write(store: MadeStore, visits: Sequence[MadeVisit]) -> None:
    """Insert visits, or bring those that are there to the present state. In a unit of work of the store."""
    for kind, table in _TABLES.items():
        if rows := [{"tenant_id": store.id, **visit.row} for visit in visits if visit.kind is kind]:
            made = insert(table)
            fresh = {name: made.excluded[name] for name in rows[0] if name not in {"tenant_id", "id"}}
            keys = ["tenant_id", "id"]
            current().execute(made.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def touch(visits: Iterable[MadeVisit]) -> None:
    """What an import leaves for the planner: the ids in `staging_touched`."""
    current().execute(text("DROP TABLE IF EXISTS pg_temp.staging_touched"))
    current().execute(text("CREATE TEMPORARY TABLE staging_touched (id uuid PRIMARY KEY) ON COMMIT DROP"))
    ids = {"ids": [visit.id for visit in visits]}
    current().execute(text("INSERT INTO pg_temp.staging_touched SELECT unnest(CAST(:ids AS uuid[]))"), ids)


def import_(store: MadeStore, *visits: MadeVisit, now: dt.datetime = KNOWN) -> PlanResult:
    """As an import of these visits (all of one kind) would: write, then plan, in one transaction."""
    with unit_of_work(store.acting):
        write(store, visits)
        touch(visits)
        return plan_touched(visits[0].kind, at=now)


def changed(visit: MadeVisit, **values: object) -> MadeVisit:
    """The same visit with other values."""
    return replace(visit, **values)  # type: ignore[arg-type]


def car(store: MadeStore, *, plate: str = "苏E12345", model: str = "凌川 X7") -> uuid.UUID:
    """A vehicle."""
    made = Vehicle(tenant_id=store.id, id=uuid7(), plate=plate, model=model)
    with unit_of_work(store.acting) as session:
        session.add(made)
    return made.id


def customer(store: MadeStore, *, name: str = "沈国平", phone: str | None = "13900005033") -> uuid.UUID:
    """A customer with one phone."""
    made = Customer(tenant_id=store.id, id=uuid7(), name=name, name_sort=name)
    with unit_of_work(store.acting) as session:
        session.add(made)
        session.flush()
        if phone:
            session.add(CustomerPhone(tenant_id=store.id, id=uuid7(), customer_id=made.id, number=phone, rank=1))
    return made.id
