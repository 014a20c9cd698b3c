"""Decided conflicts: the decided content counts wherever it stands in a file, and nothing else changes (DATA-1)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dealer.imports.reading import reader
from dealer.imports.reading.child import table
from dealer.imports.reading.child.main import DECIDED
from dealer.imports.reading.child.writing import fingerprint
from dealer.imports.reading.kinds import FIELDS, Kind
from dealer.imports.reading.reader import Reading, read_file
from tests.dealer.imports.reading.records import records_of
from tests.dealer.imports.reading.tables import as_text
from tests.dealer.imports.reading.test_samples import DMS
from tests.dealer.imports.reading.test_verdicts import HEADER, VIN, row

pytestmark = pytest.mark.rule("DATA-1")
A, B, C = row(total="1"), row(total="2", phone="", vin=VIN[:-1]), row(total="3", pickup="")


def read(tmp_path: Path, rows: Sequence[Sequence[str]], decided: Mapping[str, str] | None = None) -> Reading:
    file = as_text(tmp_path / "file.csv", [HEADER, *rows])
    reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out", decided=decided)
    parts = reading.records + reading.repeated + len(reading.conflicts) + len(reading.rejected)
    assert parts == reading.data_rows == len(rows)
    return reading


def mark(tmp_path: Path, content: Sequence[str]) -> str:
    """The content's fingerprint."""
    reading = read(tmp_path, [content])
    return str(records_of(reading.records_file, Kind.REPAIR_ORDERS)[0]["fingerprint"])


def lines(reading: Reading) -> list[dict[str, Any]]:
    return [json.loads(line) for line in reading.conflicts_file.read_text(encoding="utf-8").splitlines()]


def totals(reading: Reading) -> dict[str, str | None]:
    """What counts: number to bill."""
    return {str(r["number"]): r["total"] for r in records_of(reading.records_file, Kind.REPAIR_ORDERS)}


@pytest.mark.parametrize("rows", [(A, B), (B, A), (A, A, B), (A, B, B, A)])
def test_the_decided_row_counts_wherever_it_stands(tmp_path: Path, rows: Sequence[list[str]]) -> None:
    reading = read(tmp_path, rows, {"W1": mark(tmp_path, B)})
    assert totals(reading) == {"W1": "2.00"}
    assert [each.row for each in reading.conflicts] == [at for at, each in enumerate(rows, 2) if each is A]
    assert reading.repeated == sum(each is B for each in rows) - 1
    first = next(at for at, each in enumerate(rows, 2) if each is B)
    assert [(each.row, each.code.value) for each in reading.warned] == [(first, "phone_missing"), (first, "vin_length")]
    assert (reading.numbers_in_conflict, reading.conflicts_open) == (1, 0)
    assert lines(reading)[0]["row"] == first
    assert all(line["decided"] for line in lines(reading))


def test_where_the_decided_row_never_comes_the_first_one_counts(tmp_path: Path) -> None:
    decided = {"W1": mark(tmp_path, C)}
    as_ever, reading = read(tmp_path, [A, B, A]), read(tmp_path, [A, B, A], decided)
    assert reading == as_ever
    assert (totals(reading), reading.conflicts_open) == ({"W1": "1.00"}, 1)
    assert read(tmp_path, [A, A], decided).numbers_in_conflict == 0


def test_three_contents(tmp_path: Path) -> None:
    rows = [A, B, C, row(number="W2"), A, C]
    reading = read(tmp_path, rows, {"W1": mark(tmp_path, C)})
    assert totals(reading) == {"W1": "3.00", "W2": "100.00"}
    assert [each.row for each in reading.conflicts] == [2, 3, 6]
    assert (reading.repeated, reading.not_picked_up) == (1, 1)
    assert [line["row"] for line in lines(reading)] == [4, 2, 3, 6]


