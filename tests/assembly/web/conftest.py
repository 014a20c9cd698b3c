"""The whole application, asked over WSGI, on this process's own database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from assembly.app import create_app
from backbone.config import Settings
from backbone.db import unit_of_work
from tenants.access.interface import Position
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.databases import Place

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def _app(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(
        database_url=place.database_url,
        owner_url=place.owner_url,
        redis_url=place.redis_url,
        home=tmp_path_factory.mktemp("home"),
        secret_key="of-the-tests-alone",
    )
    app = create_app(settings)
    # An error must become an answer, as for people, and never a traceback in the test.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    own, unit_of_work._engine = unit_of_work._engine, None
    yield app
    own.dispose()


@pytest.fixture
def app(_app: Flask, database: Engine, files_root: Path) -> Flask:
    """The application, on the test's database."""
    return _app


@pytest.fixture
def visit(app: Flask) -> Visit:
    """`visit()` is a stranger, `visit(person)` is signed in."""

    def visitor(who: MadePerson | None = None, address: str = "127.0.0.1") -> Visitor:
        made = Visitor(app, address)
        return made.sign_in(who) if who else made

    return visitor


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    """The head of the store's service centre."""
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def admin(network: tenants.MadeNetwork) -> MadePerson:
    """Headquarters' administrator."""
    return tenants.person(network, Position.HQ_ADMIN)
