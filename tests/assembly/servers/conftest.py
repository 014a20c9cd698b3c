"""A home of the test's own, swept up afterwards whatever the test left behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly.servers.home import Home
from tests.assembly.servers.people import gone, nobody_works_on


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder that does not exist yet."""
    path = tmp_path / "home"
    yield path
    sweep(path)


def sweep(path: Path) -> None:
    """End what a failed test left running."""
    if path.exists() and not nobody_works_on(path):
        if ready := Home(path).ready():
            os.kill(ready.keeper, signal.SIGTERM)
        assert gone(path)
