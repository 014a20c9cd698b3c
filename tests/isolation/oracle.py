"""Who may do what to whose rows: architecture §4's table said once more, on purpose without backbone's policies."""

from enum import StrEnum

from backbone.isolation.acting import Acting, DbRole
from backbone.isolation.kinds import Kind
from tests.isolation.world import A1, NORTH, A, B, Row


class Do(StrEnum):
    """What somebody tries."""

    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


READ = frozenset({Do.SELECT})
APPEND = frozenset({Do.SELECT, Do.INSERT})
WRITE = frozenset(Do)
NOTHING: frozenset[Do] = frozenset()

_GIVEN: dict[tuple[DbRole, Kind], frozenset[Do]] = {
    (DbRole.STORE, Kind.STORE_OWNED): WRITE,
    (DbRole.STORE, Kind.REPORTED): WRITE,
    (DbRole.STORE, Kind.OWN_SIDE): WRITE,
    (DbRole.STORE, Kind.DIRECTED): READ,
    (DbRole.STORE, Kind.PUBLISHED): READ,
    (DbRole.HQ, Kind.REPORTED): READ,
    (DbRole.HQ, Kind.DIRECTED): WRITE,
    (DbRole.HQ, Kind.PUBLISHED): WRITE,
    (DbRole.HQ, Kind.HQ_PRIVATE): WRITE,
    (DbRole.HQ, Kind.OWN_SIDE): WRITE,
    (DbRole.REGION, Kind.REPORTED): READ,
    (DbRole.REGION, Kind.DIRECTED): READ,
    (DbRole.REGION, Kind.PUBLISHED): READ,
    (DbRole.REGION, Kind.OWN_SIDE): WRITE,
    (DbRole.DOOR, Kind.DOOR): WRITE,
    (DbRole.DISPATCH, Kind.MACHINE): WRITE,
} | {(role, Kind.REFERENCE): READ for role in DbRole}

_OF_ONE_TABLE: dict[tuple[DbRole, str], frozenset[Do]] = {
    (DbRole.DISPATCH, "outbox"): WRITE,
    (DbRole.BATCH, "outbox"): frozenset({Do.SELECT, Do.UPDATE}),
    (DbRole.BATCH, "form_keys"): frozenset({Do.SELECT, Do.DELETE}),
    (DbRole.DISPATCH, "stores"): READ,
    (DbRole.BATCH, "stores"): READ,
    (DbRole.BATCH, "call_lists"): APPEND,
    (DbRole.BATCH, "call_list_entries"): APPEND,
    (DbRole.BATCH, "callbacks"): READ,
    (DbRole.BATCH, "handovers"): READ,
    (DbRole.BATCH, "store_closures"): READ,
    (DbRole.BATCH, "daily_reports"): READ,
    (DbRole.BATCH, "opinions"): READ,
    (DbRole.BATCH, "complaints"): READ,
    (DbRole.BATCH, "standards"): READ,
    (DbRole.BATCH, "day_totals"): frozenset({Do.SELECT, Do.INSERT, Do.UPDATE}),
    (DbRole.STORE, "report_codes"): APPEND,
    (DbRole.HQ, "sign_in_codes"): frozenset({Do.SELECT, Do.INSERT, Do.UPDATE}),
    (DbRole.STORE, "audit_events"): APPEND,
    (DbRole.HQ, "audit_events"): APPEND,
    (DbRole.REGION, "audit_events"): APPEND,
}

NOBODYS = tuple(Acting(role) for role in DbRole)
OWN = (
    A1.acting,
    A.acting,
    Acting.region(A.network_id, (NORTH,)),
    Acting.door(),
    Acting.dispatcher(),
    Acting(DbRole.BATCH, A.network_id, A.network_id),
)
FORGED = (
    Acting.store(A1.tenant_id, B.network_id),
    Acting.region(B.network_id, (NORTH,)),
)
"""Settings that contradict each other, as no request makes them."""


def may(role: DbRole, kind: Kind, table: str) -> frozenset[Do]:
    """The commands that a role has on a table at all."""
    return _OF_ONE_TABLE.get((role, table), _GIVEN.get((role, kind), NOTHING))


def reaches(acting: Acting, kind: Kind, table: str, row: Row) -> bool:
    """Whether a row is one that `acting` may see, given that its role may read the table."""
    if kind is Kind.REFERENCE or acting.role in {DbRole.DOOR, DbRole.DISPATCH}:
        return True
    if acting.role is DbRole.BATCH and table != "outbox":
        return True
    same_tenant = row.get("tenant_id") == acting.tenant_id
    same_network = row.get("network_id") == acting.network_id
    match acting.role, kind:
        case (DbRole.STORE, Kind.REPORTED | Kind.DIRECTED):
            return same_tenant and same_network
        case (DbRole.STORE, Kind.STORE_OWNED | Kind.DOOR) | (_, Kind.OWN_SIDE):
            return same_tenant and (table != "outbox" or same_network)
        case (DbRole.REGION, Kind.REPORTED | Kind.DIRECTED):
            return same_network and row["region_id"] in acting.region_ids
    return same_network
