"""Everything in the database that is no plain table: each is a known way round the policies."""

from collections.abc import Iterator

import psycopg

from tests.isolation.catalogue.kinds import NOT_OURS, PUBLIC_FUNCTIONS, Kinds

_RELATIONS = """
SELECT n.nspname, c.relname, c.relkind, c.relispartition, coalesce(c.reloptions, '{}')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind NOT IN ('i', 'I', 't', 'c')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
_FUNCTIONS = """
SELECT p.proname, p.prosecdef, p.proowner::regrole::text,
       EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
_TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
"""
_RULES = """
SELECT c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE c.relnamespace = 'app'::regnamespace AND r.rulename <> '_RETURN'
"""
_INHERITANCE = """
SELECT c.relname, p.relname FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""
_IDENTITIES = """
SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p')
  AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%')
"""
_DEFAULT_RIGHTS = "SELECT defaclrole::regrole::text FROM pg_default_acl"
_KINDS = {"m": "materialised view", "f": "foreign table", "S": "sequence"}


def faults(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    """Views, functions, triggers, rules, partitions, sequences, tables elsewhere, models without a table."""
    yield from _relation_faults(connection)
    for name, definer, owner, public in connection.execute(_FUNCTIONS).fetchall():
        if definer:
            yield f"function {name} is SECURITY DEFINER: it runs as {owner}, past the caller's policies"
        if public and name not in PUBLIC_FUNCTIONS:
            yield f"function {name} may be called by PUBLIC"
    for sentence, query in (
        ("{}: trigger {}; what happens stands in actions", _TRIGGERS),
        ("{}: rule {}", _RULES),
        ("{}: inherits from {}, whose policies don't come with it", _INHERITANCE),
        ("{}: {} is numbered by the database; ids are ours (UUIDv7)", _IDENTITIES),
    ):
        yield from (sentence.format(*row) for row in connection.execute(query).fetchall())
    for (role,) in connection.execute(_DEFAULT_RIGHTS).fetchall():
        yield f"default privileges of {role}: rights are given table by table"
    yield from _missing(connection, kinds)


def _relation_faults(connection: psycopg.Connection) -> Iterator[str]:
    for schema, name, kind, partition, options in connection.execute(_RELATIONS).fetchall():
        if schema != "app":
            yield f"{schema}.{name}: outside of the schema app, where no gate looks"
        elif kind == "v" and not {"security_invoker=true", "security_invoker=on"} & set(options):
            yield f"{name}: a view without security_invoker shows its owner's rows"
        elif kind in _KINDS:
            yield f"{name}: a {_KINDS[kind]}"
        elif partition:
            yield f"{name}: a partition; asked directly it has policies of its own"


def _missing(connection: psycopg.Connection, kinds: Kinds) -> Iterator[str]:
    tables = {name for _, name, kind, *_ in connection.execute(_RELATIONS).fetchall() if kind in {"r", "p"}}
    yield from (f"{name}: a model without a table" for name in sorted(kinds.of.keys() - tables - NOT_OURS.keys()))
