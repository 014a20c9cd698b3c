"""The product on a Monday morning, two callers, and a list."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page

from tenants.access.interface import Position
from tests.browser.calls.day import MONDAY, CallDay
from tests.browser.conftest import Open
from tests.browser.site import Site, answering
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.databases import Place


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on a Monday at 10:42, whatever the day is."""
    with answering(place, tmp_path_factory.mktemp("monday"), clock=MONDAY) as made:
        yield made


@pytest.fixture
def day(network: MadeNetwork, store: MadeStore) -> CallDay:
    return CallDay(network, store)


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.INFORMATION_ADMINISTRATOR)


@pytest.fixture
def other(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


@pytest.fixture
def sit_down(open_page: Open) -> Open:
    """`open_page` on that Monday."""

    def opened(*args: object, **more: object) -> Page:
        with time_machine.travel(MONDAY):
            return open_page(*args, **more)

    return opened
