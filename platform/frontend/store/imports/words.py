"""How imports are spoken of on screen: kinds, fields, what is wrong with a row or a file.

Reading knows codes only; a test keeps these tables and its codes in step.
"""

from collections.abc import Mapping
from typing import Any

from backbone.i18n import LazyString
from backbone.i18n import gettext as _
from backbone.i18n import lazy_gettext as _l

KINDS: Mapping[str, LazyString] = {
    "repair_orders": _l("Repair orders"),
    "deliveries": _l("Vehicle deliveries"),
}

# What a field of a file is called; the same word for the same thing in both kinds.
FIELDS: Mapping[str, LazyString] = {
    "number": _l("Number"),
    "kind_of_work": _l("Kind of work"),
    "charge_kind": _l("Who is charged"),
    "status": _l("State in the DMS"),
    "arrival": _l("Arrival"),
    "promised": _l("Promised time"),
    "finished": _l("Finished"),
    "settled": _l("Settled"),
    "pickup": _l("Pick-up"),
    "delivered": _l("Delivery"),
    "plate": _l("Plate"),
    "vin": _l("VIN"),
    "model": _l("Model"),
    "series": _l("Series"),
    "mileage": _l("Mileage"),
    "buyer": _l("Buyer"),
    "buyer_phone": _l("Buyer's phone"),
    "owner": _l("Owner"),
    "owner_phone": _l("Owner's phone"),
    "sender": _l("Sender"),
    "sender_phone": _l("Sender's phone"),
    "other_phone": _l("Other phone"),
    "advisor": _l("Service advisor"),
    "consultant": _l("Sales consultant"),
    "technician": _l("Technician"),
    "work": _l("Work done"),
    "estimate": _l("Estimate"),
    "labour": _l("Labour"),
    "parts": _l("Parts"),
    "total": _l("Bill"),
    "received": _l("Amount received"),
    "booked": _l("Booked"),
    "rework": _l("Rework"),
    "wish": _l("Callback wish"),
    "payment": _l("Way of payment"),
    "price": _l("Price"),
    "insurance_end": _l("End of insurance"),
    "address": _l("Address"),
    "id_number": _l("ID number"),
}

# What an import is doing, by the names of dealer.imports' steps.
STEP_WORDS: Mapping[str, LazyString] = {
    "compare": _l("Comparing with what is there"),
    "cars": _l("Finding the cars"),
    "people": _l("Finding the customers"),
    "visits": _l("Taking the visits in"),
    "callbacks": _l("Planning the callbacks"),
}

REJECTIONS: Mapping[str, LazyString] = {
    "no_number": _l("The row has no number."),
    "no_vehicle": _l("The row has neither a VIN nor a plate."),
    "date_unreadable": _l("The date can't be read, or lies outside 1990 to 2100."),
    "pickup_before_arrival": _l("Picked up before it arrived."),
}

# Warning: what it is, and what follows from it.
WARNINGS: Mapping[str, tuple[LazyString, LazyString]] = {
    "phone_missing": (_l("No phone number"), _l("Taken in, but nobody can be called until there is one.")),
    "phone_invalid": (
        _l("Phone number can't be dialled"),
        _l("Taken in, but nobody can be called until it is mended."),
    ),
    "vin_length": (_l("VIN without 17 characters"), _l("Taken in; the car is matched by its plate first.")),
    "vin_check_digit": (_l("VIN with a wrong check digit"), _l("Taken in; the car is matched by its plate first.")),
}

UNREADABLE: Mapping[str, LazyString] = {
    "writer_failed": _l(
        "Importing failed for a reason of ours, several times; nothing was taken over. Try again later."
    ),
    "reader_failed": _l(
        "Reading failed for a reason of ours, several times. Your administrator has been told; try again later."
    ),
    "empty_file": _l("The file is empty. Please export it from the DMS again."),
    "not_a_spreadsheet": _l(
        "This is not a table but %(looks_like)s, whatever its name says. "
        "Open it in Excel or WPS, save it as .xlsx or CSV, and hand that in."
    ),
    "password_protected": _l(
        "The workbook has a password. Open it in Excel or WPS, take the password off, save it, and hand it in again."
    ),
    "too_large": _l(
        "The file is too large to be read. Delete empty rows and columns, "
        "copy the table into a new workbook, or export a shorter period."
    ),
    "too_slow": _l(
        "Reading took longer than %(seconds)s seconds and was stopped. "
        "Copy the table into a new workbook, or export a shorter period."
    ),
    "too_many_rows": _l("The file has more than %(limit)s rows of data. Please export a shorter period."),
    "damaged": _l("The file is damaged. Export it again, or open it in Excel or WPS and save a copy as .xlsx."),
    "wrong_encoding": _l(
        "The text can't be read as UTF-8, GB18030 or UTF-16. "
        "Open the file where its Chinese shows correctly, and save it as .xlsx or as CSV in UTF-8."
    ),
    "no_header": _l(
        "No row with column names was found. The file needs one row with names such as %(examples)s above the data."
    ),
    "duplicate_header": _l(
        "Two columns are called “%(header)s” (columns %(columns)s), so it is not clear which one counts. "
        "Rename one of them, or choose the column below."
    ),
    "missing_column": _l(
        "A column is missing or was not recognised: %(fields)s. Choose it below, or export it with the file."
    ),
    "wrong_kind": _l(
        "The file seems to hold %(found)s, but %(said)s were expected. Choose the other kind, or the right file."
    ),
}

# What pretends to be a table, in reading's words.
IMPOSTORS: Mapping[str, LazyString] = {
    "a 7z archive": _l("a 7z archive"),
    "a PDF": _l("a PDF"),
    "a RAR archive": _l("a RAR archive"),
    "a Word document": _l("a Word document"),
    "a ZIP archive": _l("a ZIP archive"),
    "a database": _l("a database"),
    "a document of another program": _l("a document of another program"),
    "a file of an unknown kind, maybe encrypted": _l("a file of an unknown kind, maybe encrypted"),
    "a gzip archive": _l("a gzip archive"),
    "a picture": _l("a picture"),
    "a presentation": _l("a presentation"),
    "a program": _l("a program"),
    "a web page (HTML)": _l("a web page (HTML)"),
    "a web page (MHTML)": _l("a web page (MHTML)"),
    "an RTF document": _l("an RTF document"),
    "an XML document": _l("an XML document"),
    "an XML spreadsheet of Excel 2003": _l("an XML spreadsheet of Excel 2003"),
    "JSON": _l("JSON"),
}


def why_unreadable(code: str, params: Mapping[str, Any]) -> str:
    """The plain sentence for a file that can't be read, in the reader's language; params as reading gave them."""
    spoken = {name: _spoken(name, value) for name, value in params.items()}
    return str(UNREADABLE[code]) % spoken


def _spoken(name: str, value: Any) -> Any:
    if name in ("found", "said"):
        return str(KINDS.get(value, value))
    if name == "fields":
        fields = value.split(", ") if isinstance(value, str) else value
        return _(", ").join(str(FIELDS.get(field, field)) for field in fields)
    if name == "looks_like":
        return str(IMPOSTORS.get(value, value))
    return value
