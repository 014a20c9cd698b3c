"""The kinds of table (architecture §4). A mixin gives a table its kind, its key's first column and its second wall."""

import uuid
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backbone.ids import uuid7


class Kind(StrEnum):
    """Who owns a table's rows; the policies follow from it."""

    STORE_OWNED = "StoreOwned"
    REPORTED = "Reported"
    DIRECTED = "Directed"
    PUBLISHED = "Published"
    HQ_PRIVATE = "HqPrivate"
    OWN_SIDE = "OwnSide"
    REFERENCE = "Reference"
    DOOR = "Door"
    MACHINE = "Machine"


class TenantKeyed:
    """Key (tenant_id, id)."""

    tenant_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-30)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-29)


class NetworkKeyed:
    """Key (network_id, id)."""

    network_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-30)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-29)


class Regional:
    """What a store and its headquarters both see: the network and, frozen, the region of the row's day."""

    network_id: Mapped[uuid.UUID] = mapped_column(sort_order=-28)
    region_id: Mapped[uuid.UUID] = mapped_column(sort_order=-27)


class StoreOwned(TenantKeyed):
    """Written and read by the store alone; headquarters has no grant at all (HQ-7)."""

    kind: ClassVar[Kind] = Kind.STORE_OWNED


class Reported(TenantKeyed, Regional):
    """Written by the store, read by it and its headquarters."""

    kind: ClassVar[Kind] = Kind.REPORTED


class Directed(TenantKeyed, Regional):
    """Written by headquarters for one store, read by both."""

    kind: ClassVar[Kind] = Kind.DIRECTED


class Published(NetworkKeyed):
    """Written by headquarters, read by all its stores."""

    kind: ClassVar[Kind] = Kind.PUBLISHED


class HqPrivate(NetworkKeyed):
    """Headquarters' own."""

    kind: ClassVar[Kind] = Kind.HQ_PRIVATE


class OwnSide(TenantKeyed):
    """Either side's own rows: people, audit trail, outbox, files. Headquarters' tenant is its network's id."""

    kind: ClassVar[Kind] = Kind.OWN_SIDE


class Reference:
    """The same for everybody; written by migrations."""

    kind: ClassVar[Kind] = Kind.REFERENCE


class Door:
    """What is needed before anybody is known; keyed by a token's or a name's hash."""

    kind: ClassVar[Kind] = Kind.DOOR


class Machine:
    """The platform's own clockwork: what ran when. No tenant's data."""

    kind: ClassVar[Kind] = Kind.MACHINE


def within_tenant(column: str, target: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key between tenant tables: (tenant_id, column) -> target(tenant_id, id), so that it can't cross."""
    return ForeignKeyConstraint(
        ["tenant_id", column], [f"app.{target}.tenant_id", f"app.{target}.id"], ondelete=ondelete
    )


def of_store() -> ForeignKeyConstraint:
    """Reported and Directed rows name a real store of that very network: a forged network has no such pair."""
    return ForeignKeyConstraint(["tenant_id", "network_id"], ["app.stores.tenant_id", "app.stores.network_id"])


def of_region() -> ForeignKeyConstraint:
    """Reported and Directed rows name a real region of that network: else they would be seen by the wrong people."""
    return ForeignKeyConstraint(["network_id", "region_id"], ["app.regions.network_id", "app.regions.id"])