def test_decided_for_the_first_row_nothing_changes_but_that_it_is_decided(tmp_path: Path) -> None:
    as_ever, reading = read(tmp_path, [A, B]), read(tmp_path, [A, B], {"W1": mark(tmp_path, A)})
    assert (as_ever.conflicts, as_ever.conflicts_open) == (reading.conflicts, 1)
    assert (totals(reading), reading.conflicts_open) == ({"W1": "1.00"}, 0)


def test_a_rejected_row_is_rejected_whatever_was_decided(tmp_path: Path) -> None:
    bad = row(arrival="待定")
    reading = read(tmp_path, [bad, A, bad, B], {"W1": mark(tmp_path, B)})
    assert [each.row for each in reading.rejected] == [2, 4]
    assert ([each.row for each in reading.conflicts], totals(reading)) == ([3], {"W1": "2.00"})


def test_over_many_blocks_conflicts_come_in_row_order_and_open_numbers_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = table.BLOCK + 10
    many = [row(number=f"N{at}") for at in range(size)]
    rows = [A, *many, row(number="N5", total="7"), B, row(number="N7", total="7")]
    reading = read(tmp_path, rows, {"W1": mark(tmp_path, B), "N7": "0" * 64})
    assert [each.row for each in reading.conflicts] == [2, size + 3, size + 5]
    assert [(line["number"], line["row"], line["decided"]) for line in lines(reading)] == [
        ("N5", 8, False),
        ("N5", size + 3, False),
        ("N7", 10, False),
        ("N7", size + 5, False),
        ("W1", size + 4, True),
        ("W1", 2, True),
    ]
    assert [line.row for line in reading.preview] == sorted(line.row for line in reading.preview)


def test_what_a_line_says_is_what_the_fingerprint_is_of(tmp_path: Path) -> None:
    odd = row(total="x\\\x01", sender='"张"\t三')
    reading = read(tmp_path, [A, odd])
    first, other = lines(reading)
    assert [record["fingerprint"] for record in records_of(reading.records_file, Kind.REPAIR_ORDERS)] == [
        fingerprint(first["said"])
    ]
    assert fingerprint(other["said"]) == mark(tmp_path, odd)
    assert len(other["said"].split(table.JOINT)) == len(FIELDS[Kind.REPAIR_ORDERS])


@pytest.mark.parametrize(
    "told",
    ["", "{", "[]", "7", "null", '{"W1": 7, "W2": null, "W3": ["x"]}', "[" * 100_000, '{"W1": "\\ud800"}', "\0"],
    ids=["empty", "half", "list", "number", "null", "odd marks", "deep", "surrogate", "nul"],
)
def test_odd_decisions_break_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    as_ever = read(tmp_path, [A, B])
    start = f"open({str(tmp_path / 'out' / DECIDED)!r}, 'w').write({told!r}); "
    monkeypatch.setattr(reader, "_START", "import sys; " + start + reader._START)
    reading = read(tmp_path, [A, B], {"W1": "x"})
    assert reading == as_ever
    assert not (tmp_path / "out" / DECIDED).exists()


def test_a_hundred_thousand_decisions_are_no_matter(tmp_path: Path) -> None:
    decided = {f"委托书{at:06}": "f" * 64 for at in range(100_000)} | {"W1": mark(tmp_path, B)}
    assert totals(read(tmp_path, [A, B], decided)) == {"W1": "2.00"}


def test_a_store_s_real_file_adds_up_as_before_whatever_is_decided(tmp_path: Path) -> None:
    file = DMS / "store-a" / "repair_orders.xlsx"
    as_ever = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "first")
    last = {line["number"]: fingerprint(line["said"]) for line in lines(as_ever)}
    reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "second", decided=last)
    assert (reading.conflicts_open, reading.numbers_in_conflict) == (0, as_ever.numbers_in_conflict)
    assert reading.data_rows == as_ever.data_rows
    assert (reading.records, reading.repeated) == (as_ever.records, as_ever.repeated)
    marks = {r["number"]: r["fingerprint"] for r in records_of(reading.records_file, Kind.REPAIR_ORDERS)}
    assert {number: marks[number] for number in last} == last
