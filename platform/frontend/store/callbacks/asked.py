"""What the address of the list asks for, and addresses that ask for something else."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from dealer.callbacks.interface import ListFilter, Programme, Tab
from frontend.paths import PATHS

EVERYTHING = ListFilter()


@dataclass(frozen=True)
class Asked:
    """A tab, a filter, and a place in it. What nobody understands in an address is left out, not refused."""

    tab: Tab = Tab.TODAY
    shown: ListFilter = EVERYTHING
    cursor: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From the address's query."""
        shown = ListFilter(
            programme=Programme(query["programme"]) if query.get("programme") in set(Programme) else None,
            caller=_identity(query.get("caller", "")),
            unassigned=query.get("unassigned") == "1",
            with_wish=query.get("wish") == "1",
        )
        tab = Tab(query["tab"]) if query.get("tab") in set(Tab) else Tab.TODAY
        return cls(tab, shown, query.get("cursor") or None)

    @classmethod
    def of_query(cls, query: str) -> "Asked":
        """From a query as text, such as a form carries it back."""
        return cls.of(dict(parse_qsl(query)))

    def address(self, **changes: object) -> str:
        """The list's address with some of `tab programme caller unassigned wish cursor` changed; None takes one out.

        A page link fits its own tab and filter only, so that it is left out unless it is given.
        """
        return f"{PATHS.callbacks}?{query}" if (query := self.query(**changes)) else PATHS.callbacks

    def query(self, **changes: object) -> str:
        """As `address`, without the page's own part."""
        parts: dict[str, object] = {
            "tab": self.tab if self.tab is not Tab.TODAY else None,
            "programme": self.shown.programme,
            "caller": self.shown.caller,
            "unassigned": "1" if self.shown.unassigned else None,
            "wish": "1" if self.shown.with_wish else None,
        }
        return urlencode({name: str(value) for name, value in (parts | changes).items() if value is not None})

    def changed(self, **changes: object) -> "Asked":
        """What such an address would ask for."""
        return Asked.of_query(self.query(**changes))


def _identity(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
