"""What a pooled connection keeps from its last user: nothing. And what a transaction can be talked into: nothing."""

import contextlib
import random
import threading
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from backbone.db import unit_of_work as db
from backbone.db.unit_of_work import acting_as, unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from backbone.web.models import FormKey
from tests.factories.tenants import MadeStore
from tests.house.databases import Place

COUNT = text("SELECT count(*) FROM app.form_keys")


@pytest.fixture
def one_connection(place: Place, database: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine whose pool has one connection, so that everybody gets the last one's."""
    engine = create_engine(place.database_url, pool_size=1, max_overflow=0)
    monkeypatch.setattr(db, "_engine", engine)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def rows(store: MadeStore, foreign_store: MadeStore, bare_statements: None) -> None:
    """Three rows of one store, two of the other."""
    for of, count in ((store, 3), (foreign_store, 2)):
        with unit_of_work(of.acting) as session:
            session.add_all([FormKey(tenant_id=of.id, id=uuid7(), request_hash=b"") for _ in range(count)])


def _seen(acting: Acting) -> int:
    with unit_of_work(acting) as session:
        return session.scalar(select(func.count()).select_from(FormKey)) or 0


def _assert_nothing_is_left(engine: Engine, process: int) -> None:
    with engine.connect() as raw:
        who, backend = raw.execute(text("SELECT current_user, pg_backend_pid()")).one()
        assert (who, backend) == ("sanqi_app", process)
        settings = text("SELECT current_setting('app.tenant_id', true), current_setting('app.network_id', true)")
        assert set(raw.execute(settings).one()) <= {None, ""}
        with pytest.raises(DBAPIError, match="permission denied"):
            raw.execute(COUNT)


def _process(session: Session) -> int:
    return session.scalar(text("SELECT pg_backend_pid()"))


def test_nothing_is_left_after_a_commit(one_connection: Engine, store: MadeStore) -> None:
    with unit_of_work(store.acting) as session:
        process = _process(session)
    _assert_nothing_is_left(one_connection, process)


def test_nothing_is_left_after_an_exception(one_connection: Engine, store: MadeStore) -> None:
    processes = []
    with contextlib.suppress(KeyError), unit_of_work(store.acting) as session:
        processes.append(_process(session))
        raise KeyError
    _assert_nothing_is_left(one_connection, *processes)


def test_nothing_is_left_after_an_error_of_the_database(one_connection: Engine, store: MadeStore) -> None:
    processes = []
    with contextlib.suppress(DBAPIError), unit_of_work(store.acting) as session:
        processes.append(_process(session))
        session.execute(text("SELECT 1 / 0"))
    _assert_nothing_is_left(one_connection, *processes)


def test_every_transaction_of_a_session_says_who_it_is(store: MadeStore, database: Engine) -> None:
    with unit_of_work(store.acting) as session:
        for end in (session.commit, session.rollback):
            assert session.scalar(select(func.count()).select_from(FormKey)) == 3
            end()
        assert session.scalar(text("SELECT current_user")) == "sanqi_store"


def test_settings_left_for_the_whole_connection_don_t_matter(
    one_connection: Engine, store: MadeStore, foreign_store: MadeStore
) -> None:
    """`set_config(…, false)` outlives its transaction: the next one says for itself who it is."""
    with unit_of_work(store.acting) as session:
        session.execute(text("SELECT set_config('app.tenant_id', :t, false)"), {"t": str(store.id)})
        session.execute(text("SET SESSION ROLE sanqi_store"))
    assert _seen(foreign_store.acting) == 2
    assert _seen(Acting.store(uuid7(), foreign_store.network_id)) == 0


def test_savepoints_keep_role_and_tenant(store: MadeStore) -> None:
    with unit_of_work(store.acting) as session:
        with session.begin_nested():
            assert session.scalar(COUNT) == 3
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text("SELECT 1 / 0"))
        assert session.scalar(COUNT) == 3
        assert session.scalar(text("SELECT current_user")) == "sanqi_store"


def test_a_temporary_table_shadows_nothing(store: MadeStore) -> None:
    """A temporary table with a real one's name: every statement of ours names the schema."""
    with unit_of_work(store.acting) as session:
        session.execute(text("CREATE TEMPORARY TABLE form_keys (LIKE app.form_keys) ON COMMIT DROP"))
        session.execute(text("INSERT INTO form_keys SELECT * FROM app.form_keys LIMIT 1"))
        assert session.scalar(text("SELECT count(*) FROM form_keys")) == 1
        assert session.scalar(select(func.count()).select_from(FormKey)) == 3
        session.add(FormKey(tenant_id=store.id, id=uuid7(), request_hash=b""))
        session.flush()
        assert session.scalar(text("SELECT count(*) FROM form_keys")) == 1
    assert _seen(store.acting) == 4


def test_a_table_without_its_schema_is_not_found(store: MadeStore) -> None:
    with pytest.raises(DBAPIError, match="does not exist"), unit_of_work(store.acting) as session:
        session.execute(text("SELECT count(*) FROM repair_orders"))


def test_a_request_acts_as_nobody_else(store: MadeStore, other_store: MadeStore) -> None:
    bound = db.bind_request(store.acting)
    try:
        with pytest.raises(RuntimeError, match="acts as the tenant it came from"), acting_as(other_store.acting):
            pass
    finally:
        db.unbind_request(bound)
    with acting_as(other_store.acting) as session:
        assert session.info["acting"] == other_store.acting


def test_a_name_can_not_escape_from_the_opening_statement(database: Engine) -> None:
    """Role and settings are quoted; the ids' type lets nothing else in."""
    statement = Acting.store(uuid7(), uuid7()).opening_statement()
    assert statement.count(";") == 3
    with (
        pytest.raises(DBAPIError, match="invalid input syntax"),
        unit_of_work(Acting.store("x'; --", uuid7())) as session,
    ):
        session.scalar(COUNT)


def test_many_threads_on_few_connections(
    place: Place, database: Engine, monkeypatch: pytest.MonkeyPatch, store: MadeStore, foreign_store: MadeStore
) -> None:
    """Commits, roll-backs, errors and cut connections in disorder; everybody sees his own rows only."""
    engine = create_engine(place.database_url, pool_size=2, max_overflow=0)
    monkeypatch.setattr(db, "_engine", engine)
    seen: list[tuple[Acting, set[uuid.UUID]]] = []

    def work(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(40):
            acting = dice.choice([store.acting, foreign_store.acting])
            with contextlib.suppress(SQLAlchemyError, KeyError), unit_of_work(acting) as session:
                seen.append((acting, set(session.scalars(text("SELECT DISTINCT tenant_id FROM app.form_keys")))))
                _end_somehow(session, dice.randrange(4))

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert len(seen) == 6 * 40
    assert [(acting, found) for acting, found in seen if found != {acting.tenant_id}] == []


def _end_somehow(session: Session, how: int) -> None:
    match how:
        case 0:
            session.execute(text("SELECT 1 / 0"))
        case 1:
            raise KeyError
        case 2:
            session.connection().invalidate()
