"""A scene with two callers and a manager, on Monday 2026-10-26 at 10:42."""

from collections.abc import Iterator

import pytest
import time_machine

from tenants.access.interface import Position
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.factories import tenants as make
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

MONDAY = at("2026-10-26 10:42")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller) -> Scene:
    made = Scene(network, store)
    made.publish()
    return made


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return make.person(store, Position.INFORMATION_ADMINISTRATOR)


@pytest.fixture
def other_caller(store: MadeStore) -> MadePerson:
    return make.person(store, Position.CUSTOMER_REPRESENTATIVE)
