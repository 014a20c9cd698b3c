"""Plates: one written form, and which kind (CUS-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.customers.interface import PlateKind, is_plate, normal_plate, plate_kind
from dealer.customers.rules.plate import PROVINCES


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(
    ("written", "plate"),
    [
        ("苏JBPV89", "苏JBPV89"),
        ("苏ＪＦ５５２７８", "苏JF55278"),
        ("苏J·F33488", "苏JF33488"),
        ("苏J•12345", "苏J12345"),
        ("苏J-12345", "苏J12345"),
        (" 苏j 12345 ", "苏J12345"),
        ("苏J．12345", "苏J12345"),
        ("苏A12345警", "苏A12345警"),
        ("F33488", "F33488"),  # no province: kept as written
        ("厂内01", "厂内01"),
    ],
)
def test_one_written_form(written: str, plate: str) -> None:
    assert normal_plate(written) == plate


@pytest.mark.rule("CUS-7")
@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    "written",
    [
        "",
        "无",
        "暂无",
        "无牌",
        "临牌",
        "临时牌照",
        "未上牌",
        "待上牌",
        "新车",
        "-",
        "--",
        "/",
        "N/A",
        "null",
        "0",
        "苏",
        "苏J",
        "苏J00000",
        " 　 ",
    ],
)
def test_no_plate_yet_is_blank(written: str) -> None:
    assert normal_plate(written) == ""


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        ("苏J12345", PlateKind.ORDINARY),
        ("苏JD12345", PlateKind.NEW_ENERGY_SMALL),
        ("苏JFA1234", PlateKind.NEW_ENERGY_SMALL),
        ("苏J12345D", PlateKind.NEW_ENERGY_LARGE),
        ("苏J12345K", PlateKind.NEW_ENERGY_LARGE),
        ("苏JI12345", PlateKind.UNKNOWN),  # I opens no new-energy plate
        ("苏J12345Z", PlateKind.UNKNOWN),
        ("苏J1234警", PlateKind.POLICE),
        ("苏J1234学", PlateKind.TRAINER),
        ("浙B1234挂", PlateKind.TRAILER),
        ("粤Z1234港", PlateKind.HONG_KONG),
        ("粤Z1234澳", PlateKind.MACAU),
        ("使123456", PlateKind.EMBASSY),
        ("123456使", PlateKind.EMBASSY),
        ("沪A0001领", PlateKind.CONSULATE),
        ("WJ苏12345", PlateKind.ARMED_POLICE),
        ("VA12345", PlateKind.MILITARY),
        ("苏JX1234应急", PlateKind.EMERGENCY),
        ("苏J临12345", PlateKind.TEMPORARY),
        ("厂内01", PlateKind.UNKNOWN),
        ("", PlateKind.UNKNOWN),
    ],
)
def test_kinds(plate: str, kind: PlateKind) -> None:
    assert plate_kind(plate) is kind
    assert is_plate(plate) is (kind is not PlateKind.UNKNOWN)


LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
PLATES = st.builds(
    lambda province, city, rest: province + city + rest,
    st.sampled_from(PROVINCES),
    st.sampled_from(LETTERS),
    st.one_of(
        st.text(LETTERS + "0123456789", min_size=5, max_size=5).filter(lambda rest: rest.strip("0")),
        st.builds(
            "{}{}".format, st.sampled_from("DABCEFGHJK"), st.from_regex(r"[A-Z0-9][0-9]{4}", fullmatch=True)
        ).filter(lambda rest: not set(rest) & set("IO")),
        st.builds("{}{}".format, st.from_regex(r"[0-9]{5}", fullmatch=True), st.sampled_from("DABCEFGHJK")),
    ),
)
WAYS = st.sampled_from(["{0}{1}{2}", "{0}{1}·{2}", " {0}{1} {2}", "{0}{1}-{2} ", "{0} {1}　{2}"])


@pytest.mark.rule("CUS-7")
@given(PLATES, WAYS, st.booleans(), st.booleans())
def test_however_a_plate_is_written_it_is_one(plate: str, way: str, wide: bool, small: bool) -> None:
    written = way.format(plate[0], plate[1], plate[2:])
    written = written.lower() if small else written
    if wide:
        written = written.translate({code: code + 0xFEE0 for code in range(0x30, 0x7B)})
    assert normal_plate(written) == plate
    assert is_plate(plate)


@given(st.text())
def test_any_text_ends_short_and_stays(text: str) -> None:
    plate = normal_plate(text)
    assert len(plate) <= 80  # capitals of some letters are two
    assert normal_plate(plate) == plate or not is_plate(plate)
