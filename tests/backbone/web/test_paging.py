"""Paging by cursor: every row once, whatever happens to the list; nothing that isn't ours is believed."""

import base64
import datetime as dt
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone.errors import InvalidError
from backbone.web.paging import cut, decode, encode

PARSERS = (dt.date.fromisoformat, uuid.UUID)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_a_cursor_brings_back_what_went_in(values: list[str], filters: str) -> None:
    cursor = encode(values, filters)
    assert decode(cursor, [str] * len(values), filters) == tuple(values)
    assert cursor.isascii()
    assert not set(cursor) & set("+/=&?#")


@given(st.sets(st.integers(0, 99), max_size=40), st.integers(1, 12))
def test_pages_hold_every_row_once(numbers: set[int], limit: int) -> None:
    rows, found, cursor = sorted(numbers), [], None
    for _ in range(len(rows) + 1):
        after = decode(cursor, [int])[0] if cursor else -1
        page = cut([row for row in rows if row > after][: limit + 1], limit=limit, key=lambda row: [str(row)])
        assert len(page.rows) <= limit
        found += page.rows
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == rows


def _raw(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


MARK = json.loads(base64.urlsafe_b64decode(encode([]) + "=="))[0]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "=",
        "x",
        "汉",
        "\ud800",
        _raw(None),
        _raw(5),
        _raw({}),
        _raw("text"),
        _raw([]),
        _raw([MARK]),
        _raw([MARK, "2026-01-01"]),
        _raw([MARK, "2026-01-01", str(uuid.UUID(int=1)), "more"]),
        _raw([MARK, "2026-13-01", str(uuid.UUID(int=1))]),
        _raw([MARK, "2026-01-01", "no id"]),
        _raw([MARK, 20260101, str(uuid.UUID(int=1))]),
        _raw([MARK, None, None]),
        _raw(["another", "2026-01-01", str(uuid.UUID(int=1))]),
        "W1" * 50_000,
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_what_is_not_ours_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidError) as refused:
        decode(cursor, PARSERS)
    assert list(refused.value.fields) == ["cursor"]


@pytest.mark.parametrize("value", ["\x00", "a\x00b", 5, None, ["a"], {"a": "b"}])
def test_a_text_in_a_cursor_is_one_that_the_database_takes(value: object) -> None:
    with pytest.raises(InvalidError):
        decode(_raw([MARK, value]), [str])


def test_a_cursor_of_another_filter_is_refused() -> None:
    with pytest.raises(InvalidError):
        decode(encode(["1"], "state=open"), [str], "state=done")


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw: bytes) -> None:
    with pytest.raises(InvalidError):
        decode(base64.urlsafe_b64encode(raw).decode(), PARSERS)
