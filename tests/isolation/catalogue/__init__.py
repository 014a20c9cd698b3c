"""The catalogue gate (targets R3): what PostgreSQL itself says about the walls, compared with the kinds of table.

`violations(connection)` returns one sentence per fault, sorted; an empty list is a whole house. It reads pg_catalog
only, so it can be run against any database: a deliberately broken one, an older server, a customer's.
"""

import psycopg

from tests.isolation.catalogue import keys, objects, policies, roles
from tests.isolation.catalogue.kinds import Kinds


def violations(connection: psycopg.Connection, kinds: Kinds | None = None) -> list[str]:
    """Every fault of the database. The connection must be allowed to read pg_catalog whole."""
    kinds = kinds or Kinds.of_models()
    parts = (objects, policies, keys, roles)
    return sorted(fault for part in parts for fault in part.faults(connection, kinds))


def orphans(connection: psycopg.Connection) -> list[str]:
    """Foreign keys with rows that point nowhere, by anti-join: a migration under FORCE can validate over them."""
    return sorted(keys.orphans(connection))
