"""Every convention has a guard; every guard holds, and can fail."""

from pathlib import Path

import pytest

from tests.architecture.guards import Guard, conventions, layout
from tests.architecture.tree import CHECKOUT, Tree

GUARDS: dict[str, Guard] = layout.GUARDS | conventions.GUARDS
CHECKS = {guard.check: name for name, guard in reversed(GUARDS.items())}


@pytest.mark.parametrize("name", CHECKS.values())
def test_it_holds(name: str) -> None:
    faults = list(GUARDS[name].check(CHECKOUT))
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("name", GUARDS)
def test_it_can_fail(name: str, tmp_path: Path) -> None:
    guard = GUARDS[name]
    for folder in ("platform", "tests"):
        (tmp_path / folder).mkdir()
    for place, text in guard.bad.items():
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    faults = list(guard.check(Tree(tmp_path)))
    assert [fault for fault in faults if guard.finds in fault], faults
