"""Typing visits in from paper while the DMS is down (CB-14): what is typed becomes a file and goes the way of any file.

One reading, one judge: the rows are read as the worker will read them, and what the reader refuses comes back beside
the cell. Only what a person with the paper at hand can mend at once is asked for before the file is handed in.
"""

import csv
import io
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from backbone.clock import SHANGHAI, now
from backbone.errors import InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.imports.actions.handing_in import hand_in
from dealer.imports.models import ImportRun
from dealer.imports.reading.child.dates import UNREADABLE
from dealer.imports.reading.child.values import NORMALISERS, number_of
from dealer.imports.reading.kinds import FIELDS, REQUIRED, FieldType, Kind
from dealer.imports.reading.problems import RowCode, UnreadableFile
from dealer.imports.reading.reader import read_file
from dealer.imports.reading.result import Reading
from tenants.access.interface import Actor

MOST_ROWS = 100
LONGEST_CELL = 100
HEADER_ROW = 1

# What can be typed, in order, and what it is called in the file: the words of a DMS, as in every other file.
TYPED: Mapping[Kind, Mapping[str, str]] = {
    Kind.REPAIR_ORDERS: {
        "number": "工单号",
        "kind_of_work": "维修类型",
        "plate": "车牌号",
        "vin": "车架号",
        "arrival": "进厂时间",
        "pickup": "取车时间",
        "sender": "送修人",
        "sender_phone": "送修人电话",
        "owner": "车主",
        "owner_phone": "车主电话",
        "advisor": "服务顾问",
        "model": "车型",
        "mileage": "里程",
        "wish": "回访意愿",
    },
    Kind.DELIVERIES: {
        "number": "订单号",
        "model": "车型",
        "vin": "车架号",
        "plate": "车牌号",
        "delivered": "交付时间",
        "consultant": "销售顾问",
        "buyer": "购车人",
        "buyer_phone": "购车人电话",
        "owner": "车主",
        "owner_phone": "车主电话",
        "wish": "回访意愿",
    },
}
# Without them the reader refuses a row; of the car's two, one is enough.
NEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.REPAIR_ORDERS: frozenset(("number", "arrival")),
    Kind.DELIVERIES: frozenset(REQUIRED[Kind.DELIVERIES]),
}

_REFUSALS: Mapping[RowCode, LazyString] = {
    RowCode.NO_NUMBER: _l("The row has no number."),
    RowCode.NO_VEHICLE: _l("The row has neither a VIN nor a plate."),
    RowCode.DATE_UNREADABLE: _l("The date can't be read, or lies outside 1990 to 2100."),
    RowCode.PICKUP_BEFORE_ARRIVAL: _l("Picked up before it arrived."),
}
# Cells that a file may leave unread: on paper they are there to be looked at again.
_READ_AGAIN: Mapping[FieldType, LazyString] = {
    FieldType.PHONE: _l("This can't be dialled. A mobile has 11 digits; a landline needs its area code."),
    FieldType.COUNT: _l("This can't be read."),
}
_BLANK = _l("Fill this in.")
_TWICE = _l("This number stands here twice.")
_NO_VISIT = _l("This can't be taken for a visit: it needs number, car and date.")

Row = Mapping[str, str]
Faults = dict[str, list[LazyString]]


def type_in(kind: Kind, rows: Sequence[Row], *, by: Actor) -> ImportRun:
    """Hand in what was typed: one row a visit, field -> text (TYPED[kind]); blank rows don't count.

    Raises InvalidError with fields such as `rows.2.arrival`, counted from 0 over the rows as they were given.
    """
    typed = {at: row for at, row in enumerate(_known(kind, rows)) if any(row.values())}
    if not typed:
        raise InvalidError(fields={"rows": [_l("Type in one row at least.")]})
    content = _as_file(kind, typed.values())
    if faults := _unreadable(kind, typed) | _refused(kind, typed, content):
        raise InvalidError(fields=faults)
    # A file's name is kept once and read by all; its column names are Chinese as well.
    name = f"手工录入 {now().astimezone(SHANGHAI):%Y-%m-%d %H%M}.csv"
    columns = _columns(kind)
    return hand_in(io.BytesIO(content), name=name, kind=kind, by=by, columns=columns, header_row=HEADER_ROW)


def _known(kind: Kind, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows as a file can hold them. Raises InvalidError: too many, a field of no such name, a cell too long."""
    if len(rows) > MOST_ROWS:
        raise InvalidError(fields={"rows": [_l("%(most)s rows at a time at most.", most=MOST_ROWS)]})
    faults: Faults = {}
    for at, row in enumerate(rows):
        for field, text in row.items():
            if field not in TYPED[kind]:
                faults[f"rows.{at}.{field}"] = [_l("There is no such column.")]
            elif len(text) > LONGEST_CELL:
                faults[f"rows.{at}.{field}"] = [_l("At most %(most)s characters.", most=LONGEST_CELL)]
    if faults:
        raise InvalidError(fields=faults)
    return [{field: _clean(text) for field, text in row.items()} for row in rows]


def _clean(text: str) -> str:
    """One line, without what no file can hold."""
    plain = (" " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(plain).split())


def _columns(kind: Kind) -> dict[str, int]:
    return {field: at for at, field in enumerate(TYPED[kind])}


def _as_file(kind: Kind, rows: Iterable[Row]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(TYPED[kind].values())
    writer.writerows([row.get(field, "") for field in TYPED[kind]] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _unreadable(kind: Kind, typed: Mapping[int, Row]) -> Faults:
    return {
        f"rows.{at}.{field}": [said]
        for at, row in typed.items()
        for field, text in row.items()
        if (said := _READ_AGAIN.get(FIELDS[kind][field]))
        and NORMALISERS[FIELDS[kind][field]](text).startswith(UNREADABLE)
    }


def _refused(kind: Kind, typed: Mapping[int, Row], content: bytes) -> Faults:
    """What the reader finds wrong; it reads the very bytes that will be handed in."""
    with tempfile.TemporaryDirectory(prefix="typed-") as folder:
        path = Path(folder) / "typed.csv"
        path.write_bytes(content)
        try:
            reading = read_file(
                path, kind=kind, out=Path(folder) / "out", columns=_columns(kind), header_row=HEADER_ROW
            )
        except UnreadableFile:
            return {"rows": [_l("These rows could not be read. Try once more.")]}
        return dict(_verdicts(kind, typed, reading))


def _verdicts(kind: Kind, typed: Mapping[int, Row], reading: Reading) -> Iterator[tuple[str, list[LazyString]]]:
    lines = dict(enumerate(typed.items(), start=HEADER_ROW + 1))
    refused = {row.row: row for row in reading.rejected}
    taken = _lines_taken(reading)
    numbers = {number_of(row.get("number", "")) for line, (_at, row) in lines.items() if line in taken}
    fields = {title: field for field, title in TYPED[kind].items()}
    for line, (at, row) in lines.items():
        if verdict := refused.get(line):
            blank = verdict.code is RowCode.DATE_UNREADABLE and not verdict.value
            yield f"rows.{at}.{fields[verdict.column]}", [_BLANK if blank else _REFUSALS[verdict.code]]
        elif line not in taken:
            # Repeated, in conflict, or taken for a total or a note: nothing that was typed is passed over in silence.
            yield f"rows.{at}.number", [_TWICE if number_of(row.get("number", "")) in numbers else _NO_VISIT]


def _lines_taken(reading: Reading) -> frozenset[int]:
    """The lines of the file that became records."""
    with reading.records_file.open(encoding="utf-8") as records:
        return frozenset(int(record.partition("\t")[0]) for record in records)
