"""Opens the demo's accounts, and says who works in a store."""

import datetime as dt
from collections.abc import Collection, Iterator

from assembly.demo.network import COLLEAGUES, NETWORK, PASSWORD, PEOPLE, DemoPerson, DemoStore
from assembly.onboarding import create_user
from tenants.access.interface import Actor, Position, Side
from tenants.staffing.interface import get_store_staffing
from tenants.stores.interface import get_own_store


def staff_of(store: DemoStore) -> Iterator[tuple[str, str, Position]]:
    """User name, name and position of everybody who works there from the start."""
    yield from ((each.username, each.name, each.position) for each in PEOPLE if each.place == store.code)
    yield from COLLEAGUES[store.code]


def open_store_accounts(store: DemoStore, started: dt.date, *, there: Collection[str]) -> None:
    """Everybody of a store, from its first day on, but for the user names that are there."""
    missing = [each for each in staff_of(store) if each[0] not in there]
    for username, name, position in missing:
        create_user(
            store_code=store.code,
            hq_code=None,
            username=username,
            name=name,
            position=position,
            password=PASSWORD,
            starts_on=started,
        )


def headquarters_people() -> list[DemoPerson]:
    """Whoever works at headquarters."""
    return [each for each in PEOPLE if each.place == NETWORK]


def open_account_at_headquarters(person: DemoPerson, started: dt.date) -> None:
    """One person of headquarters."""
    create_user(
        store_code=None,
        hq_code=NETWORK,
        username=person.username,
        name=person.name,
        position=person.position,
        password=PASSWORD,
        region=person.region,
        starts_on=started,
    )


def actors_on(day: dt.date) -> dict[Position, list[Actor]]:
    """Who holds which position of the present store on that day, each as who they are today."""
    staffing, store = get_store_staffing(), get_own_store()
    found: dict[Position, list[Actor]] = {}
    for account in staffing.people:
        for position in Position:
            if account.id in staffing.rules.holders(position, day):
                actor = Actor(
                    name=account.name,
                    side=Side.STORE,
                    tenant_id=store.tenant_id,
                    network_id=store.network_id,
                    account_id=account.id,
                    positions=frozenset({position}),
                    place=store.name,
                    username=account.username,
                )
                found.setdefault(position, []).append(actor)
    return found
