"""Phones as they are written in a cell, to what can be dialled (CUS-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.customers.interface import masked_number, read_phones

ONE = "13812345678"
GOOD = [
    ("13812345678", (ONE,)),
    ("139-7178 1800", ("13971781800",)),
    ("138 1234 5678", (ONE,)),
    ("1381234 5678", (ONE,)),
    ("+86 13812345678", (ONE,)),
    ("+86-138-1234-5678", (ONE,)),
    ("0086 138 1234 5678", (ONE,)),
    ("8613812345678", (ONE,)),
    ("(+86)13812345678", (ONE,)),
    ("013812345678", (ONE,)),
    ("１３８１２３４５６７８", (ONE,)),
    ("13812345678.0", (ONE,)),
    ("1.3812345678E+10", (ONE,)),
    ("'13812345678", (ONE,)),
    ('="13812345678"', (ONE,)),
    ("13812345678 ", (ONE,)),
    ("手机:13812345678", (ONE,)),
    ("13812345678(王先生)", (ONE,)),
    ("王先生 13812345678", (ONE,)),
    ("0515-88383974", ("0515-88383974",)),
    ("(0515)88383974", ("0515-88383974",)),
    ("0515 8838 3974", ("0515-88383974",)),
    ("051588383974", ("0515-88383974",)),
    ("+86-515-88383974", ("0515-88383974",)),
    ("010-62345678", ("010-62345678",)),
    ("0515-8838397", ("0515-8838397",)),
    ("0515-88383974-801", ("0515-88383974-801",)),
    ("0515-88383974转801", ("0515-88383974-801",)),
    ("021-62345678分机12", ("021-62345678-12",)),
    ("400-812-3456", ("4008123456",)),
    ("+852 9123 4567", ("+85291234567",)),
    ("17792514401/0515-88369654", ("17792514401", "0515-88369654")),
    ("13812345678、13912345678", (ONE, "13912345678")),
    ("13812345678,13912345678", (ONE, "13912345678")),
    ("13812345678；13912345678", (ONE, "13912345678")),
    ("13812345678或13912345678", (ONE, "13912345678")),
    ("13812345678 13912345678", (ONE, "13912345678")),
    ("13812345678\n13912345678", (ONE, "13912345678")),
    ("1381234567813912345678", (ONE, "13912345678")),
    ("0515-88383974 13812345678", ("0515-88383974", ONE)),
    ("13812345678/13812345678", (ONE,)),
    ("13812345678/无", (ONE,)),
]
BAD = [
    "1597763803",  # a digit lost
    "138123456789",
    "12345678901",  # no mobile begins with 12
    "1.38E+10",  # a spreadsheet lost the digits
    "1.381234568E+10",
    "1381234567.0",
    "138****5678",
    "88383974",  # no area code: cannot be dialled from elsewhere
    "021-6234567",  # Shanghai has eight digits
    "0515-123456",
    "95588",
    "王先生",
    "13O12345678",
]
ABSENT = ["", " ", "无", "暂无", "-", "/", "N/A", "null", "0", "无电话", "没有", "未留", "拒绝提供", "不详"]


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(("written", "numbers"), GOOD)
def test_numbers_that_can_be_dialled(written: str, numbers: tuple[str, ...]) -> None:
    phones = read_phones(written)
    assert phones.numbers == numbers
    assert not phones.is_invalid


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize("written", BAD)
def test_what_cannot_be_dialled_is_invalid(written: str) -> None:
    assert read_phones(written).numbers == ()
    assert read_phones(written).is_invalid


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize("written", ABSENT)
def test_what_says_nothing_is_missing(written: str) -> None:
    phones = read_phones(written)
    assert (phones.numbers, phones.given, phones.is_invalid) == ((), False, False)


MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
WAYS = st.sampled_from(["{}", "+86{}", "+86 {}", "0086{}", "86{}", " {} ", "{}.0", "'{}"])
BETWEEN = st.sampled_from(["/", "、", ";", "；", ",", "，", " / ", "\n", "或", " "])


@pytest.mark.rule("CUS-7")
@given(st.lists(st.tuples(MOBILES, WAYS), min_size=1, max_size=4, unique_by=lambda pair: pair[0]), BETWEEN)
def test_several_in_one_cell_are_several(written: list[tuple[str, str]], between: str) -> None:
    text = between.join(way.format(number).strip() for number, way in written)
    assert read_phones(text).numbers == tuple(number for number, _ in written)


@given(st.text())
def test_any_text_gives_only_what_can_be_dialled(text: str) -> None:
    phones = read_phones(text)
    assert len(phones.numbers) <= 10
    for number in phones.numbers:
        assert read_phones(number).numbers == (number,)


@pytest.mark.rule("CUS-9")
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13912345033", "139****5033"),
        ("0512-65286630", "0512-****6630"),
        ("0512-12", "0512-****"),
        ("5033", "****"),
        (None, ""),
    ],
)
def test_a_masked_number(value: str | None, shown: str) -> None:
    assert masked_number(value) == shown


@given(st.from_regex(r"1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{3,20}", fullmatch=True))
def test_a_masked_phone_hides_at_least_three_digits(number: str) -> None:
    masked = masked_number(number)
    digits = [character for character in number if character.isdigit()]
    shown = [character for character in masked if character.isdigit()]
    assert "****" in masked
    assert len(digits) - len(shown) >= 3 or not shown
