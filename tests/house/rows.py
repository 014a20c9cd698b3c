"""Empties the database after a test: every row that a test can have made, in one round trip."""

import psycopg

from assembly.migrate import psycopg_url
from assembly.tables import metadata
from backbone.db.base import Base
from backbone.isolation.kinds import Kind

_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'alembic_version'
"""


TIMES = 5


class Emptier:
    """A superuser's connection that deletes. Foreign keys sleep meanwhile, so that order and cycles don't matter."""

    def __init__(self, owner_url: str) -> None:
        self.connection = psycopg.connect(psycopg_url(owner_url), autocommit=True)
        self.connection.execute("SET session_replication_role = replica")
        # A test that leaves a transaction open is told so, instead of hanging the run.
        self.connection.execute("SET lock_timeout = '5s'")
        kept = reference_tables()
        names = [name for (name,) in self.connection.execute(_TABLES).fetchall() if name not in kept]
        self.statement = "; ".join(f"DELETE FROM app.{name}" for name in sorted(names))

    def __call__(self) -> None:
        """Delete. Raises psycopg.errors.LockNotAvailable when a test left a transaction open."""
        for left in reversed(range(TIMES)):
            try:
                if self.statement:
                    self.connection.execute(self.statement.encode())
                return
            except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable):
                # Dispatcher and worker beside a browser test work on the same rows; they come to an end meanwhile.
                if not left:
                    raise

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


def reference_tables() -> set[str]:
    """Tables whose rows come from migrations and stay."""
    mappers = Base.registry.mappers
    kept = {mapper.local_table.name for mapper in mappers if mapper.class_.kind is Kind.REFERENCE}
    assert kept <= {table.name for table in metadata.tables.values()}
    return kept
