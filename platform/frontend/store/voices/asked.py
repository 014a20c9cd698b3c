"""What the address of the list asks for, and addresses that ask for something else."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dealer.voices.interface import KINDS, VoiceFilter, VoiceTab
from frontend.paths import PATHS
from oem.questionnaires.interface import Department


@dataclass(frozen=True)
class Asked:
    """A tab, a filter, and a place in it. What nobody understands in an address is left out, not refused."""

    tab: VoiceTab
    department: Department | None
    kind: str | None
    cursor: str | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From the address's query."""
        return cls(
            tab=VoiceTab(query["tab"]) if query.get("tab") in set(VoiceTab) else VoiceTab.OPEN,
            department=Department(query["department"]) if query.get("department") in set(Department) else None,
            kind=query["kind"] if query.get("kind") in KINDS else None,
            cursor=query.get("cursor") or None,
        )

    def shown(self, owner: uuid.UUID | None) -> VoiceFilter:
        """The filter; `owner`: only what this account has in hand."""
        return VoiceFilter(self.department, self.kind, owner)

    def address(self, **changes: object) -> str:
        """The list's address with some of `tab department kind cursor` changed; None takes one out."""
        parts: dict[str, object] = {
            "tab": self.tab if self.tab is not VoiceTab.OPEN else None,
            "department": self.department,
            "kind": self.kind,
        }
        query = urlencode({name: str(value) for name, value in (parts | changes).items() if value is not None})
        return f"{PATHS.voices}?{query}" if query else PATHS.voices
