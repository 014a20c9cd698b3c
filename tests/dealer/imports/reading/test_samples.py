"""The three stores' exports agree with what people found in them, in every number, row and code."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dealer.imports.reading.kinds import RECORD_COLUMNS, Kind
from dealer.imports.reading.reader import Reading, read_file

DMS = Path(__file__).resolve().parents[3] / "data" / "dms"
FILES = [
    (expected.parent / name, values)
    for expected in sorted(DMS.glob("store-*/expected.json"))
    for name, values in json.loads(expected.read_text(encoding="utf-8")).items()
]


def found(reading: Reading) -> dict[str, Any]:
    """A reading in the words of `expected.json`."""
    assert not [row for row, times in Counter(w.row for w in reading.warned).items() if times > 1]
    told: dict[str, Any] = {
        "data_rows": reading.data_rows,
        "records": reading.records,
        "repeated": reading.repeated,
        "conflicts": [conflict.row for conflict in reading.conflicts],
        "rejected": {str(row.row): row.code.value for row in reading.rejected},
        "warned": {str(row.row): row.code.value for row in reading.warned},
    }
    if reading.kind is Kind.REPAIR_ORDERS:
        told["not_picked_up"] = reading.not_picked_up
        told["picked_up_but_not_called"] = reading.picked_up_but_not_called
    return told


def test_the_samples_are_here() -> None:
    assert len(FILES) == 6


@pytest.mark.rule("DATA-1")
@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(("file", "expected"), FILES, ids=[f"{file.parent.name}-{file.stem}" for file, _ in FILES])
def test_sample_reads_as_expected(file: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    kind = Kind(file.stem)
    reading = read_file(file, kind=kind, out=tmp_path)
    assert found(reading) == expected
    records = reading.records_file.read_text(encoding="utf-8").splitlines()
    assert len(records) == expected["records"]
    assert {line.count("\t") + 1 for line in records} == {len(RECORD_COLUMNS[kind])}
    assert len(reading.rejected_file.read_text(encoding="utf-8").splitlines()) == len(expected["rejected"])
    lines = reading.conflicts_file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(expected["conflicts"]) + reading.numbers_in_conflict
