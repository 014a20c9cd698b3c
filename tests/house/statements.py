"""Records every distinct statement that the engines of this process send, with the role it is sent as."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

_ROLE = re.compile(r'SET LOCAL ROLE "?(\w+)"?')
_TALK = re.compile(r"\s*(SET|SHOW|RESET|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|LISTEN|NOTIFY)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sent:
    """One distinct statement and the role of its transaction (`""`: nobody said SET LOCAL ROLE)."""

    role: str
    text: str


@dataclass
class Recorder:
    """`fresh` holds what was sent for the first time since it was last emptied."""

    seen: set[Sent] = field(default_factory=set)
    fresh: list[Sent] = field(default_factory=list)
    deaf: bool = False

    def install(self) -> None:
        """Listen to all engines of the process, also to those that a test makes itself."""
        event.listen(Engine, "before_cursor_execute", self._before)
        for end in ("commit", "rollback"):
            event.listen(Engine, end, _forget_role)

    def _before(
        self, connection: Connection, cursor: Any, text: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if role := _ROLE.match(text):
            connection.info["acting_role"] = role[1]
        if self.deaf or _TALK.match(text):
            return
        sent = Sent(connection.info.get("acting_role", ""), _as_written(text, context))
        if sent not in self.seen:
            self.seen.add(sent)
            self.fresh.append(sent)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is recorded meanwhile."""
        self.deaf = True
        try:
            yield
        finally:
            self.deaf = False

    def take(self) -> list[Sent]:
        """What is new since the last call."""
        taken, self.fresh = self.fresh, []
        return taken


def _as_written(text: str, context: Any) -> str:
    """An INSERT of many rows as it was compiled, for one row: what is sent differs with each number of rows."""
    compiled = getattr(context, "compiled", None)
    return str(compiled.string) if compiled is not None and getattr(context, "isinsert", False) else text


def _forget_role(connection: Connection) -> None:
    connection.info.pop("acting_role", None)
