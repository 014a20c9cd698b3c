"""A clean table reads back the same, whatever its names, order, titles, format, and way of writing values."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealer.customers.interface import vin_flaw
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import read_file
from tests.dealer.imports.reading.names import NAMES
from tests.dealer.imports.reading.records import records_of
from tests.dealer.imports.reading.tables import Row, as_text, as_xls, as_xlsx

# ruff: noqa: DTZ001 - the moments of a file are local and have no zone

FORMATS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "utf-8": as_text,
    "gb18030": lambda path, rows: as_text(path, rows, encoding="gb18030"),
    "utf-16": lambda path, rows: as_text(path, rows, encoding="utf-16", separator="\t"),
}
HAN = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑明华丽强军平国芳梅杰"
ALLOWED = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def with_check_digit(vin: str) -> str:
    """The VIN whose ninth character is right."""
    return next(whole for digit in "0123456789X" if not vin_flaw(whole := vin[:8] + digit + vin[9:]))


MOMENTS = st.datetimes(dt.datetime(2026, 1, 1, 0, 1), dt.datetime(2026, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0, minute=moment.minute or 1)
)
NAME = st.text(HAN, min_size=2, max_size=4)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
PLATE = st.builds(
    "{}{}{}".format,
    st.sampled_from("苏沪京粤"),
    st.sampled_from("ABJK"),
    st.from_regex(r"[1-9][0-9]{4}", fullmatch=True),
)
VIN = st.text(ALLOWED, min_size=17, max_size=17).map(lambda vin: with_check_digit("L" + vin[1:]))
VALUES: dict[str, st.SearchStrategy[object]] = {
    "kind_of_work": st.sampled_from(["定期保养", "一般维修", "事故维修", "首保"]),
    "promised": MOMENTS,
    "arrival": MOMENTS,
    "delivered": MOMENTS,
    "insurance_end": MOMENTS,
    "plate": PLATE,
    "vin": VIN,
    "model": st.sampled_from(["K3", "嘉华", "智跑 Ace"]),
    "mileage": st.integers(1, 300_000),
    "owner": NAME,
    "buyer": NAME,
    "sender": NAME,
    "advisor": NAME,
    "technician": NAME,
    "consultant": NAME,
    "sender_phone": MOBILE,
    "buyer_phone": MOBILE,
    "owner_phone": MOBILE,
    "estimate": st.integers(1, 9_999_999).map(lambda fen: fen / 100),
    "labour": st.integers(1, 9_999_999).map(lambda fen: fen / 100),
    "parts": st.integers(1, 9_999_999).map(lambda fen: fen / 100),
    "total": st.integers(1, 9_999_999).map(lambda fen: fen / 100),
    "price": st.integers(1, 99_999_999).map(lambda fen: fen / 100),
    "booked": st.booleans(),
    "rework": st.booleans(),
    "wish": st.sampled_from(["上午", "晚上", "微信联系"]),
    "address": NAME.map("江苏省盐城市{}路1号".format),
    "payment": st.sampled_from(["全款", "按揭"]),
    "id_number": st.from_regex(r"3209[0-9]{13}[0-9X]", fullmatch=True),
}
DATE_FORMS = [
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%Y%m%d%H%M",
    "%Y-%m-%dT%H:%M:00",
]


def written(value: object, way: int, *, text_only: bool) -> object:
    """A value as some system writes it, the `way`-th of several."""
    if isinstance(value, bool):
        return [("是", "否"), ("Y", "N"), ("1", "0"), ("√", "×")][way % 4][0 if value else 1]
    if isinstance(value, dt.datetime):
        form = way % (len(DATE_FORMS) + 1)
        return value.strftime(DATE_FORMS[form]) if form < len(DATE_FORMS) else value
    if isinstance(value, float):
        return [f"¥{value:,.2f}", f"{value:.2f}元", f"{value:.2f}"][way % 3] if text_only or way % 2 else value
    if isinstance(value, int):
        return f"{value:,}公里" if text_only or way % 2 else value
    text = str(value)
    if len(text) == 11 and text.isdecimal():
        return (
            [text, f"+86 {text}", f"{text[:3]}-{text[3:7]} {text[7:]}"][way % 3]
            if text_only or way % 4
            else float(text)
        )
    return [text, f" {text}", f"{text}　", text][way % 4]


def plainly(field: str, value: object) -> str | None:
    """What the record must hold."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{{{value}}}" if field.endswith("phone") else str(value)


def tables(kind: Kind) -> st.SearchStrategy[tuple[dict[str, str], list[dict[str, object]]]]:
    """Names by field, and rows by field, of a clean table."""
    day0 = "pickup" if kind is Kind.REPAIR_ORDERS else "delivered"
    needed = {"number", "arrival", "pickup"} if kind is Kind.REPAIR_ORDERS else {"number", "delivered"}
    others = [field for field in NAMES[kind] if field and field not in needed]
    vehicles = st.sampled_from([{"vin"}, {"plate"}, {"vin", "plate"}])

    @st.composite
    def table(draw: st.DrawFn) -> tuple[dict[str, str], list[dict[str, object]]]:
        chosen = needed | draw(vehicles) | set(draw(st.lists(st.sampled_from(others), max_size=12, unique=True)))
        order = draw(st.permutations(sorted(chosen)))
        names = {field: draw(st.sampled_from(NAMES[kind][field])) for field in order}
        rows: list[dict[str, object]] = []
        for at in range(draw(st.integers(1, 6))):
            row: dict[str, object] = {field: draw(VALUES[field]) for field in order if field in VALUES}
            row["number"] = f"W{202610000 + at}"
            if day0 == "pickup":
                arrival = row["arrival"]
                assert isinstance(arrival, dt.datetime)
                hours = draw(st.integers(0, 200))
                row["pickup"] = arrival + dt.timedelta(hours=hours) if draw(st.booleans()) else None
            rows.append(row)
        return names, rows

    return table()


TITLES: list[list[Row]] = [[], [["某某店维修明细表"]], [["报表"], ["打印日期:2026-11-02", "", "制表人:管理员"], [""]]]


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_clean_table_reads_back(kind: Kind, form: str, data: st.DataObject) -> None:
    names, rows = data.draw(tables(kind))
    titles = data.draw(st.sampled_from(TITLES))
    way = data.draw(st.integers(0, 1000))
    text_only = form not in ("xlsx", "xls")
    cells = [
        [
            "" if row[field] is None else written(row[field], way + at * at, text_only=text_only)
            for at, field in enumerate(names)
        ]
        for row in rows
    ]
    with TemporaryDirectory() as folder:
        file = FORMATS[form](Path(folder) / "file", [*titles, list(names.values()), *cells])
        reading = read_file(file, kind=kind, out=Path(folder) / "out")
        records = records_of(reading.records_file, kind)
    assert (reading.data_rows, reading.records, reading.rejected) == (len(rows), len(rows), ())
    assert reading.header_row == len(titles) + 1
    found = [{field: record[field] for field in names} for record in records]
    assert found == [{field: plainly(field, row[field]) for field in names} for row in rows]
