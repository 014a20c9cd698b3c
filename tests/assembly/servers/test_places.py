"""Where and as whom the servers run: deep folders, odd names, root in a container, an ordinary user."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from assembly.migrate import psycopg_url
from assembly.servers.errors import ServersError
from assembly.servers.home import Home, socket_folder
from assembly.servers.identity import RunsAs, myself, namespace, nobody
from assembly.servers.seat import find_seat
from tests.assembly.servers.people import User, gone, nobody_works_on, ordinary


def who(url: str) -> tuple[object, ...]:
    with psycopg.connect(psycopg_url(url)) as connection:
        return connection.execute("SELECT current_user, current_database()").fetchone() or ()


def test_a_deep_folder_with_blanks_and_quotes_in_a_private_one(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    home = private / 'a folder\'s "name"' / "深" / ("deep" * 20)
    with User(home) as user:
        servers = user.servers()
        assert who(servers.database_url) == ("sanqi_app", "sanqi")
        assert who(servers.owner_url) == ("sanqi", "sanqi")
        assert stat.S_IMODE((home / "pg").stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "postgres.log").stat().st_mode) == 0o600
    assert gone(home)


@pytest.fixture
def private() -> Iterator[Path]:
    """A 0700 folder that belongs to an ordinary user."""
    place, user = Path(tempfile.mkdtemp(prefix="sanqi-test-")), ordinary()
    os.chown(place, user.uid, -1)
    yield place
    shutil.rmtree(place)


def test_an_ordinary_user_in_a_private_folder_without_a_home(private: Path) -> None:
    home = private / "clone" / "var"
    with User(home, runs_as=ordinary(), env={"HOME": str(private / "none")}, stop_at_once=True) as user:
        assert who(user.servers().database_url) == ("sanqi_app", "sanqi")
    assert nobody_works_on(home)
    assert (home / "pg").stat().st_uid == ordinary().uid


_ONE_START = """
import json, os, sys
from pathlib import Path
import psycopg
from assembly.migrate import psycopg_url
from assembly.servers import identity
from assembly.servers.home import Home, socket_folder
from assembly.servers.postgres import Postgres
from assembly.servers.seat import find_seat
os.umask(0o077)
home = Home.at(Path(sys.argv[1]))
seat = find_seat(home, [getattr(identity, sys.argv[2])()])
server = Postgres(home, socket_folder(home), seat)
server.start()
with psycopg.connect(psycopg_url(server.urls["owner_url"])) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS starts (at timestamptz)")
    connection.execute("INSERT INTO starts VALUES (now())")
    starts = connection.execute("SELECT count(*) FROM starts").fetchone()[0]
server.stop()
print(json.dumps([starts, str(seat.data), seat.data.stat().st_uid, str(seat.programs)]))
"""


def start_as(way: RunsAs, home: Path) -> tuple[int, Path, int, Path]:
    """One start of PostgreSQL in that way: how many there were, where the data lie and whose, where the programs."""
    name = {"myself": "myself", "a user namespace": "namespace", "nobody": "nobody"}[way.name]
    command = [sys.executable, "-c", _ONE_START, str(home), name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    starts, data, uid, programs = json.loads(done.stdout)
    return starts, Path(data), uid, Path(programs)


def ways() -> list[RunsAs]:
    """Those of this machine and user; root goes through all of them in one home."""
    if os.geteuid() != 0:
        return [myself(), myself()]
    return [way for way in (nobody(), namespace(), nobody()) if way.can_run(Path("/bin/true"), Path("/"))]


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody can get through."""
    place = Path(tempfile.mkdtemp(prefix="sanqi-test-"))
    place.chmod(0o755)
    yield place
    sweep(place)


def sweep(home: Path) -> None:
    if (home / "pg-lies-in").exists():
        shutil.rmtree((home / "pg-lies-in").read_text())
    shutil.rmtree(socket_folder(Home(home)))
    shutil.rmtree(home)


def test_each_way_of_running_finds_the_data_of_the_others(shared: Path) -> None:
    for number, way in enumerate(ways(), 1):
        starts, data, uid, programs = start_as(way, shared)
        assert starts == number
        # A clone that nobody can't reach keeps its data where nobody put them first.
        assert uid == (nobody().uid if (shared / "pg-lies-in").exists() else way.uid)
        assert way.can_run(programs / "postgres", data.parent)


def test_where_the_server_user_cannot_go_the_data_lie_elsewhere_and_are_found_again(shared: Path) -> None:
    way = ways()[0]
    shared.chmod(0o700)
    elsewhere = way.gid is not None
    for number in (1, 2):
        starts, data, uid, _ = start_as(way, shared)
        assert (starts, uid) == (number, way.uid)
        assert data.is_relative_to("/var/tmp") == elsewhere
        assert (shared / "pg-lies-in").exists() == elsewhere
    if elsewhere:
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        shutil.rmtree(data.parent)
        data.parent.symlink_to(shared)  # somebody took the place
        with pytest.raises(ServersError, match=r"gone or not ours\. Remove the servers' folder"):
            find_seat(Home(shared))
        data.parent.unlink()
        data.parent.mkdir()


def test_a_folder_that_is_no_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ServersError, match=r"can't be used: .* Set SANQI_HOME to a folder of yours"):
        Home.at(tmp_path / "file" / "home")


@pytest.fixture
def names(tmp_path: Path) -> Iterator[list[Path]]:
    made: list[Path] = []
    yield made
    for path in made:
        path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)


def test_sockets_do_not_go_where_somebody_else_could_sit(tmp_path: Path, names: list[Path]) -> None:
    home = Home(tmp_path)
    usual = socket_folder(home)
    names.append(usual)
    assert socket_folder(home) == usual
    assert stat.S_IMODE(usual.stat().st_mode) == 0o700
    usual.rmdir()
    usual.symlink_to(tmp_path)  # somebody was quicker, and points elsewhere
    names.append(other := socket_folder(home))
    assert other != usual
    assert not other.is_symlink()
    usual.unlink()
    usual.mkdir()
    usual.chmod(0o777)  # or lets everybody in
    names.append(third := socket_folder(home))
    assert third not in (usual, other)
    assert len(str(third / "pg" / ".s.PGSQL.5432")) < 107
