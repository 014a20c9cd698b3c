"""Knows people by the token their browser holds (see backbone.web.requests.Doorkeeper)."""

import uuid
from dataclasses import dataclass

from backbone.clock import now, today
from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting
from frontend.door.cookies import token
from tenants.access.interface import Actor, Position, Side
from tenants.networks.interface import region_and_below
from tenants.people.interface import HeldPosition, find_working_account
from tenants.signin.interface import LiveSession, find_live_session, mark_seen


@dataclass(frozen=True)
class KnownSession:
    """A live session and what its side acts as, before positions are known."""

    row: LiveSession

    @property
    def acting(self) -> Acting:
        """A store, or headquarters."""
        if self.row.side == Side.STORE:
            return Acting.store(self.row.tenant_id, self.row.network_id)
        return Acting.headquarters(self.row.network_id)


class Doorkeeper:
    """Reads the session as the door, then the person as their tenant."""

    def recognise(self) -> KnownSession | None:
        """The live session of the request's token."""
        if not (held := token()):
            return None
        with unit_of_work(Acting.door()):
            row = find_live_session(held)
            if row is not None:
                mark_seen(row, now())
        return KnownSession(row) if row is not None else None

    def describe(self, known: KnownSession) -> Actor | None:
        """The person with the positions of today."""
        found = find_working_account(known.row.account_id)
        if found is None:
            return None
        account = found.account
        held_today = [holding for holding in found.holdings if holding.holds_on(today())]
        in_positions = {holding.position for holding in held_today} | set(found.delegated)
        return Actor(
            name=account.name,
            side=Side(known.row.side),
            tenant_id=known.row.tenant_id,
            network_id=known.row.network_id,
            account_id=account.id,
            positions=frozenset(Position(holding.position) for holding in held_today),
            delegated=frozenset(Position(each) for each in found.delegated),
            region_ids=_regions(held_today),
            place=known.row.place,
            username=account.username,
            locale=account.locale,
            session_id=known.row.id,
            knows_one_time_password=account.password_is_one_time,
            held_back=not found.has_second_factor and bool(in_positions & set(found.need_second_factor)),
        )


def _regions(holdings: list[HeldPosition]) -> tuple[uuid.UUID, ...]:
    bound = [holding.region_id for holding in holdings if holding.region_id is not None]
    return tuple(sorted({below for region_id in bound for below in region_and_below(region_id)}))
