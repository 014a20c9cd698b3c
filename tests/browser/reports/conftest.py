"""The product on a Monday evening, after closing."""

from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.site import Site, answering
from tests.dealer.callbacks.calendars import at
from tests.house.databases import Place

EVENING = at("2026-10-26 20:16")


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product that evening, whatever the day is."""
    with answering(place, tmp_path_factory.mktemp("evening"), clock=EVENING) as made:
        yield made


@pytest.fixture
def sit_down(open_page: Open) -> Open:
    """`open_page` on that evening."""

    def opened(*args: object, **more: object) -> Page:
        with time_machine.travel(EVENING):
            return open_page(*args, **more)

    return opened
