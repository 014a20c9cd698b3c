"""What somebody found out about one person: another number, who has the car now (CUS-1, CUS-8)."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, insert, select, text, update

from backbone.clock import today
from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError, NotFoundError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.customers.actions import people
from dealer.customers.models import CarRole, Customer, CustomerPhone, Vehicle
from dealer.customers.rules.name import normal_name
from dealer.customers.rules.phone import read_phones
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

PHONE_ADDED = event_type("customer.phone_added", "numbers")
OWNER_ADDED = event_type("vehicle.owner_added", "customer")


def add_phone(customer_id: uuid.UUID, given: str, *, by: Actor) -> tuple[str, ...]:
    """Keep one number or several of a customer's, to be tried before the others. Returns the new ones, normalised.

    Raises NotFoundError, InvalidError (number: nothing that can be dialled, or nothing new).
    """
    _lock_customer(customer_id)
    numbers = _dialled(given)
    known = set(current().scalars(_phones_of(customer_id)))
    fresh = tuple(number for number in numbers if number not in known)
    if not fresh:
        raise InvalidError(fields={"number": [_l("This number is kept for this customer already.")]})
    mine = (CustomerPhone.tenant_id == acting().tenant_id, CustomerPhone.customer_id == customer_id)
    current().execute(update(CustomerPhone).where(*mine).values(rank=CustomerPhone.rank + len(fresh)))
    rows = [
        {"tenant_id": acting().tenant_id, "id": uuid7(), "customer_id": customer_id, "number": number, "rank": rank}
        for rank, number in enumerate(fresh, 1)
    ]
    current().execute(insert(CustomerPhone), rows)
    record(PHONE_ADDED, by=by, about="customer", about_id=customer_id, numbers=len(fresh))
    return fresh


def _lock_customer(customer_id: uuid.UUID) -> None:
    mine = (Customer.tenant_id == acting().tenant_id, Customer.id == customer_id)
    if current().scalar(select(Customer.id).where(*mine).with_for_update()) is None:
        raise NotFoundError


def _phones_of(customer_id: uuid.UUID) -> Select[str]:
    mine = (CustomerPhone.tenant_id == acting().tenant_id, CustomerPhone.customer_id == customer_id)
    return select(CustomerPhone.number).where(*mine)


def _dialled(given: str) -> Sequence[str]:
    phones = read_phones(given)
    if not phones.given:
        raise InvalidError(fields={"number": [_l("Enter a number.")]})
    if phones.is_invalid:
        wrong = _l("This can't be dialled. A mobile has 11 digits; a landline needs its area code.")
        raise InvalidError(fields={"number": [wrong]})
    return phones.numbers


def add_owner(vehicle_id: uuid.UUID, name: str, given: str, *, by: Actor) -> uuid.UUID:
    """Somebody owns the car from today on, as an import would have it; whoever did before keeps their history.

    `given` are their numbers, or blank. Returns the customer's id. Raises NotFoundError, InvalidError (name, number).
    """
    mine = (Vehicle.tenant_id == acting().tenant_id, Vehicle.id == vehicle_id)
    if current().scalar(select(Vehicle.id).where(*mine)) is None:
        raise NotFoundError
    if not (plain := normal_name(name)):
        raise InvalidError(fields={"name": [_l("Enter a name.")]})
    numbers = list(_dialled(given)) if given.strip() else None
    people.stage()
    row = {"role": CarRole.OWNER, "name": plain, "phones": numbers, "vehicle": vehicle_id, "today": today()}
    current().execute(text(_ONE_PERSON), row)
    people.match_people()
    customer_id: uuid.UUID = current().execute(text(_WHO)).scalar_one()
    record(OWNER_ADDED, by=by, about="vehicle", about_id=vehicle_id, customer=str(customer_id))
    return customer_id


_ONE_PERSON = """
INSERT INTO pg_temp.staging_people (visit, role, name, phones, vehicle_id, seen_on)
VALUES (0, :role, :name, CAST(:phones AS text[]), :vehicle, :today)
"""
_WHO = "SELECT customer_id FROM pg_temp.staging_person_of"
