"""Servers that somebody else runs: DATABASE_URL and REDIS_URL."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from assembly.migrate import psycopg_url
from assembly.servers import roles
from assembly.servers.binaries import find_program
from assembly.servers.given import given_urls
from assembly.servers.interface import Servers, ServersError, running
from tests.assembly.servers.people import LINGER, gone, nobody_works_on

ACTING = ("sanqi_door", "sanqi_store", "sanqi_hq", "sanqi_region", "sanqi_dispatch", "sanqi_batch")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A cluster of this module's own, since its tests remove and make roles."""
    home = tmp_path_factory.mktemp("cluster") / "home"
    with running(env={}, home=home, linger=LINGER, stop_at_once=True) as servers:
        yield servers
    assert gone(home)


def fresh_database(cluster: Servers, name: str) -> str:
    """The superuser's URL of a database without anything of Sanqi."""
    with psycopg.connect(psycopg_url(cluster.owner_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    return make_url(cluster.owner_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def bare(cluster: Servers) -> Iterator[Servers]:
    """The cluster without our roles, as somebody else's is; it gets them back."""
    names = ("sanqi_owner", "sanqi_app", "sanqi_backup", *ACTING)
    with psycopg.connect(psycopg_url(cluster.owner_url), autocommit=True) as connection:
        connection.execute("ALTER DATABASE sanqi OWNER TO sanqi")
        connection.execute(f"DROP OWNED BY {', '.join(names)}".encode())
        connection.execute(f"DROP ROLE {', '.join(names)}".encode())
        yield cluster
        connection.execute("DROP DATABASE IF EXISTS one WITH (FORCE)")
        connection.execute("DROP DATABASE IF EXISTS two WITH (FORCE)")
        roles.apply(connection)


def test_with_both_given_nothing_is_started(tmp_path: Path) -> None:
    env = {
        "DATABASE_URL": "postgresql://sanqi_app:secret@db.example/sanqi",
        "DATABASE_OWNER_URL": "postgres://owner@db.example/sanqi",
        "REDIS_URL": "redis://cache.example/3",
    }
    with running(env=env, home=tmp_path / "home") as servers:
        assert servers == Servers(
            database_url="postgresql+psycopg://sanqi_app:secret@db.example/sanqi",
            owner_url="postgresql+psycopg://owner@db.example/sanqi",
            redis_url="redis://cache.example/3",
            embedded=False,
        )
    assert not (tmp_path / "home").exists()


def test_with_one_given_the_other_one_is_started_and_the_first_when_asked_for_later(home: Path) -> None:
    given = {"REDIS_URL": "redis://cache.example/3"}
    with running(env=given, home=home, linger=LINGER) as servers:
        assert servers.redis_url == "redis://cache.example/3"
        assert servers.embedded
        psycopg.connect(psycopg_url(servers.database_url)).close()
        assert not (home / "redis").exists()
        with running(env={}, home=home) as both:
            assert both.database_url == servers.database_url
            assert (home / "redis").exists()
    with pytest.raises(ZeroDivisionError), running(env={}, home=home, stop_at_once=True):
        1 / 0  # noqa: B018
    assert nobody_works_on(home)  # who asks for the end waits for it also after an error


def test_a_newcomer_with_one_superuser_gets_the_roles_and_works_under_them(bare: Servers, tmp_path: Path) -> None:
    url = fresh_database(bare, "one").replace("postgresql+psycopg", "postgresql")
    env = {"DATABASE_URL": url + "&options=-c%20statement_timeout%3D9s", "REDIS_URL": bare.redis_url}
    for _ in (1, 2):  # the second time they are there
        with running(env=env, home=tmp_path / "home") as servers:
            assert make_url(servers.owner_url) == make_url(env["DATABASE_URL"]).set(drivername="postgresql+psycopg")
    with create_engine(servers.database_url).connect() as connection:
        ask = text("SELECT current_user, current_setting('statement_timeout')")
        assert connection.execute(ask).one() == ("sanqi_app", "9s")
        connection.execute(text("SET LOCAL ROLE sanqi_store"))
        connection.execute(text("CREATE TEMPORARY TABLE staging_rows (line text)"))
        assert connection.execute(ask).one() == ("sanqi_store", "9s")
        connection.rollback()
        assert connection.execute(ask).one() == ("sanqi_app", "9s")
    connection.engine.dispose()


@pytest.mark.parametrize("login", ["sanqi_app", "somebody"])
def test_a_login_without_superuser_is_told_whose_work_the_roles_are(cluster: Servers, login: str) -> None:
    """sanqi_app itself is what a web process of production has: it is taken as it is, without a question asked."""
    url = f"postgresql://{login}@db.invalid/sanqi"
    assert given_urls({"DATABASE_URL": "postgresql://sanqi_app@x/y"})["database_url"].endswith("//sanqi_app@x/y")
    env = {"DATABASE_URL": url, "REDIS_URL": "redis://x"}
    if login == "sanqi_app":
        with running(env=env) as servers:
            assert servers.database_url == servers.owner_url == url.replace("postgresql", "postgresql+psycopg")
    else:
        with pytest.raises(ServersError, match=r"server of DATABASE_URL can't be reached"), running(env=env):
            pass


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", "sanqi", r"DATABASE_URL is no database URL\. Example: postgresql://"),
        ("DATABASE_URL", "mysql://a@b/c", r"is for mysql: Sanqi needs PostgreSQL 15 to 18"),
    ],
)
def test_an_address_that_is_none_is_said_plainly(name: str, value: str, told: str) -> None:
    with pytest.raises(ServersError, match=told):
        given_urls({name: value})


def test_roles_are_made_by_many_at_once_in_two_databases(bare: Servers) -> None:
    urls = [fresh_database(bare, name) for name in ("one", "two")]
    failures: list[Exception] = []

    def make(url: str) -> None:
        try:
            with psycopg.connect(psycopg_url(url), autocommit=True) as connection:
                roles.apply(connection)
        except psycopg.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=make, args=(url,)) for url in urls * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_the_roles_are_what_architecture_says(cluster: Servers) -> None:
    with psycopg.connect(psycopg_url(cluster.owner_url), autocommit=True) as connection:
        connection.execute("ALTER ROLE sanqi_app INHERIT BYPASSRLS CREATEDB")
        roles.apply(connection)
        found = connection.execute(
            "SELECT rolname, rolcanlogin, rolinherit, rolbypassrls FROM pg_roles"
            " WHERE rolname LIKE 'sanqi\\_%' AND NOT rolsuper AND NOT rolcreatedb AND NOT rolcreaterole"
        ).fetchall()
        member_of = connection.execute(
            "SELECT roleid::regrole::text FROM pg_auth_members"
            " WHERE member = 'sanqi_app'::regrole AND set_option AND NOT inherit_option AND NOT admin_option"
        ).fetchall()
        may = connection.execute(
            "SELECT name, has_database_privilege(name, 'sanqi', 'TEMPORARY'),"
            " has_schema_privilege(name, 'public', 'CREATE') FROM unnest(%s::text[]) AS name",
            [["sanqi_owner", "sanqi_app", "sanqi_hq", "sanqi_store", "sanqi_batch"]],
        ).fetchall()
    acting = {(name, False, False, False) for name in (*ACTING, "sanqi_owner")}
    assert set(found) == acting | {("sanqi_app", True, False, False), ("sanqi_backup", True, True, True)}
    assert {name for (name,) in member_of} == set(ACTING)
    assert may == [
        ("sanqi_owner", True, True),
        ("sanqi_app", False, False),
        ("sanqi_hq", False, False),
        ("sanqi_store", True, False),
        ("sanqi_batch", True, False),
    ]


def test_a_missing_wheel_is_said_plainly() -> None:
    with pytest.raises(
        ServersError, match=r"package no_such_wheel is missing or has no program for .* set DATABASE_URL"
    ):
        find_program("no_such_wheel", "bin/postgres")


def test_the_server_sorts_and_folds_as_it_must(cluster: Servers) -> None:
    """Under locale C, case and words are wrong for anything but ASCII, silently."""
    with psycopg.connect(psycopg_url(cluster.database_url)) as connection:
        row = connection.execute(
            "SELECT lower('ÄÖ'), '宝' ~ '\\w', current_setting('TimeZone'), current_setting('synchronous_commit'),"
            " current_setting('listen_addresses')"
        ).fetchone()
    assert row == ("äö", True, "UTC", "on", "")
