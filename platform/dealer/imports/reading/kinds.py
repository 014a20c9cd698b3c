"""What a file can be about, which fields we know in it, and the columns of the records that reading writes."""

from enum import StrEnum


class Kind(StrEnum):
    """What the rows of a file are."""

    DELIVERIES = "deliveries"
    REPAIR_ORDERS = "repair_orders"


class FieldType(StrEnum):
    """How the cells of a field are normalised and compared."""

    NUMBER = "number"
    VIN = "vin"
    PLATE = "plate"
    NAME = "name"
    PHONE = "phone"
    DATE = "date"
    AMOUNT = "amount"
    COUNT = "count"
    FLAG = "flag"
    TEXT = "text"


# Fields in the order in which they enter the fingerprint: never reorder, append only, or every record 'changes'.
FIELDS: dict[Kind, dict[str, FieldType]] = {
    Kind.REPAIR_ORDERS: {
        "number": FieldType.NUMBER,
        "kind_of_work": FieldType.TEXT,
        "charge_kind": FieldType.TEXT,
        "status": FieldType.TEXT,
        "arrival": FieldType.DATE,
        "promised": FieldType.DATE,
        "finished": FieldType.DATE,
        "settled": FieldType.DATE,
        "pickup": FieldType.DATE,
        "plate": FieldType.PLATE,
        "vin": FieldType.VIN,
        "model": FieldType.TEXT,
        "series": FieldType.TEXT,
        "mileage": FieldType.COUNT,
        "owner": FieldType.NAME,
        "owner_phone": FieldType.PHONE,
        "sender": FieldType.NAME,
        "sender_phone": FieldType.PHONE,
        "other_phone": FieldType.PHONE,
        "advisor": FieldType.NAME,
        "technician": FieldType.NAME,
        "work": FieldType.TEXT,
        "estimate": FieldType.AMOUNT,
        "labour": FieldType.AMOUNT,
        "parts": FieldType.AMOUNT,
        "total": FieldType.AMOUNT,
        "received": FieldType.AMOUNT,
        "booked": FieldType.FLAG,
        "rework": FieldType.FLAG,
        "wish": FieldType.TEXT,
        "address": FieldType.TEXT,
        "id_number": FieldType.TEXT,
    },
    Kind.DELIVERIES: {
        "number": FieldType.NUMBER,
        "status": FieldType.TEXT,
        "promised": FieldType.DATE,
        "delivered": FieldType.DATE,
        "buyer": FieldType.NAME,
        "owner": FieldType.NAME,
        "id_number": FieldType.TEXT,
        "buyer_phone": FieldType.PHONE,
        "other_phone": FieldType.PHONE,
        "owner_phone": FieldType.PHONE,
        "model": FieldType.TEXT,
        "series": FieldType.TEXT,
        "vin": FieldType.VIN,
        "plate": FieldType.PLATE,
        "consultant": FieldType.NAME,
        "payment": FieldType.TEXT,
        "price": FieldType.AMOUNT,
        "insurance_end": FieldType.DATE,
        "address": FieldType.TEXT,
        "wish": FieldType.TEXT,
    },
}

# A column that a file must have; of the vehicle's two, one is enough.
REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.REPAIR_ORDERS: ("number", "pickup"),
    Kind.DELIVERIES: ("number", "delivered"),
}
VEHICLE_FIELDS = ("vin", "plate")

# Dates whose unreadable cell rejects the row, in the order in which they are judged.
JUDGED_DATES: dict[Kind, tuple[str, ...]] = {
    Kind.REPAIR_ORDERS: ("arrival", "pickup"),
    Kind.DELIVERIES: ("delivered",),
}

# Whose phone a callback needs, and the person it must belong to when only the owner left one.
CALLED_PHONE = {Kind.REPAIR_ORDERS: "sender_phone", Kind.DELIVERIES: "buyer_phone"}
CALLED_PERSON = {Kind.REPAIR_ORDERS: "sender", Kind.DELIVERIES: "buyer"}

_TYPES_IN_POSTGRES = {
    FieldType.DATE: "timestamp",
    FieldType.AMOUNT: "numeric(12,2)",
    FieldType.COUNT: "bigint",
    FieldType.FLAG: "boolean",
    FieldType.PHONE: "text[]",
}


def _columns_of(kind: Kind) -> tuple[tuple[str, str], ...]:
    columns = [("row_number", "integer"), ("fingerprint", "text")]
    for field, typed in FIELDS[kind].items():
        columns.append((field, _TYPES_IN_POSTGRES.get(typed, "text")))
        if typed is FieldType.DATE:
            columns.append((f"{field}_has_time", "boolean"))
    columns += [("vin_flaw", "text"), ("phones", "text[]"), ("phone_of", "text"), ("exclusion", "text")]
    return (*columns, ("warnings", "text[]"), ("raw", "jsonb"))


# Column name and PostgreSQL type of each column of the records file (COPY text format), in order.
# Dates are the store's local time, without a zone; `<date>_has_time` is false where the cell gave a day only.
# `phones` are the numbers to call, best first; `phone_of` says whose they are (sender, owner, buyer), null when none.
# `raw` has every cell of the row that is not empty, as text, by its header.
RECORD_COLUMNS: dict[Kind, tuple[tuple[str, str], ...]] = {kind: _columns_of(kind) for kind in Kind}
