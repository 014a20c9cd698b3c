"""Cursors (architecture §3): ours come back as they went, anything else is refused as such."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backbone.errors import InvalidError
from backbone.web.paging import cut, decode, encode
from tests.assembly.web.conftest import Visit
from tests.factories.tenants import MadePerson

# What a sort column can hold: PostgreSQL keeps no NUL.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_a_cursor_comes_back(values: list[str], filters: str) -> None:
    cursor = encode(values, filters)
    assert decode(cursor, [str] * len(values), filters) == tuple(values)


@given(TEXTS, TEXTS)
def test_a_cursor_of_another_filter_is_refused(one: str, other: str) -> None:
    if one != other:
        with pytest.raises(InvalidError):
            decode(encode(["a"], one), [str], other)


@given(TEXTS)
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(InvalidError):
        decode(text, [int])


NONSENSE = [
    "",
    "%",
    "AAAA",
    packed([]),
    packed({}),
    packed(7),
    packed("e3b0c442"),
    packed(["e3b0c442"]),
    packed(["e3b0c442", "2026-01-01T00:00:00+00:00"]),
    packed(["e3b0c442", 1, 2]),
    packed(["e3b0c442", "never", "01a1ffe6-8ecc-766d-af88-048f8faaa5ae"]),
    packed(["e3b0c442", "2026-01-01T00:00:00+00:00", {"a": "b"}]),
    packed(["e3b0c442", "2026-01-01\x00", "x"]),
    base64.urlsafe_b64encode(b"[" * 5000).decode(),
    "9" * 4000,
]


def test_a_cursor_that_is_not_ours_is_422_on_the_page_and_at_the_json_door(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    for cursor in NONSENSE[1:]:
        answer = me.get("/api/v1/imports", query_string={"cursor": cursor})
        assert answer.status_code == 422, cursor
        assert "cursor" in answer.json["errors"]
        assert me.get("/imports", query_string={"cursor": cursor}).status_code == 422


def test_a_page_is_cut_where_it_is_full() -> None:
    whole = cut([1, 2], limit=2, key=lambda row: [str(row)])
    assert (whole.rows, whole.next_cursor) == ([1, 2], None)
    part = cut([1, 2, 3], limit=2, key=lambda row: [str(row)])
    assert part.rows == [1, 2]
    assert decode(str(part.next_cursor), [int]) == (2,)
