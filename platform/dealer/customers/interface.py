"""The door to customers for other slices.

Kept light on purpose: the child process that reads a dealer's file imports it, and starts in a few milliseconds.
What needs the database goes below a function, or into a module of its own (a test of the reading watches this).
"""

import uuid
from collections.abc import Collection

from dealer.customers.rules.name import normal_name, same_name
from dealer.customers.rules.phone import NO_PHONE, Phones, is_mobile, masked_number, read_phones
from dealer.customers.rules.plate import PlateKind, is_plate, normal_plate, plate_kind
from dealer.customers.rules.vin import VIN_LENGTH, VinFlaw, normal_vin, vin_flaw
from dealer.customers.rules.writing import BLANK_WORDS, filled, folded, is_blank, listed

TYPE_CHECKING = False  # `typing` itself is not loaded
if TYPE_CHECKING:
    from dealer.customers.rules.contact import Phone
    from tenants.access.interface import Actor


def stage_cars() -> None:
    """Open the temporary table `staging_cars` (visit, vin, flawed_vin, plate, model, seen_on) for `match_cars`."""
    from dealer.customers.actions import cars  # noqa: PLC0415 - see above

    cars.stage()


def match_cars() -> int:
    """Give every row of `staging_cars` its `vehicle_id`, matched or new (CUS-1). Returns how many cars are new."""
    from dealer.customers.actions import cars  # noqa: PLC0415 - see above

    return cars.match_cars()


def stage_people() -> None:
    """Open the temporary table `staging_people` (visit, role, name, phones, vehicle_id, seen_on) for `match_people`."""
    from dealer.customers.actions import people  # noqa: PLC0415 - see above

    people.stage()


def match_people() -> int:
    """Give every row of `staging_people` its `customer_id`, matched or new (CUS-1). Returns how many are new."""
    from dealer.customers.actions import people  # noqa: PLC0415 - see above

    return people.match_people()


def add_phone(customer_id: uuid.UUID, number: str, *, by: "Actor") -> tuple[str, ...]:
    """Keep one number or several of a customer's, to be tried before the others. Returns the new ones, normalised.

    Raises NotFoundError, InvalidError (number: nothing that can be dialled, or nothing new).
    """
    from dealer.customers.actions import contacts  # noqa: PLC0415 - see above

    return contacts.add_phone(customer_id, number, by=by)


def add_owner(vehicle_id: uuid.UUID, name: str, number: str, *, by: "Actor") -> uuid.UUID:
    """Somebody owns the car from today on; `number` may be blank. Returns the customer's id.

    Raises NotFoundError, InvalidError (name, number).
    """
    from dealer.customers.actions import contacts  # noqa: PLC0415 - see above

    return contacts.add_owner(vehicle_id, name, number, by=by)


def phones_of(customer_ids: Collection[uuid.UUID]) -> "dict[uuid.UUID, tuple[Phone, ...]]":
    """Every person's numbers, in the order in which they are dialled; who has none is not in it. One statement."""
    from dealer.customers import queries  # noqa: PLC0415 - see above

    return queries.phones_of(customer_ids)


__all__ = [
    "BLANK_WORDS",
    "NO_PHONE",
    "VIN_LENGTH",
    "Phones",
    "PlateKind",
    "VinFlaw",
    "add_owner",
    "add_phone",
    "filled",
    "folded",
    "is_blank",
    "is_mobile",
    "is_plate",
    "listed",
    "masked_number",
    "match_cars",
    "match_people",
    "normal_name",
    "normal_plate",
    "normal_vin",
    "phones_of",
    "plate_kind",
    "read_phones",
    "same_name",
    "stage_cars",
    "stage_people",
    "vin_flaw",
]
