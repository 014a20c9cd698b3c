"""Paging by cursor: it holds the sort values of the last row and a hash of the filter (architecture §3).

Sort columns are NOT NULL (tried: a nullable one lost 40 of 100 rows).
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l

Row = TypeVar("Row")
NO_PLACE = _l("This page link does not fit the list. Start at the first page.")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows and where the next ones begin; None after the last."""

    rows: Sequence[Row]
    next_cursor: str | None


def cut(rows: Sequence[Row], *, limit: int, key: Callable[[Row], Sequence[str]], filters: str = "") -> Page[Row]:
    """A page of at most `limit` of `rows`, which were asked for with one more than that."""
    if len(rows) <= limit:
        return Page(rows, None)
    shown = rows[:limit]
    return Page(shown, encode(key(shown[-1]), filters))


def encode(values: Sequence[str], filters: str = "") -> str:
    """A cursor after the row with these sort values."""
    text = json.dumps([_hash(filters), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, parsers: Sequence[Callable[[str], Any]], filters: str = "") -> tuple[Any, ...]:
    """The sort values of a cursor, each through its parser. Raises InvalidError for one that isn't ours."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        marked, *values = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if marked != _hash(filters):
            raise ValueError("another filter")
        if any("\x00" in value.encode().decode() for value in values):
            raise ValueError("a text that PostgreSQL does not take")
        return tuple(parse(value) for parse, value in zip(parsers, values, strict=True))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidError(fields={"cursor": [NO_PLACE]}) from error


def _hash(filters: str) -> str:
    return hashlib.sha256(filters.encode()).hexdigest()[:8]
