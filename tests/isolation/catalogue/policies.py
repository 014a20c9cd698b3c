"""Row-level security and grants of every table: exactly what its kind says, nothing more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import ALL, OWNER
from tests.isolation.catalogue.kinds import NOT_OURS, Kinds

_TABLES = """
SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole::text
FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')
"""
_POLICIES = """
SELECT p.polname, p.polcmd, p.polpermissive,
       ARRAY(SELECT CASE WHEN r = 0 THEN 'PUBLIC' ELSE r::regrole::text END FROM unnest(p.polroles) r),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p WHERE p.polrelid = %s
"""
_GRANTS = """
SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.privilege_type, a.is_grantable
FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a WHERE c.oid = %s
"""
_COLUMN_GRANTS = """
SELECT t.attname, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = %s
"""
_COMMANDS = {"*": "ALL", "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}


@dataclass(frozen=True)
class Policy:
    """A policy without its name; conditions as `normal` leaves them."""

    role: str
    command: str
    using: str
    check: str

    def singly(self) -> list["Policy"]:
        """One for each command, which is the same as one for ALL."""
        if self.command != "ALL":
            return [self]
        return [_single(self.role, command, self.using) for command in ALL]

    def __str__(self) -> str:
        return f"{self.role} {self.command} USING [{self.using}] CHECK [{self.check}]"


def faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    """Of all tables in the schema."""
    for oid, name, enabled, forced, owner in connection.execute(_TABLES).fetchall():
        if name in NOT_OURS:
            yield from _grant_faults(connection, kinds, oid, name, {OWNER, owner})
            continue
        if kinds.kind(name) is None:
            yield f"{name}: no kind: give its model a mixin of backbone.isolation.kinds and name it in tables.py"
        if not enabled:
            yield f"{name}: row-level security is not enabled"
        if not forced:
            yield f"{name}: row-level security is not forced, its owner walks through"
        if owner != OWNER:
            yield f"{name}: belongs to {owner}, not to {OWNER}"
        if kinds.kind(name) is not None:
            yield from _policy_faults(connection, kinds, oid, name)
        yield from _grant_faults(connection, kinds, oid, name, {OWNER, owner})


def _policy_faults(connection: psycopg.Connection, kinds: Kinds, oid: int, name: str) -> Iterator[str]:
    found: list[Policy] = []
    for policy, command, permissive, roles, using, check in connection.execute(_POLICIES, [oid]).fetchall():
        for text in (using, check):
            if text and re.search(r"\bselect\b", text, re.IGNORECASE):
                yield f"{name}: policy {policy} has a subselect"
        if not permissive:
            yield f"{name}: policy {policy} is restrictive; one role has one policy"
        if len(roles) != 1:
            yield f"{name}: policy {policy} is for {', '.join(sorted(roles))}: one role, one policy"
        found += [Policy(role, _COMMANDS[command], normal(using), normal(check)) for role in roles]
    for policy in _wanted(kinds, name):
        same = next((ways for ways in ([policy], policy.singly()) if all(way in found for way in ways)), None)
        if same is None:
            yield f"{name}: no policy for {policy}"
        for way in same or ():
            found.remove(way)
    yield from (f"{name}: a policy that its kind does not name: {policy}" for policy in found)


def _wanted(kinds: Kinds, table: str) -> list[Policy]:
    wanted = [Policy(OWNER, "ALL", "true", "true")]
    for role, commands, condition in kinds.rights(table):
        rows = normal(condition)
        if tuple(commands) == ALL:
            wanted.append(Policy(role.value, "ALL", rows, rows))
            continue
        wanted += [_single(role.value, command, rows) for command in commands]
    return wanted


def _single(role: str, command: str, rows: str) -> Policy:
    using = "" if command == "INSERT" else rows
    return Policy(role, command, using, rows if command in {"INSERT", "UPDATE"} else "")


def _grant_faults(connection: psycopg.Connection, kinds: Kinds, oid: int, name: str, owners: set[str]) -> Iterator[str]:
    wanted = {(role.value, command) for role, commands, _ in kinds.rights(name) for command in commands}
    if kinds.kind(name) is not None:
        wanted.add(("sanqi_backup", "SELECT"))
    found = set()
    for role, privilege, grantable in connection.execute(_GRANTS, [oid]).fetchall():
        if role in owners:
            continue
        found.add((role, privilege))
        if grantable:
            yield f"{name}: {role} may hand on {privilege}"
    for role, privilege in sorted(found - wanted):
        why = " (HQ-7: nothing of a store's own)" if _is_hq_on_store(kinds, name, role) else ""
        yield f"{name}: {role} has {privilege}, which its kind does not give{why}"
    yield from (f"{name}: {role} lacks {privilege}" for role, privilege in sorted(wanted - found))
    for column, role in connection.execute(_COLUMN_GRANTS, [oid]).fetchall():
        yield f"{name}: {role} has a right of its own on the column {column}"


def _is_hq_on_store(kinds: Kinds, table: str, role: str) -> bool:
    return kinds.kind(table) is Kind.STORE_OWNED and role in {"sanqi_hq", "sanqi_region"}


def normal(expression: str | None) -> str:
    """A condition without what PostgreSQL adds when it prints one: parentheses, spaces, ::text after a literal.

    `<tenant_id>` stands for the bare setting. Casts of anything else stay, so that a cast on the column is seen.
    """
    text = re.sub(r"'([^']*)'::text", r"'\1'", expression or "")
    text = re.sub(r"[()\s]+", "", text).lower()
    return re.sub(r"nullifcurrent_setting'app\.(\w+)',true,''::uuid(\[\])?", r"<\1>\2", text)
