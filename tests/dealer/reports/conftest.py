"""A store on plan 1 with its centre and general manager, and a day of calls."""

from collections.abc import Iterator

import pytest
import time_machine

from dealer.reports.actions.keys import use_keys
from tests.dealer.callbacks.calendars import at
from tests.dealer.reports.scene import ReportScene
from tests.factories.tenants import MadeNetwork, MadeStore

KEY, FORMER_KEY = "a key of these tests", "a former key"


@pytest.fixture(autouse=True)
def sealing() -> None:
    use_keys(KEY, (FORMER_KEY,))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("2026-10-26 10:42"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller) -> ReportScene:
    return ReportScene.staffed(network, store, clock)
