"""Records come out ready for COPY: typed, escaped, with a fingerprint of what they say and the raw cells beside."""

import json
from pathlib import Path

import pytest

from dealer.imports.reading.kinds import FIELDS, RECORD_COLUMNS, FieldType, Kind
from dealer.imports.reading.reader import read_file
from tests.dealer.imports.reading.records import records_of
from tests.dealer.imports.reading.tables import as_text, as_xlsx

VIN = "LJD2AAZN1P0817187"
HEADER = [
    "工单号",
    "维修类型",
    "进厂时间",
    "出厂时间",
    "车牌号",
    "VIN",
    "车主",
    "送修人",
    "送修人电话",
    "公里数",
    "结算金额",
    "是否预约",
    "备注",
]
ROW = [
    "W1",
    "PDI",
    "2026-10-01 08:00",
    "2026-10-01",
    "苏J·12345",
    VIN.lower(),
    "李四",
    "张三",
    "13812345678/0515-88383974",
    "1,234公里",
    "¥1,201.00",
    "是",
    "",
]


def read(tmp_path: Path, *rows: list[str]) -> list[dict[str, str | None]]:
    """The records of a CSV with these rows."""
    reading = read_file(as_text(tmp_path / "a.csv", [HEADER, *rows]), kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    return records_of(reading.records_file, Kind.REPAIR_ORDERS)


@pytest.mark.rule("DATA-1")
def test_a_record_holds_normal_forms_and_raw_cells(tmp_path: Path) -> None:
    (record,) = read(tmp_path, ROW)
    raw, fingerprint = record.pop("raw"), record.pop("fingerprint")
    assert {name: value for name, value in record.items() if value is not None} == {
        "row_number": "2",
        "number": "W1",
        "kind_of_work": "PDI",
        "arrival": "2026-10-01 08:00:00",
        "arrival_has_time": "t",
        "pickup": "2026-10-01",
        "pickup_has_time": "f",
        "plate": "苏J12345",
        "vin": VIN,
        "owner": "李四",
        "sender": "张三",
        "sender_phone": "{13812345678,0515-88383974}",
        "phones": "{13812345678,0515-88383974}",
        "phone_of": "sender",
        "mileage": "1234",
        "total": "1201.00",
        "booked": "t",
        "exclusion": "pdi",
        "warnings": "{}",
    }
    assert json.loads(raw or "") == dict(zip(HEADER, ROW, strict=True))
    assert fingerprint is not None
    assert len(bytes.fromhex(fingerprint)) == 32


def test_what_cannot_be_read_is_null_and_flaws_are_named(tmp_path: Path) -> None:
    bad = [*ROW[:5], VIN[:-1], *ROW[6:8], "138", "很多", "免费", "也许", ""]
    (record,) = read(tmp_path, bad)
    assert [record[name] for name in ("sender_phone", "phones", "phone_of", "mileage", "total", "booked")] == [None] * 6
    assert (record["vin_flaw"], record["warnings"]) == ("vin_length", "{phone_invalid,vin_length}")


HARD = [
    "a\\b",
    "a\tb",
    'a"b',
    "a\nb",
    "\\N",
    "\\.",
    "a\x00b",
    "😀",
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "%s %(x)s",
]


@pytest.mark.parametrize("text", HARD)
def test_hard_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    reading = read_file(
        as_xlsx(tmp_path / "a.xlsx", [[*HEADER[:-1], f"备注{text}"[:30]], [*ROW[:7], text, *ROW[8:-1], text]]),
        kind=Kind.REPAIR_ORDERS,
        out=tmp_path / "out",
    )
    (record,) = records_of(reading.records_file, Kind.REPAIR_ORDERS)
    raw = json.loads(record["raw"] or "")
    assert raw["送修人"] == text.replace("\0", "")
    assert record["sender"] == " ".join(text.replace("\0", "").split())


@pytest.mark.rule("DATA-1")
def test_the_fingerprint_is_of_what_is_said_not_of_how(tmp_path: Path) -> None:
    (first,) = read(tmp_path, ROW)
    otherwise = [
        "w1",
        "PDI",
        "2026年10月1日 8:00",
        "46296",
        "苏Ｊ12345",
        f" {VIN} ",
        "李　四",
        "张三 ",
        "138-1234-5678、051588383974",
        "1234",
        "1201",
        "Y",
        "x",
    ]
    order = [12, 0, 5, 4, 3, 2, 1, 8, 7, 6, 9, 10, 11]
    rows = [["2026年10月"], [HEADER[at] for at in order], [otherwise[at] for at in order]]
    file = as_text(tmp_path / "b.txt", rows, encoding="gb18030", separator="\t")
    reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "other")
    (second,) = records_of(reading.records_file, Kind.REPAIR_ORDERS)
    assert second["fingerprint"] == first["fingerprint"]
    assert second["row_number"] == "3"
    (third,) = read(tmp_path, [*ROW[:10], "1201.01", *ROW[11:]])
    assert third["fingerprint"] != first["fingerprint"]


@pytest.mark.parametrize("kind", list(Kind))
def test_columns_of_the_records_are_the_fields_and_what_is_found(kind: Kind) -> None:
    names = [name for name, _ in RECORD_COLUMNS[kind]]
    dates = [field for field, typed in FIELDS[kind].items() if typed is FieldType.DATE]
    assert len(set(names)) == len(names)
    assert set(names) >= {*FIELDS[kind], *(f"{field}_has_time" for field in dates), "raw", "fingerprint", "row_number"}
