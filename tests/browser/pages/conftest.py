"""The product on a Wednesday morning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.pages.furnished import WEDNESDAY
from tests.browser.site import Site, answering
from tests.house.databases import Place


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product that morning, whatever the day is."""
    with answering(place, tmp_path_factory.mktemp("wednesday"), clock=WEDNESDAY) as made:
        yield made


@pytest.fixture
def sit_down(open_page: Open, files_root: Path) -> Iterator[Open]:
    """`open_page` on that morning."""

    def opened(*args: object, **more: object) -> Page:
        with time_machine.travel(WEDNESDAY):
            return open_page(*args, **more)

    return opened
