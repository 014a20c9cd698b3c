"""What all tests share: real servers, a database per test process, rows deleted after each test.

The controller of pytest-xdist (or the single process) starts the servers, migrates one template and hands every test
process a copy of it. Tests log in as sanqi_app and commit for real; a test that asks for `database` (or for anything
made of it) is followed by one DELETE over all tables, and every statement it sent has passed the statement gate.
"""

import logging
import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import hypothesis
import psycopg
import pytest
import redis
import structlog
from sqlalchemy import Engine

import assembly.tables  # noqa: F401 - every table is known, whatever a test imports
from assembly.migrate import psycopg_url
from assembly.servers.interface import ServersError
from assembly.subscriptions import load_jobs
from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.files import store as file_store
from backbone.jobs.queue import connect as connect_redis
from backbone.web import logs
from tenants.second_factor.interface import use_secret_key
from tests.factories import tenants as tenant_factories
from tests.factories.tenants import MadeNetwork, MadeStore
from tests.house.databases import House, Place
from tests.house.rows import Emptier
from tests.house.statements import Recorder
from tests.isolation.other_servers import described
from tests.isolation.statement_gate import StatementGate

# No clock decides a test: a machine that is busy with something else finds the same as an idle one.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("house")

SECRET_KEY = "of-the-tests-alone"
_HOUSE = pytest.StashKey[House]()
_RULE = re.compile(r"[A-Z]+-\d+\Z")

_recorder = Recorder()
_recorder.install()
_gate = StatementGate()


def pytest_configure() -> None:
    """One zone, one language: nothing may depend on where the tests run."""
    os.environ.update(TZ="UTC", LANG="C", LC_ALL="C")
    time.tzset()
    load_jobs()
    use_secret_key(SECRET_KEY)


# --- servers ----------------------------------------------------------------------------------------------------------


def _house(config: pytest.Config) -> House:
    if _HOUSE not in config.stash:
        try:
            config.stash[_HOUSE] = House()
        except ServersError as error:
            pytest.exit(f"The tests have no servers: {error}", returncode=3)
    return config.stash[_HOUSE]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """The controller: a database for each process of pytest-xdist, also for one that replaces a crashed one."""
    place = _house(node.config).place(node.gateway.id)
    node.workerinput["place"] = asdict(place)


def pytest_report_header() -> str:
    """Which PostgreSQL versions the isolation tests run on."""
    return described()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller drops what it made."""
    if _HOUSE in config.stash:
        config.stash[_HOUSE].close()
        del config.stash[_HOUSE]


@pytest.fixture(scope="session")
def place(pytestconfig: pytest.Config) -> Place:
    """URLs of this test process's own database and Redis database."""
    if handed := getattr(pytestconfig, "workerinput", None):
        return Place(**handed["place"])
    return _house(pytestconfig).place("main")


@pytest.fixture(scope="session")
def _engine(place: Place) -> Iterator[Engine]:
    engine = unit_of_work.connect(place.database_url)
    unit_of_work._engine = None  # only a test that asks for `database` has one
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _emptier(place: Place) -> Iterator[Emptier]:
    emptier = Emptier(place.owner_url)
    yield emptier
    emptier.close()


# --- what tests ask for -----------------------------------------------------------------------------------------------


@pytest.fixture
def database(_engine: Engine, _emptier: Emptier, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The process's engine, bound; logs in as sanqi_app. Every row the test made is deleted afterwards."""
    monkeypatch.setattr(unit_of_work, "_engine", _engine)
    yield _engine
    _emptier()


@pytest.fixture
def superuser(place: Place, database: Engine) -> Iterator[psycopg.Connection]:
    """A connection above all policies, in autocommit: to look at what no role may see, or to break something."""
    with psycopg.connect(psycopg_url(place.owner_url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def scratch(place: Place) -> Iterator[Place]:
    """A fresh migrated database of the test's own, to be broken."""
    other = place.beside()
    yield other
    other.drop()


@pytest.fixture
def redis_client(place: Place) -> Iterator[redis.Redis]:
    """This process's Redis database, empty before and after."""
    with connect_redis(place.redis_url) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def files_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file store, in a folder of the test's own."""
    monkeypatch.setattr(file_store, "_root", tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def settings(place: Place, tmp_path: Path) -> Settings:
    """Settings of a process that works on this test's database, with a home of its own."""
    return Settings(
        database_url=place.database_url,
        owner_url=place.owner_url,
        redis_url=place.redis_url,
        home=tmp_path,
        secret_key="of-the-tests-alone",
    )


@pytest.fixture
def environment(database: Engine, settings: Settings) -> dict[str, str]:
    """The environment for a process that a test starts; its rows are deleted like the test's own."""
    return os.environ | {
        "DATABASE_URL": settings.database_url,
        "DATABASE_OWNER_URL": settings.owner_url,
        "REDIS_URL": settings.redis_url,
        "SANQI_HOME": str(settings.home),
        "SANQI_SECRET_KEY": settings.secret_key,
    }


@pytest.fixture
def process_logs() -> Iterator[None]:
    """The logs of a process of ours, and afterwards those of the test run."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    logs.configure()
    yield
    structlog.reset_defaults()
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def network(database: Engine) -> MadeNetwork:
    """A car maker's network with the region `north`."""
    return tenant_factories.network()


@pytest.fixture
def store(network: MadeNetwork) -> MadeStore:
    """A store of `network`."""
    return tenant_factories.store(network)


@pytest.fixture
def other_store(network: MadeNetwork) -> MadeStore:
    """Another store of the same network."""
    return tenant_factories.store(network)


@pytest.fixture
def other_network(database: Engine) -> MadeNetwork:
    """Another car maker."""
    return tenant_factories.network()


@pytest.fixture
def foreign_store(other_network: MadeNetwork) -> MadeStore:
    """A store of another network."""
    return tenant_factories.store(other_network)


@pytest.fixture
def recorder() -> Recorder:
    """Every distinct statement sent since the last test ended."""
    return _recorder


@pytest.fixture
def bare_statements() -> Iterator[None]:
    """For a test of the walls themselves: it sends on purpose what the statement gate refuses."""
    with _recorder.paused():
        yield


# --- gates ------------------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After a test that passed, every statement it was the first to send must name its tenant."""
    yield
    found = [fault for sent in _recorder.take() for fault in _gate.faults(sent.role, sent.text)]
    if found:
        pytest.fail("The statement gate found (architecture §4, two walls):\n" + "\n".join(found), pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`@pytest.mark.rule("CB-4")`: one or more rule ids, nothing else; `make rules` builds on it."""
    for item in items:
        for mark in item.iter_markers("rule"):
            fine = mark.args and not mark.kwargs and all(isinstance(i, str) and _RULE.match(i) for i in mark.args)
            if not fine:
                raise pytest.UsageError(f'{item.nodeid}: @pytest.mark.rule takes rule ids such as "CB-4": {mark.args}')
