"""R4: with row-level security switched off, the ORM's predicates alone keep tenants apart; and without them they don't.

Every mapped table that has a tenant or a network is read, counted, changed and deleted through a TenantSession as a
store, as headquarters and as a person bound to a region.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, delete, exists, func, inspect, select, union_all, update
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, subqueryload

from assembly.migrate import psycopg_url
from backbone.db import unit_of_work
from backbone.db.base import Base
from backbone.db.unit_of_work import UnitOfWork
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from backbone.isolation.kinds import Kind
from tests.house.databases import Place
from tests.house.walls import predicates_off, switch_row_security_off
from tests.isolation.oracle import Do, may, reaches
from tests.isolation.world import A1, A2, NORTH, SOUTH, A, Row, World, insert, key_of

# Door tables belong to nobody; the statement gate asks for a predicate where headquarters reads one.
BOUND = frozenset(Kind) - {Kind.DOOR, Kind.REFERENCE, Kind.MACHINE}
CLASSES = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if mapper.class_.kind in BOUND), key=lambda cls: cls.__name__
)
RELATIONSHIPS = [
    (cls, relationship.key) for cls in CLASSES for relationship in inspect(cls).relationships if cls.kind in BOUND
]
ACTING = {
    "store": A1.acting,
    "headquarters": A.acting,
    "region": Acting.region(A.network_id, (NORTH,)),
    "two regions": Acting.region(A.network_id, (NORTH, SOUTH)),
    "no region": Acting.region(A.network_id, ()),
}

READ = [
    pytest.param(cls, acting, id=f"{cls.__name__}-{name}")
    for cls in CLASSES
    for name, acting in ACTING.items()
    if Do.SELECT in may(acting.role, cls.kind, cls.__tablename__)
]
every_read = pytest.mark.parametrize(("cls", "acting"), READ)


@pytest.fixture(scope="module")
def open_world(place: Place) -> Iterator[World]:
    """A filled database without row-level security."""
    own = place.beside()
    switch_row_security_off(own)
    yield World(own.database_url, own.owner_url).fill()
    own.drop()


@pytest.fixture(scope="module")
def _open_engine(open_world: World) -> Iterator[Engine]:
    engine = create_engine(open_world.url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _bound(_open_engine: Engine, monkeypatch: pytest.MonkeyPatch, bare_statements: None) -> None:
    monkeypatch.setattr(unit_of_work, "_engine", _open_engine)


@pytest.fixture
def session(acting: Acting) -> Iterator[Session]:
    """A TenantSession that leaves nothing behind."""
    work = UnitOfWork(acting)
    yield work.session
    work.abandon()


def _within(world: World, cls: Any, acting: Acting) -> list[Row]:
    table = cls.__tablename__
    return [row for row in world.rows[table].values() if reaches(acting, cls.kind, table, row)]


def _beyond(world: World, cls: Any, acting: Acting) -> list[Row]:
    table = cls.__tablename__
    return [row for row in world.rows[table].values() if not reaches(acting, cls.kind, table, row)]


def _key(cls: Any, row: Row) -> tuple[Any, ...]:
    return tuple(key_of(cls.__table__, row).values())


@every_read
def test_select(open_world: World, session: Session, cls: Any, acting: Acting) -> None:
    expected = {_key(cls, row) for row in _within(open_world, cls, acting)}
    keys = [getattr(cls, key.name) for key in inspect(cls).primary_key]
    alias = aliased(cls)
    inner = select(cls).subquery()
    named = select(cls).cte("named")
    ways = {
        "entity": [inspect(each).identity for each in session.scalars(select(cls))],
        "columns": session.execute(select(*keys)).all(),
        "alias": [inspect(each).identity for each in session.scalars(select(alias))],
        "subquery": session.execute(select(*(inner.c[key.key] for key in keys))).all(),
        "common table": session.execute(select(*(named.c[key.key] for key in keys))).all(),
        "entity of a subquery": [inspect(each).identity for each in session.scalars(select(aliased(cls, inner)))],
        "union": session.execute(union_all(select(*keys), select(*keys))).all(),
        "legacy query": [inspect(each).identity for each in session.query(cls)],
    }
    found = {way: {tuple(key) for key in keys} for way, keys in ways.items()}
    assert found == dict.fromkeys(ways, expected)


@every_read
def test_count_and_exists(open_world: World, session: Session, cls: Any, acting: Acting) -> None:
    expected = len(_within(open_world, cls, acting))
    assert session.scalar(select(func.count()).select_from(cls)) == expected
    assert session.scalar(select(select(func.count(cls.id)).scalar_subquery())) == expected
    for row in _beyond(open_world, cls, acting):
        assert session.scalar(select(exists().where(cls.id == row["id"]))) is False


@every_read
def test_get(open_world: World, session: Session, cls: Any, acting: Acting) -> None:
    for row in _within(open_world, cls, acting):
        assert session.get(cls, _key(cls, row)) is not None
    for row in _beyond(open_world, cls, acting):
        assert session.get(cls, _key(cls, row)) is None


@every_read
def test_join_to_oneself(open_world: World, session: Session, cls: Any, acting: Acting) -> None:
    """A join with another alias on nothing at all: both sides are bound."""
    one, other = aliased(cls), aliased(cls)
    expected = len(_within(open_world, cls, acting)) ** 2
    joined = select(one.id, other.id).join(other, one.id.is_not(None))
    assert len(session.execute(joined).all()) == expected


@every_read
def test_update_and_delete(open_world: World, session: Session, cls: Any, acting: Acting) -> None:
    commands = may(acting.role, cls.kind, cls.__tablename__)
    column = next(c.key for c in reversed(inspect(cls).columns.values()) if c.computed is None)
    if Do.UPDATE in commands:
        changed = session.execute(update(cls).values({column: getattr(cls, column)}))
        assert changed.rowcount == len(_within(open_world, cls, acting))
    if Do.DELETE in commands:
        for row in _beyond(open_world, cls, acting):
            assert session.execute(delete(cls).where(cls.id == row["id"])).rowcount == 0


@pytest.mark.parametrize(("cls", "name"), RELATIONSHIPS, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("load", [selectinload, joinedload, subqueryload])
def test_relationships(open_world: World, cls: Any, name: str, load: Any) -> None:
    """A row of another tenant carries our row's id as its own or as its parent's; loading ours never brings it."""
    relationship = inspect(cls).relationships[name]
    _confuse(open_world, relationship)
    work = UnitOfWork(A1.acting)
    query = select(cls).options(load(getattr(cls, name)))
    loaded = [getattr(each, name) for each in work.session.scalars(query).unique()]
    work.abandon()
    related = [each for value in loaded for each in (value if relationship.uselist else [value])]
    assert related, "nothing was loaded: this test proves nothing"
    assert {each.tenant_id for each in related} == {A1.tenant_id}


def _confuse(world: World, relationship: Any) -> None:
    """Give another store a row that a relationship without the tenant in it would take for ours."""
    target, source = relationship.mapper.class_, relationship.parent.class_
    theirs = dict(world.rows[target.__tablename__][A2.name])
    ours = world.rows[source.__tablename__][A1.name]
    for mine, other in relationship.local_remote_pairs:
        if other.name != "tenant_id":
            theirs[other.name] = ours[mine.name]
    if "id" not in {other.name for _, other in relationship.local_remote_pairs}:
        theirs["id"] = uuid7()
    with psycopg.connect(psycopg_url(world.owner_url), autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        insert(superuser, target.__tablename__, theirs, more="ON CONFLICT DO NOTHING")


def test_these_tests_can_fail(open_world: World) -> None:
    """Without the predicates a store sees what it has a grant on: row-level security is off indeed."""
    leaks = []
    with predicates_off():
        for cls in CLASSES:
            if Do.SELECT in may(A1.acting.role, cls.kind, cls.__tablename__):
                work = UnitOfWork(A1.acting)
                seen = work.session.scalar(select(func.count()).select_from(cls))
                work.abandon()
                leaks.append(seen > len(_within(open_world, cls, A1.acting)))
    assert leaks
    assert all(leaks)
