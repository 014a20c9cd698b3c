"""Takes one of the two walls down, so that the other one can be tested alone (targets R4)."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import event

from assembly.migrate import psycopg_url
from backbone.db.unit_of_work import TenantSession
from backbone.isolation import criteria
from tests.house.databases import Place

_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relrowsecurity"


def switch_row_security_off(place: Place) -> None:
    """In a database of the test's own: policies are asleep, grants are not. For good."""
    with psycopg.connect(psycopg_url(place.owner_url), autocommit=True) as connection:
        for (table,) in connection.execute(_TABLES).fetchall():
            connection.execute(f"ALTER TABLE app.{table} DISABLE ROW LEVEL SECURITY".encode())


@contextmanager
def predicates_off() -> Iterator[None]:
    """In this process: ORM statements go out as they were written."""
    event.remove(TenantSession, "do_orm_execute", criteria._add_predicates)
    try:
        yield
    finally:
        criteria.install(TenantSession)
