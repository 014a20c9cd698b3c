"""Processes that are killed, and servers that go away (targets R8, R9), as far as landing 1 goes."""

import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.browser.site import Site, running
from tests.house.databases import Place

Until = Callable[[str], None]
PATIENCE = 60.0


@pytest.fixture(scope="package")
def site(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, one for all tests of this process."""
    with running(place, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def until(superuser: psycopg.Connection) -> Until:
    """`until("SELECT ...")`: wait for a row."""

    def wait(query: str) -> None:
        end = time.monotonic() + PATIENCE
        while superuser.execute(query.encode()).fetchone() is None:
            assert time.monotonic() < end, f"never came true: {query}"
            time.sleep(0.02)

    return wait
