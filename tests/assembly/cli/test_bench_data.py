"""`sanqi bench-data` before it makes anything."""

import pytest

from tests.assembly.cli.conftest import Sanqi


@pytest.mark.parametrize("size", ["M", "L"])
def test_sizes_that_come_later_are_refused_in_plain_words(sanqi: Sanqi, size: str) -> None:
    done = sanqi("bench-data", "--size", size)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sanqi: Size {size} comes later; what there is now is S.\n"
