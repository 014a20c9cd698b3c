"""What a person narrows the list to; it stands in the address of the page."""

import uuid
from dataclasses import dataclass

from dealer.callbacks.rules.programmes import Programme


@dataclass(frozen=True, slots=True)
class ListFilter:
    """All of these at once. `unassigned` and `caller` exclude each other: the first one wins."""

    programme: Programme | None = None
    caller: uuid.UUID | None = None
    unassigned: bool = False
    with_wish: bool = False

    @property
    def is_empty(self) -> bool:
        """Does it leave everything?"""
        return self == ListFilter()

    def __str__(self) -> str:
        """For the cursor: a page link fits the filter it was made under."""
        return f"{self.programme or ''}|{self.caller or ''}|{self.unassigned}|{self.with_wish}"
