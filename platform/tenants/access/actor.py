"""The actor: a known person (or the platform itself) with what they may do today."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backbone.errors import ForbiddenError
from backbone.i18n import lazy_gettext as _l
from backbone.isolation.acting import Acting
from tenants.access.permissions import Permission, permissions_of
from tenants.access.positions import Position, Side


class SecondFactorMissingError(ForbiddenError):
    """The person's position needs a second factor, and they have none."""

    code = "second_factor_missing"
    message = _l("Your position needs a second factor. Please set it up first.")


@dataclass(frozen=True)
class Actor:
    """Passed into every action. `account_id` is None for the platform's own jobs and the command line."""

    name: str
    side: Side
    tenant_id: uuid.UUID
    network_id: uuid.UUID
    account_id: uuid.UUID | None = None
    positions: frozenset[Position] = frozenset()
    region_ids: tuple[uuid.UUID, ...] = ()
    place: str = ""
    username: str = ""
    locale: str = "zh_CN"
    session_id: uuid.UUID | None = None
    delegated: frozenset[Position] = frozenset()
    """Positions that this person stands in for today (ORG-4)."""
    knows_one_time_password: bool = False
    """Somebody else has seen this person's password: they are to choose another one."""
    held_back: bool = False
    """Whether a position of theirs needs a second factor that they have not: they may do nothing but get one."""

    # What Flask-Login asks of somebody it knows.
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """For Flask-Login; nothing of ours reads it back."""
        return str(self.account_id)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this person's positions of today allow, and those they stand in for."""
        if self.held_back:
            return frozenset()
        return permissions_of(self.positions | self.delegated)

    def can(self, permission: str) -> bool:
        """Whether this person has a permission, by its value."""
        return permission in self.permissions

    @property
    def hindrance(self) -> ForbiddenError | None:
        """Why this person may do nothing at all yet, but for what removes it."""
        return SecondFactorMissingError() if self.held_back else None

    @property
    def position_titles(self) -> list[str]:
        """Positions as words, in the order of the enum."""
        return [str(position.title) for position in Position if position in self.positions]

    @property
    def acting(self) -> Acting:
        """What the person's transactions act as. Bound to regions only when every position is."""
        if self.side is Side.STORE:
            return Acting.store(self.tenant_id, self.network_id)
        if self.positions and all(position.bound_to_regions for position in self.positions):
            return Acting.region(self.network_id, self.region_ids)
        return Acting.headquarters(self.network_id)


def platform_actor(name: str, acting: Acting) -> Actor:
    """The platform itself, acting for a tenant in a job or on the command line."""
    side = Side.STORE if acting.role == "sanqi_store" else Side.HQ
    return Actor(name=name, side=side, tenant_id=acting.tenant_id, network_id=acting.network_id)
