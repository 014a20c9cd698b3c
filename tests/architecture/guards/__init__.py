"""The guards: one convention each, with an example that breaks it.

A guard yields one sentence per fault, with file and line and what to do instead. Each is run twice by
`test_guards.py`: on the checkout, where it must find nothing, and on its own bad example, where it must find that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.tree import Tree

Check = Callable[[Tree], Iterator[str]]


@dataclass(frozen=True)
class Guard:
    """`bad` maps paths to sources that break the rule; `finds` is in the sentence the check then yields."""

    check: Check
    bad: Mapping[str, str]
    finds: str
