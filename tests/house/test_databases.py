"""The house cleans up after runs that were killed, and leaves those alone that live."""

import subprocess
import sys
import textwrap

import psycopg

from assembly.migrate import psycopg_url
from tests.architecture.tree import ROOT
from tests.house.databases import House, Place

RUN = """
    import sys
    from tests.house.databases import House
    house = House()
    house.place("gw0")
    print(house.template, flush=True)
    sys.stdin.read()
"""


def _databases(place: Place, template: str) -> set[str]:
    with psycopg.connect(psycopg_url(place.owner_url), autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [template])
        return {name.removeprefix(template) for (name,) in rows.fetchall()}


def _run() -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(RUN)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_killed_run_is_swept_and_a_living_one_is_not(place: Place) -> None:
    (killed, left), (living, kept) = _run(), _run()
    assert _databases(place, left) == _databases(place, kept) == {"", "_gw0"}
    killed.kill()
    killed.communicate()
    house = House()
    while _databases(place, left):  # PostgreSQL needs a moment to see that the run's connection is gone
        house.sweep()
    assert _databases(place, kept) == {"", "_gw0"}
    living.communicate("")  # ends without closing, as a run does whose terminal was closed
    while _databases(place, kept):
        house.sweep()
    assert _databases(place, house.template) == {""}
    house.close()
    assert _databases(place, house.template) == set()


def test_processes_of_a_run_have_databases_of_their_own(place: Place) -> None:
    house = House()
    one, other = house.place("gw0"), house.place("gw1")
    assert len({one.database_url, other.database_url, place.database_url}) == 3
    assert len({one.redis_url, other.redis_url, place.redis_url}) == 3
    house.close()
