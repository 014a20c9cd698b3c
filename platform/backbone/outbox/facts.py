"""Facts as they travel: frozen dataclasses of ids, dates and small values, and which jobs they start in a store.

assembly/subscriptions.py fills the table: the backbone knows no slice.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

Subscriptions = Mapping[type, tuple[str, ...]]

_jobs: dict[str, tuple[str, ...]] = {}


def subscribe(subscriptions: Subscriptions) -> None:
    """From now on these are the subscriptions: fact -> jobs that run in each store it is announced to."""
    _jobs.clear()
    for fact, jobs in subscriptions.items():
        if fact.__name__ in _jobs:
            raise RuntimeError(f"two facts are called {fact.__name__}")
        _jobs[fact.__name__] = jobs


def is_known(fact_name: str) -> bool:
    """Whether this version has a line for the fact, be it an empty one."""
    return fact_name in _jobs


def jobs_of(fact_name: str) -> tuple[str, ...]:
    """The jobs that a fact starts. Raises KeyError for a fact that this version does not know."""
    return _jobs[fact_name]


def as_payload(fact: object) -> dict[str, Any]:
    """A fact's fields as small JSON values: what its jobs take as keyword arguments."""
    if not is_dataclass(fact):
        raise TypeError(f"{fact!r} is no fact: facts are frozen dataclasses")
    return {each.name: _plain(getattr(fact, each.name)) for each in fields(fact)}


def _plain(value: object) -> object:
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value
