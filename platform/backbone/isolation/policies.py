"""Row-level security of a table, written from its kind. Migrations call `secure()` in the file that makes the table.

Policies compare a column with the bare setting (measured: costs nothing and keeps the index; a function, a subquery
or a cast on the column costs a factor of 50 to 500). One role, one policy, one equality: never `OR` two rights.
"""

from collections.abc import Iterable, Sequence

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind

OWNER = "sanqi_owner"
SCHEMA = "app"

TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
NETWORK = "network_id = nullif(current_setting('app.network_id', true), '')::uuid"
_REGION = "region_id = ANY (nullif(current_setting('app.region_ids', true), '')::uuid[])"
BOTH = f"{TENANT} AND {NETWORK}"

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ = ("SELECT",)
APPEND = ("SELECT", "INSERT")

Rights = tuple[DbRole, Sequence[str], str]

_BY_KIND: dict[Kind, tuple[Rights, ...]] = {
    Kind.STORE_OWNED: ((DbRole.STORE, ALL, TENANT),),
    Kind.REPORTED: (
        (DbRole.STORE, ALL, BOTH),
        (DbRole.HQ, READ, NETWORK),
        (DbRole.REGION, READ, f"{NETWORK} AND {_REGION}"),
    ),
    Kind.DIRECTED: (
        (DbRole.HQ, ALL, NETWORK),
        (DbRole.STORE, READ, BOTH),
        (DbRole.REGION, READ, f"{NETWORK} AND {_REGION}"),
    ),
    Kind.PUBLISHED: ((DbRole.HQ, ALL, NETWORK), (DbRole.STORE, READ, NETWORK), (DbRole.REGION, READ, NETWORK)),
    Kind.HQ_PRIVATE: ((DbRole.HQ, ALL, NETWORK),),
    Kind.OWN_SIDE: ((DbRole.STORE, ALL, TENANT), (DbRole.HQ, ALL, TENANT), (DbRole.REGION, ALL, TENANT)),
    Kind.REFERENCE: tuple((role, READ, "true") for role in DbRole),
    Kind.DOOR: ((DbRole.DOOR, ALL, "true"),),
    Kind.MACHINE: ((DbRole.DISPATCH, ALL, "true"),),
}


def rights_of(kind: Kind) -> tuple[Rights, ...]:
    """(role, commands, row condition) of a kind; the catalogue gate compares the database with it."""
    return _BY_KIND[kind]


def secure(
    table: str, kind: Kind, *, commands: Sequence[str] = ALL, also: str = "", extra: Iterable[Rights] = ()
) -> list[str]:
    """Statements that put `table` under its kind's policies.

    `commands` narrows what its writers may do (APPEND for the audit trail), `also` narrows whose rows (NETWORK for an
    OwnSide table that names a network). `extra` adds a right that the kind does not give, each with its reason beside
    the call.
    """
    name = f"{SCHEMA}.{table}"
    statements = [
        f"ALTER TABLE {name} OWNER TO {OWNER}",
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        # Without it, under FORCE, the owner's backfills change 0 rows and its foreign keys validate over orphans.
        f"CREATE POLICY owner ON {name} TO {OWNER} USING (true) WITH CHECK (true)",
        f"GRANT SELECT ON {name} TO sanqi_backup",
    ]
    own = [(role, granted, f"{rows} AND {also}" if also else rows) for role, granted, rows in rights_of(kind)]
    for role, granted, condition in (*own, *extra):
        allowed = [command for command in granted if command in commands]
        statements += _policies(name, role, allowed, condition)
    return statements


def _policies(name: str, role: DbRole, commands: Sequence[str], condition: str) -> list[str]:
    grant = f"GRANT {', '.join(commands)} ON {name} TO {role}"
    if tuple(commands) == ALL:
        return [grant, f"CREATE POLICY {role} ON {name} TO {role} USING ({condition}) WITH CHECK ({condition})"]
    return [grant, *(_single(name, role, command, condition) for command in commands)]


def _single(name: str, role: DbRole, command: str, condition: str) -> str:
    check = f"WITH CHECK ({condition})" if command in {"INSERT", "UPDATE"} else ""
    using = f"USING ({condition})" if command != "INSERT" else ""
    return f"CREATE POLICY {role}_{command.lower()} ON {name} FOR {command} TO {role} {using} {check}".rstrip()
