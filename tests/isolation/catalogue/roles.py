"""The roles: what they can do before anybody grants them anything, and who may become whom."""

from collections.abc import Iterator

import psycopg

from backbone.isolation.acting import DbRole
from tests.isolation.catalogue.kinds import Kinds

APP, BACKUP = "sanqi_app", "sanqi_backup"
ACTING = frozenset(role.value for role in DbRole)
ALL_ROLES = ACTING | {APP, BACKUP, "sanqi_owner"}

_ROLES = """
SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls
FROM pg_roles WHERE rolname = ANY (%s)
"""
_MEMBERS = "SELECT m.member::regrole::text, m.roleid::regrole::text, m.admin_option FROM pg_auth_members m"
_OWNED = "SELECT c.relname FROM pg_class c WHERE c.relowner = ANY (%s::regrole[])"
_SCHEMA = """
SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.privilege_type
FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a WHERE n.nspname = 'app'
"""
_DATABASE = """
SELECT a.privilege_type FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
WHERE d.datname = current_database() AND a.grantee = 0
"""


def faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    """Of the nine roles, the schema's and the database's rights."""
    found = {row[0]: row[1:] for row in connection.execute(_ROLES, [sorted(ALL_ROLES)]).fetchall()}
    yield from (f"role {name} is missing" for name in sorted(ALL_ROLES - found.keys()))
    for name, (superuser, inherits, roles, databases, login, replication, bypass) in found.items():
        if superuser or roles or databases or replication:
            yield f"role {name} may do more than its name says"
        if bypass != (name == BACKUP):
            yield f"role {name}: BYPASSRLS is {bypass}"
        if login != (name in {APP, BACKUP}):
            yield f"role {name}: LOGIN is {login}"
        if inherits and name != BACKUP:
            yield f"role {name} inherits: it would hold its roles' rights without asking"
    yield from _member_faults(connection)
    below = sorted((ACTING | {APP, BACKUP}) & found.keys())
    for (relation,) in connection.execute(_OWNED, [below]).fetchall():
        yield f"{relation} belongs to a role that must own nothing"
    yield from _outer_faults(connection)


def _member_faults(connection: psycopg.Connection) -> Iterator[str]:
    for member, role, admin in connection.execute(_MEMBERS).fetchall():
        if member == APP and (role not in ACTING or admin):
            yield f"sanqi_app may become {role}" + (" and hand it on" if admin else "")
        if member in ACTING:
            yield f"{member} may become {role}"


def _outer_faults(connection: psycopg.Connection) -> Iterator[str]:
    for role, privilege in connection.execute(_SCHEMA).fetchall():
        if role != "sanqi_owner" and (privilege != "USAGE" or role not in ALL_ROLES):
            yield f"schema app: {role} has {privilege}"
    for (privilege,) in connection.execute(_DATABASE).fetchall():
        yield f"database: PUBLIC has {privilege}"
