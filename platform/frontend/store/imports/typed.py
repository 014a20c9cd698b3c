"""Views of typing visits in while the DMS is down (CB-14), and what their page shows."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from backbone.web.forms import faults_of
from backbone.web.marks import requires
from backbone.web.once import once
from backbone.web.requests import person
from dealer.imports.interface import FIELDS, LONGEST_CELL, MOST_ROWS, NEEDED, TYPED, FieldType, Kind, type_in
from frontend.paths import PATHS
from frontend.store.imports.lines import address
from frontend.store.imports.words import FIELDS as FIELD_WORDS
from frontend.store.imports.words import KINDS
from tenants.access.interface import Permission

blueprint = Blueprint("typed_imports", __name__)
BLANKS = 5
"""Rows to begin with, and rows that one press adds."""
Row = Mapping[str, str]

# Two fields above each other, as they belong together on paper; from left to right as a clerk reads it.
PAIRS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.REPAIR_ORDERS: (
        ("number", "kind_of_work"),
        ("plate", "vin"),
        ("arrival", "pickup"),
        ("sender", "sender_phone"),
        ("owner", "owner_phone"),
        ("advisor", "wish"),
        ("model", "mileage"),
    ),
    Kind.DELIVERIES: (
        ("number", "delivered"),
        ("plate", "vin"),
        ("buyer", "buyer_phone"),
        ("owner", "owner_phone"),
        ("consultant", "wish"),
        ("model",),
    ),
}
_NAME = re.compile(r"rows\.(\d{1,4})\.([a-z_]{1,40})").fullmatch
_PICKED = {"date": re.compile(r"\d{4}-\d\d-\d\d").fullmatch}
_PICKED["datetime-local"] = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?").fullmatch


@blueprint.get(PATHS.typed_imports)
@requires(Permission.IMPORTS_READ_FILE)
def new() -> ResponseReturnValue:
    """Blank rows."""
    return _page(_kind(request.args) or Kind.REPAIR_ORDERS, [{}] * BLANKS)


@blueprint.post(PATHS.typed_imports)
@requires(Permission.IMPORTS_READ_FILE)
def create() -> ResponseReturnValue:
    """Hand in what was typed; or give it back with more blank rows, which changes nothing."""
    if "more" in request.form and (kind := _kind(request.form)):
        rows = rows_of(request.form)
        return _page(kind, [*rows, *[{}] * min(BLANKS, MOST_ROWS - len(rows))], first_blank=True)
    return _type_in()


@once
def _type_in() -> ResponseReturnValue:
    kind, rows = _kind(request.form), rows_of(request.form)
    try:
        if kind is None:
            raise InvalidError(fields={"kind": [_("Say what is in the file.")]})
        run = type_in(kind, rows, by=person())
    except DomainError as refusal:
        return _page(kind or Kind.REPAIR_ORDERS, rows or [{}] * BLANKS, faults_of(refusal)), refusal.status
    return redirect(address(run), 303)


def rows_of(form: MultiDict[str, str]) -> list[Row]:
    """The rows of a sent form, in their order; `rows.2.arrival` is a field of one."""
    rows: dict[int, dict[str, str]] = {}
    for name, text in form.items():
        if found := _NAME(name):
            rows.setdefault(int(found[1]), {})[found[2]] = text
    return [rows[at] for at in sorted(rows)]


def _kind(given: MultiDict[str, str]) -> Kind | None:
    return next((kind for kind in Kind if kind == given.get("kind")), None)


def _page(
    kind: Kind, rows: Sequence[Row], errors: dict[str, list[str]] | None = None, *, first_blank: bool = False
) -> str:
    return render_template("imports/typed.html", **page(kind, rows, errors or {}, first_blank=first_blank))


def page(
    kind: Kind, rows: Sequence[Row], errors: Mapping[str, list[str]], *, first_blank: bool = False
) -> dict[str, Any]:
    """The context of imports/typed.html. `first_blank`: typing goes on in the first row that is blank."""
    blank = next((at for at, row in enumerate(rows) if not any(row.values())), None) if first_blank else None
    cells = {(at, field): _cell(kind, at, field, row) for at, row in enumerate(rows) for field in TYPED[kind]}
    shown = {cell["name"]: cell["said"] for cell in cells.values()}
    return {
        "kind": kind,
        "tabs": [(str(word), None, f"{PATHS.typed_imports}?kind={each}", each == kind) for each, word in KINDS.items()],
        "heads": [[_head(kind, field) for field in pair] for pair in PAIRS[kind]],
        "rows": [[[cells[at, field] for field in pair] for pair in PAIRS[kind]] for at in range(len(rows))],
        "focus": f"rows.{blank}.number" if blank is not None else "",
        # What belongs to no field of the page is said above them all.
        "errors": {name if name in shown else "": said for name, said in errors.items()},
        "labels": shown,
        "longest": LONGEST_CELL,
        "may_add": len(rows) < MOST_ROWS,
        "blanks": BLANKS,
        "most": MOST_ROWS,
    }


def _head(kind: Kind, field: str) -> dict[str, Any]:
    return {"field": field, "word": str(FIELD_WORDS[field]), "needed": field in NEEDED[kind]}


def _cell(kind: Kind, at: int, field: str, row: Row) -> dict[str, Any]:
    head, value = _head(kind, field), row.get(field, "")
    return head | {
        "name": f"rows.{at}.{field}",
        "row": at + 1,
        "said": _("Row %(row)s, %(field)s", row=at + 1, field=head["word"]),
        "value": value,
        "type": _type(FIELDS[kind][field], field, value),
    }


def _type(typed: FieldType, field: str, value: str) -> str:
    """A field for dates would hide what it can't read: that is shown as text."""
    if typed is FieldType.PHONE:
        return "tel"
    if typed is not FieldType.DATE:
        return "text"
    picker = "date" if field == "delivered" else "datetime-local"
    return picker if not value or _PICKED[picker](value) else "text"
