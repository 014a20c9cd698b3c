"""Names keep their Chinese form; full width, padding and words for 'nothing' are no part of any value (CUS-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.customers.interface import filled, folded, is_blank, normal_name, same_name


@pytest.mark.rule("CUS-7")
@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三", "张三"),
        ("\u3000李芳 ", "李芳"),
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("𠮷 田", "𠮷田"),
        ("ＭＢＰ软件传媒有限公司", "MBP软件传媒有限公司"),
        ("John  Smith", "John Smith"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("😀张三", "😀张三"),
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("无", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_names(written: str, name: str) -> None:
    assert normal_name(written) == name


def test_same_name_needs_a_name() -> None:
    assert same_name("张三", "张三")
    assert same_name("Li Lei", "li lei")
    assert not same_name("张三", "李四")
    assert not same_name("", "")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("ＡＢＣ　１２３", "ABC 123"),
        ("￥１２", "¥12"),
        ('="0123"', "0123"),
        ("'0123", "0123"),
        ("a\x00b\u200bc", "abc"),
        ("a\t\n b", "a b"),
    ],
)
def test_folding(written: str, text: str) -> None:
    assert folded(written) == text


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    "word",
    ["", "无", "暂无", "-", "--", "------", "======", "—", "/", "N/A", "n/a", "NULL", "None", "(空)", "#N/A", "．"],
)
def test_words_that_say_nothing(word: str) -> None:
    assert is_blank(folded(word))
    assert filled(word) == ""


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = filled(text)
    assert not any(character in once for character in "\0\t\n\r")
    if once[:1] not in ("=", "'"):
        assert filled(once) == once
