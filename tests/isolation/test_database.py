"""R2: every table × what one can do × whose row × as whom, on the oldest and the newest PostgreSQL of the machine.

The world has two networks; every table has a row of each store and each headquarters. Everything is tried as
sanqi_app in a transaction that is rolled back. What succeeds counts as much as what is refused: a test in which
everything is refused proves nothing.
"""

import re
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import Table

from assembly.migrate import migrate, psycopg_url
from assembly.tables import metadata
from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from tests.house.databases import Place
from tests.isolation.attempts import (
    CONTRADICTS,
    DENIED,
    REFUSED,
    TAKEN,
    delete,
    expectation,
    expectation_of_insert,
    identifiers,
    is_target,
    newcomer,
    outcome,
    qualified,
    set_to,
    touched,
    update,
    upsert,
)
from tests.isolation.catalogue import orphans, violations
from tests.isolation.catalogue.kinds import NOT_OURS
from tests.isolation.oracle import FORGED, NOBODYS, OWN, Do, may, reaches
from tests.isolation.other_servers import Version, lineup, started
from tests.isolation.world import A1, B1, FAR, NORTH, A, B, World, insert, key_of, owners_of

TRIED = (*NOBODYS, *OWN, *FORGED)
TABLES = sorted(table.name for table in metadata.tables.values())


@pytest.fixture(scope="module", params=lineup(), ids=lambda version: version.label)
def world(request: pytest.FixtureRequest, place: Place) -> Iterator[World]:
    """A filled database on one of the servers."""
    version: Version = request.param
    if version.programs is None:
        own = place.beside()
        yield World(own.database_url, own.owner_url).fill()
        own.drop()
        return
    with started(version.programs) as owner_url:
        migrate(owner_url)
        yield World(owner_url.replace("//tester@", "//sanqi_app@"), owner_url).fill()


