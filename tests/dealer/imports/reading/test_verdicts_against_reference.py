"""Verdicts on tables made to collide, against a slow and obvious judge."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealer.imports.reading.child.writing import fingerprint
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import Reading, read_file
from tests.dealer.imports.reading.tables import as_text

VIN = "LJD2AAZN1P0817187"
HEADER = ["工单号", "维修类型", "进厂时间", "出厂时间", "车牌号", "VIN", "送修人", "手机", "结算金额"]
# Per column: what is written → what it means. A date that means "?" cannot be read.
CELLS: list[dict[str, str]] = [
    {"": "", "无": "", "W1": "W1", "w1 ": "W1", "Ｗ２": "W2", "W3": "W3"},
    {"定期保养": "定期保养", "PDI": "PDI", "内部车辆": "内部车辆"},
    {
        "2026-10-01 08:00": "2026-10-01 08:00",
        "2026年10月1日 8:00": "2026-10-01 08:00",
        "20261002": "2026-10-02",
        "待定": "?",
    },
    {
        "": "",
        "-": "",
        "2026-10-01 10:00": "2026-10-01 10:00",
        "2026-09-30": "2026-09-30",
        "2026-10-02": "2026-10-02",
        "2999-12-31": "?",
    },
    {"": "", "临牌": "", "苏J12345": "苏J12345", "苏Ｊ·12345": "苏J12345"},
    {"": "", VIN: VIN, VIN.lower(): VIN, VIN[:-1]: VIN[:-1], "1" + VIN[1:]: "1" + VIN[1:]},
    {"张三": "张三", "张　三": "张三", "李四": "李四"},
    {"": "", "无": "", "13812345678": "13812345678", "+86 138-1234-5678": "13812345678", "1381234567": "?1381234567"},
    {"100": "100", "¥100.00": "100", "1,201.00": "1201"},
]
ROWS = st.lists(st.tuples(*(st.sampled_from(sorted(cells)) for cells in CELLS)), min_size=1, max_size=25)


@dataclass
class Verdict:
    """What the obvious judge finds."""

    records: int = 0
    repeated: int = 0
    conflicts: list[tuple[int, str, str]] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    warned: list[tuple[int, str]] = field(default_factory=list)
    not_picked_up: int = 0
    not_called: int = 0


def rejection(meant: list[str]) -> str:
    """The one reason to reject a row; empty for none."""
    number, _, arrival, pickup, plate, vin, *_ = meant
    if not number:
        return "no_number"
    if not plate and not vin:
        return "no_vehicle"
    if "?" in (arrival, pickup):
        return "date_unreadable"
    shorter = min(len(arrival), len(pickup))
    return "pickup_before_arrival" if pickup and pickup[:shorter] < arrival[:shorter] else ""


def warnings(meant: list[str]) -> list[str]:
    """All that is to be said about an accepted row."""
    vin, phone = meant[5], meant[7]
    found = ["phone_missing"] if not phone else ["phone_invalid"] if phone[0] == "?" else []
    return found + (["vin_length"] if len(vin) == 16 else ["vin_check_digit"] if vin[:1] == "1" else [])


def meaning(row: tuple[str, ...]) -> list[str]:
    """What is meant by what is written."""
    return [cells[written] for cells, written in zip(CELLS, row, strict=True)]


def counting(rows: list[tuple[str, ...]], decided: Mapping[str, list[str]]) -> dict[str, int]:
    """Number → the row that counts: the first accepted one that says what was decided, else the first accepted one."""
    counts: dict[str, int] = {}
    accepted = [(at, meaning(row)) for at, row in enumerate(rows, 2) if not rejection(meaning(row))]
    for wanted in (True, False):
        for at, meant in accepted:
            if not wanted or decided.get(meant[0]) == meant:
                counts.setdefault(meant[0], at)
    return counts


def judged(rows: list[tuple[str, ...]], decided: Mapping[str, list[str]]) -> Verdict:
    """The obvious judge."""
    verdict, counts = Verdict(), counting(rows, decided)
    claimed = {number: meaning(rows[at - 2]) for number, at in counts.items()}
    for at, row in enumerate(rows, 2):
        meant = meaning(row)
        code = rejection(meant)
        if code:
            verdict.rejected.append((at, code))
        elif counts[meant[0]] == at:
            verdict.records += 1
            verdict.warned += [(at, warning) for warning in warnings(meant)]
            verdict.not_picked_up += not meant[3]
            verdict.not_called += bool(meant[3]) and meant[1] != "定期保养"
        elif claimed[meant[0]] == meant:
            verdict.repeated += 1
        else:
            column = next(
                c for c, (one, other) in enumerate(zip(claimed[meant[0]], meant, strict=True)) if one != other
            )
            verdict.conflicts.append((at, HEADER[column], row[column]))
    return verdict


@pytest.mark.rule("DATA-1")
@pytest.mark.rule("CUS-7")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS, st.randoms(use_true_random=False))
def test_verdicts_are_those_of_the_obvious_judge(rows: list[tuple[str, ...]], chance: Random) -> None:
    """First as the file stands, then with some of its conflicts decided."""
    with TemporaryDirectory() as folder:
        file = as_text(Path(folder) / "a.csv", [HEADER, *rows])
        reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=Path(folder) / "out")
        assert verdict_of(reading) == judged(rows, {})
        lines = [json.loads(line) for line in reading.conflicts_file.read_text(encoding="utf-8").splitlines()]
        chosen = {line["number"]: line for line in chance.sample(lines, len(lines) // 2)}
        marks = {number: fingerprint(line["said"]) for number, line in chosen.items()}
        reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=Path(folder) / "out", decided=marks)
    assert verdict_of(reading) == judged(rows, {n: meaning(rows[line["row"] - 2]) for n, line in chosen.items()})
    assert reading.data_rows == len(rows)
    assert reading.conflicts_open == len({line["number"] for line in lines}) - len(chosen)


def verdict_of(reading: Reading) -> Verdict:
    return Verdict(
        records=reading.records,
        repeated=reading.repeated,
        conflicts=[(each.row, each.column, each.value) for each in reading.conflicts],
        rejected=[(each.row, each.code.value) for each in reading.rejected],
        warned=[(each.row, each.code.value) for each in reading.warned],
        not_picked_up=reading.not_picked_up,
        not_called=reading.picked_up_but_not_called,
    )
