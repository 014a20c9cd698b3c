"""Writing to the audit trail. Every action that changes something calls `record` in the same transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from backbone.db.unit_of_work import current
from backbone.ids import uuid7
from tenants.access.interface import Actor
from tenants.audit_trail.models import AuditEvent


@dataclass(frozen=True)
class EventType:
    """A kind of event and the keys of its details; a detail nobody declared is a mistake in our code."""

    name: str
    keys: frozenset[str]


_types: dict[str, EventType] = {}


def event_type(name: str, *keys: str) -> EventType:
    """Declare a kind of event once, at the top of the slice that records it."""
    if name in _types:
        raise RuntimeError(f"two event types are called {name}")
    _types[name] = EventType(name, frozenset(keys))
    return _types[name]


def declared() -> tuple[EventType, ...]:
    """All kinds of events there are."""
    return tuple(_types.values())


def record_each(event: EventType, *, by: Actor, about: str, details: Mapping[uuid.UUID, Mapping[str, Any]]) -> None:
    """As `record`, for many things at once, in one statement; `details` by the thing's id."""
    for each in details.values():
        _check(event, each)
    if not details:
        return
    rows = [
        _row(event, by) | {"id": uuid7(), "about": about, "about_id": about_id, "details": dict(each)}
        for about_id, each in details.items()
    ]
    current().execute(insert(AuditEvent), rows)


def record(event: EventType, *, by: Actor, about: str, about_id: uuid.UUID | None = None, **details: Any) -> None:
    """Write what `by` did to `about`. `details` are small JSON values, never a customer's name or phone."""
    _check(event, details)
    current().add(AuditEvent(**_row(event, by), id=uuid7(), about=about, about_id=about_id, details=details))
    current().flush()


def _check(event: EventType, details: Mapping[str, Any]) -> None:
    if set(details) != event.keys:
        raise RuntimeError(f"{event.name} declares {sorted(event.keys)}, got {sorted(details)}")


def _row(event: EventType, by: Actor) -> dict[str, Any]:
    return {"tenant_id": by.tenant_id, "event": event.name, "account_id": by.account_id, "actor_name": by.name}
