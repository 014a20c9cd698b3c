"""The page's address: which programme, which region is open, which store, all of its stores or the first.

Everything that can be opened is a link, so that the page works without a script and the address can be sent on.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES


@dataclass(frozen=True)
class Address:
    """`names_region`: the address says which region is open (None: none is), instead of leaving it to the page."""

    programme: str | None = None
    region: uuid.UUID | None = None
    store: uuid.UUID | None = None
    whole: bool = False
    names_region: bool = False

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """From a query string; what can't be read is left out."""
        programme = args.get("programme")
        return cls(
            programme=programme if programme in PROGRAMMES else None,
            region=as_uuid(args.get("region")),
            store=as_uuid(args.get("store")),
            whole=args.get("all") == "1",
            names_region="region" in args,
        )

    def opening(self, region: uuid.UUID | None) -> Self:
        """As it is shown, with the region that the page chose."""
        return replace(self, region=region, names_region=True)

    def of_programme(self, programme: str | None) -> str:
        """The same view of another programme."""
        return replace(self, programme=programme).url()

    def of_region(self, region: uuid.UUID) -> str:
        """A region opened; closed when it is open."""
        shown = None if region == self.region else region
        return replace(self, region=shown, store=None, whole=False, names_region=True).url(f"r-{region}")

    def of_store(self, store: uuid.UUID) -> str:
        """A store of the open region opened; closed when it is open."""
        return replace(self, store=None if store == self.store else store).url(f"s-{store}")

    def of_one(self, store: uuid.UUID) -> str:
        """A store, wherever it stands."""
        return Address(programme=self.programme, store=store).url(f"s-{store}")

    def of_all(self) -> str:
        """All stores of the open region."""
        return replace(self, whole=True).url(f"r-{self.region}")

    def here(self) -> str:
        """The address as it stands."""
        return self.url()

    def url(self, anchor: str = "") -> str:
        """As a link."""
        parts = {
            "programme": self.programme,
            "region": str(self.region or "") if self.names_region else None,
            "store": str(self.store) if self.store else None,
            "all": "1" if self.whole else None,
        }
        query = urlencode({name: value for name, value in parts.items() if value is not None})
        return PATHS.hq_today + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def as_uuid(value: str | None) -> uuid.UUID | None:
    """An id; None for what is none."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None