@pytest.fixture(scope="module")
def app(world: World) -> Iterator[psycopg.Connection]:
    """A connection of the application's login."""
    with psycopg.connect(psycopg_url(world.url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Table:
    """One of all tables."""
    return metadata.tables[f"app.{request.param}"]


every_table = pytest.mark.parametrize("table", TABLES, indirect=True)


# --- rows that are there ----------------------------------------------------------------------------------------------


@every_table
def test_select(world: World, app: psycopg.Connection, table: Table) -> None:
    kind, rows = world.kind(table.name), world.rows[table.name].values()
    key = sql.SQL(",").join(identifiers(table.primary_key.columns))
    read = sql.SQL("SELECT {} FROM {}").format(key, qualified(table))
    for acting in TRIED:
        with app.transaction(force_rollback=True):
            app.execute(acting.opening_statement().encode())
            if Do.SELECT not in may(acting.role, kind, table.name):
                with pytest.raises(errors.InsufficientPrivilege, match=DENIED):
                    app.execute(read)
                continue
            seen = {tuple(found) for found in app.execute(read).fetchall()}
        expected = {tuple(key_of(table, row).values()) for row in rows if reaches(acting, kind, table.name, row)}
        assert seen >= expected if kind is Kind.REFERENCE else seen == expected, acting


@every_table
def test_update(world: World, app: psycopg.Connection, table: Table) -> None:
    for acting in TRIED:
        blind = touched(world, acting, table, Do.UPDATE)
        assert outcome(app, acting, update(table)) == blind, acting
        for row in world.rows[table.name].values():
            expected = expectation(world, acting, table, row, Do.UPDATE)
            assert outcome(app, acting, update(table, where=key_of(table, row))) == expected, (acting, row)


@every_table
def test_delete(world: World, app: psycopg.Connection, table: Table) -> None:
    for acting in TRIED:
        for row in world.rows[table.name].values():
            expected = expectation(world, acting, table, row, Do.DELETE)
            found = outcome(app, acting, delete(table, key_of(table, row)))
            # A row that others point at got past the walls; its foreign keys kept it.
            assert found == expected or (expected == 1 and found == REFUSED and is_target(table)), (acting, row)


@every_table
def test_upsert(world: World, app: psycopg.Connection, table: Table) -> None:
    for acting in TRIED:
        for row in world.rows[table.name].values():
            kind = world.kind(table.name)
            allowed = {Do.SELECT, Do.INSERT, Do.UPDATE} <= may(acting.role, kind, table.name)
            mine = reaches(acting, kind, table.name, row)
            expected = DENIED if not allowed else 1 if mine else REFUSED
            assert outcome(app, acting, upsert(table, row)) == expected, (acting, row)


@every_table
def test_a_row_can_not_be_moved_to_others(world: World, app: psycopg.Connection, table: Table) -> None:
    kind = world.kind(table.name)
    moved = {name: getattr(B1, name) for name in ("tenant_id", "network_id") if name in table.columns}
    for acting in OWN:
        for row in world.rows[table.name].values():
            if expectation(world, acting, table, row, Do.UPDATE) != 1 or acting.role is DbRole.DISPATCH:
                continue
            for column, value in moved.items():
                if row[column] != value and not reaches(acting, kind, table.name, row | {column: value}):
                    found = outcome(app, acting, set_to(table, key_of(table, row), column, value))
                    assert found == REFUSED, (acting, column)


# --- new rows ---------------------------------------------------------------------------------------------------------


@every_table
def test_insert(world: World, app: psycopg.Connection, table: Table) -> None:
    kind, accepted = world.kind(table.name), 0
    for owner in owners_of(kind):
        fresh = newcomer(table, owner)
        row = world.make(table, fresh, **world.spares(table, fresh))
        for acting in (*TRIED, fresh.acting):
            expected = expectation_of_insert(world, acting, table, row)
            found = outcome(app, acting, lambda connection, row=row: insert(connection, table.name, row))
            assert (1 if found == TAKEN else found) == expected, (acting, owner.name)
            accepted += found == 1
    assert accepted or kind is Kind.REFERENCE, "nobody could insert anything: this test proves nothing"


@every_table
def test_a_network_can_not_be_forged(world: World, app: psycopg.Connection, table: Table) -> None:
    """Own tenant with another's network, own network with another's tenant: under true and under forged settings."""
    if not {"tenant_id", "network_id"} <= set(table.columns.keys()):
        assert world.kind(table.name) not in {Kind.REPORTED, Kind.DIRECTED}
        return
    forged = [
        world.make(table, owner, network_id=(A if owner.network_id == B.network_id else B).network_id)
        for owner in owners_of(world.kind(table.name))
    ]
    if "region_id" in table.columns:
        forged += [row | {"region_id": FAR if row["network_id"] == B.network_id else NORTH} for row in forged]
    # The outbox has no foreign key to stores. Its network is the setting's, which comes from sign_in_codes; that
    # table's foreign key can't be forged, so settings that contradict each other don't come to be.
    forged_too = () if table.name == "outbox" else FORGED
    for acting in (A1.acting, A.acting, B.acting, *forged_too):
        for row in forged:
            found = outcome(app, acting, lambda connection, row=row: insert(connection, table.name, row))
            assert found in {DENIED, REFUSED, TAKEN, CONTRADICTS}, (acting, row)


# --- the login itself -------------------------------------------------------------------------------------------------


@every_table
def test_the_login_alone_can_do_nothing(app: psycopg.Connection, table: Table) -> None:
    for statement in ("SELECT FROM {}", "DELETE FROM {}", "TRUNCATE {}", "LOCK TABLE {}", "ALTER TABLE {} RENAME TO x"):
        with pytest.raises(errors.InsufficientPrivilege), app.transaction():
            app.execute(sql.SQL(statement).format(qualified(table)))


@pytest.mark.parametrize("role", ["sanqi_owner", "sanqi_backup", "pg_read_all_data", "pg_database_owner"])
def test_the_login_becomes_nobody_else(app: psycopg.Connection, role: str) -> None:
    with pytest.raises((errors.InsufficientPrivilege, errors.InvalidParameterValue)):
        app.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_the_login_makes_nothing(app: psycopg.Connection) -> None:
    for statement in (
        "CREATE TABLE app.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "SET SESSION AUTHORIZATION sanqi_owner",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement.encode())


def test_row_security_can_not_be_switched_off(app: psycopg.Connection) -> None:
    with app.transaction(force_rollback=True):
        app.execute(A1.acting.opening_statement().encode())
        app.execute("SET LOCAL row_security = off")
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            app.execute("SELECT FROM app.repair_orders")


def test_copy_is_refused(app: psycopg.Connection) -> None:
    with app.transaction(force_rollback=True):
        app.execute(A1.acting.opening_statement().encode())
        with pytest.raises(errors.FeatureNotSupported), app.cursor().copy("COPY app.repair_orders FROM STDIN"):
            pass


def test_there_is_nothing_that_was_not_tried(world: World) -> None:
    """A view or a table that somebody adds is tried here, too."""
    with psycopg.connect(psycopg_url(world.owner_url), autocommit=True) as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind NOT IN ('i', 'I', 't')"
        ).fetchall()
    assert {name for (name,) in found} == {*TABLES, *NOT_OURS}


def test_the_catalogue_gate_holds_here_too(world: World) -> None:
    with psycopg.connect(psycopg_url(world.owner_url), autocommit=True) as connection:
        assert violations(connection) == []
        assert orphans(connection) == []


# --- these tests can fail ---------------------------------------------------------------------------------------------

BREAKS = {
    "no row-level security": ("ALTER TABLE app.repair_orders DISABLE ROW LEVEL SECURITY", test_select),
    "a policy that sees all": ("ALTER POLICY sanqi_store ON app.repair_orders USING (true)", test_update),
    "a policy that takes all": ("ALTER POLICY sanqi_store ON app.repair_orders WITH CHECK (true)", test_insert),
    "no policy": ("DROP POLICY sanqi_store ON app.repair_orders", test_delete),
    "a right too many": ("GRANT SELECT ON app.repair_orders TO sanqi_hq", test_select),
    "a network that nobody checks": (
        """ALTER TABLE app.staffing_plans DROP CONSTRAINT staffing_plans_tenant_id_network_id_fkey;
           ALTER POLICY sanqi_store ON app.staffing_plans
           WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)""",
        test_a_network_can_not_be_forged,
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_wall_is_found(scratch: Place, name: str) -> None:
    statement, test = BREAKS[name]
    spoilt = World(scratch.database_url, scratch.owner_url).fill()
    table = metadata.tables[re.search(r"app\.\w+", statement)[0]]
    with (
        psycopg.connect(psycopg_url(spoilt.owner_url), autocommit=True) as superuser,
        psycopg.connect(psycopg_url(spoilt.url), autocommit=True) as app,
    ):
        test(spoilt, app, table)
        superuser.execute(statement.encode())
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            test(spoilt, app, table)
