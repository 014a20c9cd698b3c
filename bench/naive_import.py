"""The naive way to import: the ORM, row by row, asking before each insert. The rules' finer points are left out."""

import csv
import datetime as dt
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from backbone.clock import SHANGHAI, now
from backbone.db.base import Base
from backbone.db.unit_of_work import acting_as, current
from dealer.callbacks.models import Callback
from dealer.customers.models import CarRole, Customer, CustomerPhone, Vehicle, VehicleRole
from dealer.workshop.models import RepairOrder
from tenants.access.interface import Actor

Row = TypeVar("Row", bound=Base)


def naive_import(path: Path, by: Actor, *, most: int) -> int:
    """Import the first `most` rows in one transaction. Returns how many orders were written."""
    with path.open(encoding="utf-8-sig", newline="") as file, acting_as(by.acting):
        return sum(_row(row, by) for row in islice(csv.DictReader(file), most))


def _row(row: dict[str, str], by: Actor) -> int:
    arrival, pickup = _moment(row["开单时间"]), _moment(row["出厂时间"])
    if arrival is None or (row["出厂时间"] and pickup is None):
        return 0
    car = _one(Vehicle, by, vin=row["VIN码"])
    car = car or _add(Vehicle, by, vin=row["VIN码"], plate=row["牌照"], model=row["车系"])
    owner, sender = (_person(row[title], by) for title in ("车主姓名", "送修人"))
    if not _one(CustomerPhone, by, customer_id=sender.id, number=row["联系手机"]):
        _add(CustomerPhone, by, customer_id=sender.id, number=row["联系手机"], rank=1)
    for person, role in ((owner, CarRole.OWNER), (sender, CarRole.SENDER)):
        known = {"vehicle_id": car.id, "customer_id": person.id, "role": role}
        if not _one(VehicleRole, by, **known):
            _add(VehicleRole, by, **known, since=arrival.date(), seen_on=arrival.date())
    if _one(RepairOrder, by, number=row["工单号"]):
        return 0
    who = {"vehicle_id": car.id, "sender_id": sender.id, "owner_id": owner.id}
    when = {"arrived_at": arrival, "picked_up_at": pickup, "picked_up_on": pickup and pickup.date()}
    order = _add(RepairOrder, by, number=row["工单号"], raw=row, fingerprint=str(row), **who, **when)
    if pickup:
        _add(Callback, by, repair_order_id=order.id, customer_id=sender.id, vehicle_id=car.id, **_dates(pickup))
    return 1


def _dates(pickup: dt.datetime) -> dict[str, Any]:
    due = pickup + dt.timedelta(days=3)
    days = dict.fromkeys(("first_try_on", "due_on", "last_call_on", "list_on"), due.date())
    moments = dict.fromkeys(("due_at", "latest_at", "in_time_until", "callable_until", "overdue_after"), due)
    plain = {"programme": "three_dc", "state": "planned", "rule_version": 1, "day0": pickup.date(), "known_at": now()}
    return plain | days | moments | {"date_reasons": [], "provisional": False, "added": False}


def _person(name: str, by: Actor) -> Customer:
    return _one(Customer, by, name=name) or _add(Customer, by, name=name, name_sort=name, is_company=False)


def _one(kind: type[Row], by: Actor, **known: object) -> Row | None:
    return current().scalars(select(kind).filter_by(tenant_id=by.tenant_id, **known)).first()


def _add(kind: type[Row], by: Actor, **values: object) -> Row:
    row = kind(tenant_id=by.tenant_id, **values)
    current().add(row)
    current().flush()
    return row


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%Y/%m/%d %H:%M").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
