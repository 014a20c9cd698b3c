"""The statement gate: does every statement name its tenant, whatever the policies would add? (architecture §4)

`tests/conftest.py` shows it every distinct statement that a test sends. A statement of a store, of headquarters or of
a region-bound person has to tie each of our tables down by itself, as its kind demands; an INSERT has to say whose
row it is. Door, dispatcher, batch and owner work over all tenants by right.
"""

from functools import lru_cache

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from tests.isolation.catalogue.kinds import NETWORK_KEYED, TENANT_KEYED, Kinds
from tests.isolation.statement_uses import UnreadableError, Use, uses

WATCHED = frozenset({DbRole.STORE, DbRole.HQ, DbRole.REGION})

Demand = tuple[frozenset[str], ...]
"""Sets of columns; all columns of one of the sets must be tied."""

_TENANT, _NETWORK = frozenset({"tenant_id"}), frozenset({"network_id"})
_KEY = frozenset({"tenant_id", "id"})
_REGION = frozenset({"network_id", "region_id"})


class StatementGate:
    """Remembers what it has seen."""

    def __init__(self, kinds: Kinds | None = None) -> None:
        self.kinds = kinds or Kinds.of_models()
        self.faults = lru_cache(maxsize=None)(self._faults)

    def _faults(self, role: str, text: str) -> tuple[str, ...]:
        """One sentence for each table that a statement sent as `role` leaves open."""
        if role not in WATCHED or "app." not in text:
            return ()
        try:
            found = uses(text)
        except UnreadableError as error:
            return (f"  the gate can't read this: {error}\n{_shown(role, text)}",)
        open_ = [sentence for use in found if (sentence := self._open(DbRole(role), use))]
        return tuple(f"  {sentence}\n{_shown(role, text)}" for sentence in open_)

    def _open(self, role: DbRole, use: Use) -> str | None:
        if (kind := self.kinds.kind(use.table)) is None:
            return None
        if use.verb == "INSERT":
            missing = _columns(kind) - use.named
            return f"INSERT into {use.table} does not say {', '.join(sorted(missing))}" if missing else None
        demand = _demand(role, kind)
        if not demand or any(columns <= use.tied for columns in demand):
            return None
        wanted = " or ".join(" and ".join(sorted(columns)) for columns in demand)
        return f"{use.verb} of {use.table} ({kind}) is not tied to one {wanted}"


def _columns(kind: Kind) -> frozenset[str]:
    if kind in {Kind.REPORTED, Kind.DIRECTED}:
        return frozenset({"tenant_id", "network_id", "region_id"})
    return _TENANT if kind in TENANT_KEYED else _NETWORK if kind in NETWORK_KEYED else frozenset()


def _demand(role: DbRole, kind: Kind) -> Demand:
    """A row's whole key is as good as any: whoever has it has read the row before (the ORM's flush and refresh)."""
    match kind, role:
        case (Kind.REFERENCE | Kind.MACHINE, _):
            return ()
        case (Kind.DOOR, _):
            return _TENANT, _NETWORK
        case (Kind.PUBLISHED | Kind.HQ_PRIVATE, _):
            return (_NETWORK,)
        case (Kind.REPORTED | Kind.DIRECTED, DbRole.HQ):
            return _NETWORK, _KEY
        case (Kind.REPORTED | Kind.DIRECTED, DbRole.REGION):
            return _REGION, _KEY
    return (_TENANT,)


def _shown(role: str, text: str) -> str:
    flat = " ".join(text.split())
    return f"    as {role}: {flat if len(flat) <= 1500 else flat[:1500] + ' …'}"
