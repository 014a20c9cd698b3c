"""Which kind a table is, and every exception from its kind's rights, each with its reason."""

from dataclasses import dataclass, field

from assembly.tables import metadata
from backbone.db.base import Base
from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import ALL, APPEND, Rights, rights_of

TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
NETWORK = "network_id = nullif(current_setting('app.network_id', true), '')::uuid"
TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"

NOT_OURS = {"alembic_version": "Alembic's own table, no tenant's row is in it (architecture §4 names it)"}


def _batch(*commands: str) -> tuple[Rights, ...]:
    return ((DbRole.BATCH, commands, "true"),)


# table -> (rights beyond the kind's, reason)
EXTRA_RIGHTS: dict[str, tuple[tuple[Rights, ...], str]] = {
    "outbox": (
        (
            (DbRole.DISPATCH, ("SELECT", "INSERT", "UPDATE"), "true"),
            (DbRole.DISPATCH, ("DELETE",), "true"),
            (DbRole.BATCH, ("SELECT", "UPDATE"), f"{TENANT} AND {NETWORK}"),
        ),
        "the dispatcher hands out all tenants' entries, fans out, sweeps old ones; a batch job marks its own done",
    ),
    "form_keys": (_batch("SELECT", "DELETE"), "forgetting old keys of all tenants in one statement"),
    "sign_in_codes": (
        ((DbRole.HQ, ("SELECT", "INSERT", "UPDATE"), NETWORK),),
        "headquarters opens a store and its way in within one transaction",
    ),
    "report_codes": (
        ((DbRole.STORE, ("SELECT", "INSERT"), TENANT),),
        "a store gives out its own reports' codes in the transaction that seals them",
    ),
    "stores": (
        ((DbRole.DISPATCH, ("SELECT",), "true"), *_batch("SELECT")),
        "who fans out, or works over all stores at once, must know which there are",
    ),
    "call_lists": (_batch("SELECT", "INSERT"), "freezing the lists of all stores in one statement"),
    "call_list_entries": (_batch("SELECT", "INSERT"), "freezing the lists of all stores in one statement"),
    "callbacks": (_batch("SELECT"), "freezing the lists, counting the day"),
    "day_totals": (_batch("SELECT", "INSERT", "UPDATE"), "counting the day of all stores in one statement"),
    "handovers": (_batch("SELECT"), "counting the day"),
    "store_closures": (_batch("SELECT"), "which day is whose next duty day"),
    "daily_reports": (_batch("SELECT"), "counting the day: which are unsigned"),
    "opinions": (_batch("SELECT"), "counting the day: which are overdue"),
    "complaints": (_batch("SELECT"), "counting the day: which are overdue"),
    "standards": (_batch("SELECT"), "counting the day: which programmes have reports"),
}

# table -> (condition that narrows its kind's rows, reason)
ALSO: dict[str, tuple[str, str]] = {"outbox": (NETWORK, "a job runs in its entry's network")}

# table -> (commands that are left, reason)
NARROWED: dict[str, tuple[tuple[str, ...], str]] = {
    "audit_events": (APPEND, "nobody changes or deletes what the trail says"),
}

# index -> reason why it does not start with the tenant
FREE_INDEXES = {"outbox_waiting_idx": "the dispatcher alone reads without a tenant"}

PUBLIC_FUNCTIONS = {"uuid7": "makes an id; touches no table"}

TENANT_KEYED = frozenset({Kind.STORE_OWNED, Kind.REPORTED, Kind.DIRECTED, Kind.OWN_SIDE})
NETWORK_KEYED = frozenset({Kind.PUBLISHED, Kind.HQ_PRIVATE})
WRITTEN_BY_HQ = frozenset({Kind.DIRECTED, Kind.PUBLISHED, Kind.HQ_PRIVATE})


@dataclass(frozen=True)
class Kinds:
    """`of` maps a table's name to its kind, None when its model has none."""

    of: dict[str, Kind | None] = field(default_factory=dict)

    @classmethod
    def of_models(cls) -> "Kinds":
        """As the mixins of the models say."""
        named = {mapper.local_table.name: getattr(mapper.class_, "kind", None) for mapper in Base.registry.mappers}
        return cls({table.name: named.get(table.name) for table in metadata.tables.values()})

    def kind(self, table: str) -> Kind | None:
        """The kind, None when unknown."""
        kind = self.of.get(table)
        return kind if isinstance(kind, Kind) else None

    def rights(self, table: str) -> list[Rights]:
        """(role, commands, condition) that the table is to have, without the owner's and the backup's."""
        kind = self.kind(table)
        if kind is None:
            return []
        left = NARROWED[table][0] if table in NARROWED else ALL
        extra = EXTRA_RIGHTS[table][0] if table in EXTRA_RIGHTS else ()
        also = f" AND {ALSO[table][0]}" if table in ALSO else ""
        narrowed = [
            (role, tuple(c for c in commands if c in left), rows + also) for role, commands, rows in rights_of(kind)
        ]
        return [*narrowed, *extra]
