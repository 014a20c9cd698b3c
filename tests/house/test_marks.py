"""The mark `rule` takes rule ids and nothing else."""

from typing import Any

import pytest

from tests.conftest import pytest_collection_modifyitems


class Item:
    """As much of a collected test as the check looks at."""

    nodeid = "tests/x.py::test_x"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.mark = pytest.mark.rule(*args, **kwargs).mark

    def iter_markers(self, name: str) -> list[pytest.Mark]:
        """The one that it has."""
        assert name == "rule"
        return [self.mark]


def test_rule_ids_are_taken() -> None:
    pytest_collection_modifyitems([Item("CB-4"), Item("DATA-1", "CUS-7")])


@pytest.mark.parametrize("args", [(), ("CB4",), ("cb-4",), ("CB-4", "later"), (4,), ("CB-4\n",)])
def test_anything_else_stops_the_run(args: tuple[Any, ...]) -> None:
    with pytest.raises(pytest.UsageError, match="takes rule ids"):
        pytest_collection_modifyitems([Item(*args)])
