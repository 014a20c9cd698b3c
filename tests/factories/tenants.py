"""Networks, regions, stores and people."""

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass, field

from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from tenants.access.interface import Actor, Position, Side, platform_actor
from tenants.networks.interface import add_region, list_regions, open_network
from tenants.people.interface import give_position, open_account
from tenants.signin.interface import open_way_in
from tenants.staffing.interface import choose_plan
from tenants.stores.interface import open_store

PASSWORD = "correct horse battery"
START = dt.date(2026, 1, 1)

_numbers = itertools.count(1)


@dataclass(frozen=True)
class MadeNetwork:
    """A car maker. `regions` by name."""

    id: uuid.UUID
    code: str
    regions: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def acting(self) -> Acting:
        """As its headquarters."""
        return Acting.headquarters(self.id)

    @property
    def actor(self) -> Actor:
        """The platform itself at its headquarters."""
        return platform_actor("factory", self.acting)


@dataclass(frozen=True)
class MadeStore:
    """A dealership."""

    id: uuid.UUID
    code: str
    network_id: uuid.UUID
    region_id: uuid.UUID

    @property
    def acting(self) -> Acting:
        """As this store."""
        return Acting.store(self.id, self.network_id)

    @property
    def actor(self) -> Actor:
        """The platform itself in this store."""
        return platform_actor("factory", self.acting)


@dataclass(frozen=True)
class MadePerson:
    """Somebody who can sign in with `code`, `username` and `password`."""

    id: uuid.UUID
    code: str
    username: str
    actor: Actor
    password: str = PASSWORD


def network(*, code: str | None = None, regions: tuple[str, ...] = ("north",)) -> MadeNetwork:
    """A network with its way in and its regions."""
    number = next(_numbers)
    made = MadeNetwork(uuid7(), code or f"NET-{number}")
    with unit_of_work(made.acting):
        open_network(code=made.code, name=f"Network {number}", by=made.actor)
        open_way_in(code=made.code, side=Side.HQ, tenant_id=made.id, network_id=made.id, place=f"Network {number}")
        for name in regions:
            made.regions[name] = add_region(name=name, by=made.actor).id
    return made


def store(
    of: MadeNetwork, *, code: str | None = None, region: str = "north", start_date: dt.date = START, plan: int = 1
) -> MadeStore:
    """A store with its way in and a staffing plan."""
    number = next(_numbers)
    with unit_of_work(of.acting):
        found = next(each for each in list_regions() if each.id == of.regions[region])
        opened = open_store(
            code=code or f"STORE-{number}", name=f"Store {number}", region=found, start_date=start_date, by=of.actor
        )
    made = MadeStore(opened.id, opened.code, of.id, of.regions[region])
    with unit_of_work(made.acting):
        choose_plan(plan=plan, valid_from=start_date, region_id=made.region_id, by=made.actor)
    return made


def person(
    of: MadeNetwork | MadeStore,
    *positions: Position,
    username: str | None = None,
    region_ids: tuple[uuid.UUID, ...] = (),
) -> MadePerson:
    """An account at a store or at headquarters, in these positions since 2026. Takes a password hash's time."""
    number = next(_numbers)
    name = f"Person {number}"
    with unit_of_work(of.acting):
        account = open_account(username=username or f"person{number}", name=name, password=PASSWORD, by=of.actor)
        for position in positions:
            for region_id in region_ids or (None,):
                give_position(account, position, by=of.actor, starts_on=START, region_id=region_id)
    actor = Actor(
        name, of.actor.side, of.actor.tenant_id, of.actor.network_id, account.id, frozenset(positions), region_ids
    )
    return MadePerson(account.id, of.code, account.username, actor)
