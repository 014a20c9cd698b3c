"""Counts statements: SELECT and DML that all engines of this process send within a block."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_TALK = re.compile(r"\s*(SET|SHOW|RESET|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent within the block, in order; what only talks about the transaction is left out."""
    sent: list[str] = []

    def heard(connection: Any, cursor: Any, text: str, *rest: Any) -> None:
        if not _TALK.match(text):
            sent.append(text)

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
