"""Numbers, amounts, kilometres and flags, to one form each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.imports.reading.child.columns import ColumnReader, texts_of
from dealer.imports.reading.child.dates import UNREADABLE, DateReader
from dealer.imports.reading.child.values import (
    NORMALISERS,
    amount_of,
    amount_of_number,
    cell_text,
    count_of,
    flag_of,
    number_of,
)
from dealer.imports.reading.kinds import FieldType


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1201", "1201.00"),
        ("1,201.00", "1201.00"),
        ("¥1,201.00", "1201.00"),
        ("￥1，201．00", "1201.00"),
        ("1,201.00元", "1201.00"),
        ("人民币1201元整", "1201.00"),
        ("RMB 1201", "1201.00"),
        ("12.2万", "122000.00"),
        ("12.2万元", "122000.00"),
        ("-50", "-50.00"),
        ("¥-50.5", "-50.50"),
        ("(50.00)", "-50.00"),
        ("0", "0.00"),
        ("0.004", "0.00"),
        ("-0.004", "0.00"),
        (".5", "0.50"),
        ("", ""),
        ("-", ""),
        ("无", ""),
    ],
)
def test_amounts(text: str, form: str) -> None:
    assert amount_of(text) == form


@pytest.mark.parametrize("text", ["免费", "1.2.3", "12,34", "1201/1300", "=1+1", "99999999999999", "1e5"])
def test_amounts_that_cannot_be_read_stay_apart(text: str) -> None:
    assert amount_of(text) == UNREADABLE + text


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize("text", ["9999999999.996", "-9,999,999,999.996", "999999.9999999万"])
def test_an_amount_that_only_rounding_makes_too_large_is_none(text: str) -> None:
    assert amount_of(text) == UNREADABLE + text
    assert amount_of_number(9_999_999_999.996)[0] == UNREADABLE
    assert amount_of("9999999999.99") == amount_of_number(9_999_999_999.99) == "9999999999.99"


@pytest.mark.rule("DATA-1")
@given(st.floats(-999_999_999, 999_999_999))
def test_an_amount_is_the_same_as_number_and_as_text(amount: float) -> None:
    assert amount_of(f"{amount:.2f}") == amount_of(f"¥{amount:,.2f}") == amount_of_number(float(f"{amount:.2f}"))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("70153公里", "70153"),
        ("70,153", "70153"),
        ("70153km", "70153"),
        ("７０１５３", "70153"),
        ("7.5万公里", "75000"),
        ("70153.0", "70153"),
        ("0", "0"),
        ("", ""),
        ("无", ""),
    ],
)
def test_kilometres(text: str, form: str) -> None:
    assert count_of(text) == form


@pytest.mark.parametrize("text", ["七万", "-5", "70153/70200", "9" * 30])
def test_kilometres_that_cannot_be_read_stay_apart(text: str) -> None:
    assert count_of(text) == UNREADABLE + text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("是", "t"),
        ("Y", "t"),
        ("1", "t"),
        ("√", "t"),
        ("否", "f"),
        ("N", "f"),
        ("0", "f"),
        ("", ""),
        ("待定", UNREADABLE + "待定"),
    ],
)
def test_flags(text: str, form: str) -> None:
    assert flag_of(text) == form


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("WX2026001", "WX2026001"),
        (" wx2026001 ", "WX2026001"),
        ("ＷＸ２０２６", "WX2026"),
        ("WX 2026-001", "WX2026-001"),
        ("苏结001", "苏结001"),
        ("0012", "0012"),
        ("", ""),
        ("无", ""),
        ("-", ""),
        ("0", ""),
        ("null", ""),
        ("A" * 101, ""),
        ("261001001.0", "261001001"),
        ("2.0261E+11", ""),
    ],
)
def test_numbers_of_orders(text: str, form: str) -> None:
    assert number_of(text) == form


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13503968341.0, "13503968341"),
        (937.2, "937.2"),
        (5, "5"),
        (True, "TRUE"),
        ("1,201.00", "1,201.00"),
        ("", ""),
        (None, ""),
    ],
)
def test_cells_as_a_person_sees_them(cell: object, text: str) -> None:
    assert cell_text(cell) == text


@given(
    st.sampled_from([typed for typed in FieldType if typed is not FieldType.DATE]),
    st.lists(
        st.one_of(st.text(max_size=8), st.integers(0, 10**9), st.floats(0, 10**9).map(lambda x: round(x, 2))),
        max_size=12,
    ),
)
def test_a_column_reads_as_its_cells_do_one_by_one(typed: FieldType, cells: list[object]) -> None:
    texts = texts_of(cells)
    assert list(texts) == [cell_text(cell) for cell in cells]
    by_column = ColumnReader(typed, DateReader()).of(cells, texts)
    assert by_column == [NORMALISERS[typed](text) for text in texts]


@given(st.sampled_from(list(FieldType)), st.text(max_size=400))
def test_a_normal_form_has_no_line_break_and_no_tab(typed: FieldType, text: str) -> None:
    assert not set(NORMALISERS[typed](text)) & set("\t\n\r\0")


@pytest.mark.parametrize(
    ("cell", "form"),
    [("12.2", "122000.00"), (12.2, "122000.00"), ("12.2万", "122000.00"), ("12.2元", "122000.00"), ("", "")],
)
def test_a_column_in_ten_thousands(cell: object, form: str) -> None:
    reader = ColumnReader(FieldType.AMOUNT, DateReader(), title="成交价(万元)")
    assert reader.of([cell], texts_of([cell])) == [form]
