"""Which PostgreSQL versions the machine has: the isolation tests run on the oldest and on the newest of them."""

import contextlib
import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from assembly.servers.binaries import postgres_programs
from assembly.servers.child import clean_environment
from assembly.servers.errors import ServersError
from assembly.servers.identity import RunsAs, candidates
from assembly.servers.seat import take_possession

# Debian's and Homebrew's places; SANQI_TEST_POSTGRES adds folders, each with initdb and postgres in it.
_USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/pgsql-*/bin")
_SUPPORTED = range(15, 19)


@dataclass(frozen=True, order=True)
class Version:
    """A PostgreSQL. `programs` is None for the server that the whole run uses."""

    number: tuple[int, ...]
    programs: Path | None = None

    @property
    def label(self) -> str:
        """`postgresql-15.18`; the run's own server has no number when somebody else started it."""
        return "postgresql-" + (".".join(map(str, self.number)) or "given")


@cache
def lineup() -> tuple[Version, ...]:
    """The run's own server, and the oldest and the newest of the others where they are older or newer."""
    own = Version((), None) if os.environ.get("DATABASE_URL") else Version(_number(postgres_programs()) or (), None)
    others = sorted(version for version in _installed() if version.number[:1] != own.number[:1])
    if not others:
        return (own,)
    ends = [others[0], *others[1:][-1:]]
    known = own.number or others[0].number
    outside = [end for end in ends if not own.number or end.number < known or end.number > known]
    return (own, *outside)


def described() -> str:
    """One line for the head of the report."""
    names = [f"{each.label} ({each.programs or 'the run’s own'})" for each in lineup()]
    alone = "" if len(names) > 1 else "; this machine has no other version"
    return f"isolation tests run on: {', '.join(names)}{alone}"


def _installed() -> Iterator[Version]:
    places = [Path(place) for pattern in _USUAL_PLACES for place in glob.glob(pattern)]  # noqa: PTH207 - absolute
    places += [Path(place) for place in os.environ.get("SANQI_TEST_POSTGRES", "").split(os.pathsep) if place]
    with contextlib.suppress(ServersError):
        places.append(postgres_programs())
    if on_path := shutil.which("postgres"):
        places.append(Path(on_path).resolve().parent)
    for place in dict.fromkeys(place.resolve() for place in places):
        number = _number(place)
        if number and number[0] in _SUPPORTED and (place / "initdb").exists():
            yield Version(number, place)


def _number(programs: Path) -> tuple[int, ...] | None:
    if not (programs / "postgres").exists():
        return None
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else None


@contextmanager
def started(programs: Path) -> Iterator[str]:
    """A fresh cluster, for as long as the block runs. Yields the superuser's URL of its database `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="sanqi-pg-", dir="/tmp"))
    runs_as = next((way for way in candidates() if way.can_run(programs / "postgres", folder)), None)
    if runs_as is None:
        raise ServersError(f"{programs / 'postgres'} can't be run in {folder} by this user")
    take_possession(folder, runs_as)
    try:
        _initdb(programs, folder / "data", runs_as)
        with _server(programs, folder, runs_as):
            yield f"postgresql+psycopg://tester@/postgres?host={folder}&port=5432"
    finally:
        shutil.rmtree(folder)


def _initdb(programs: Path, data: Path, runs_as: RunsAs) -> None:
    major = (_number(programs) or (0,))[0]
    # 15 and 16 have no builtin locale provider: there C.UTF-8 comes from the operating system.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    command = [programs / "initdb", "-D", data, "-U", "tester", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    done = subprocess.run(
        [*map(str, command), *builtin, "--lc-collate=C", "--lc-ctype=C.UTF-8"],
        preexec_fn=lambda: runs_as.become(signal.SIGTERM),
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
    )
    if done.returncode:
        raise ServersError(f"initdb of {programs} failed:\n{done.stderr[-1500:]}")


@contextmanager
def _server(programs: Path, folder: Path, runs_as: RunsAs) -> Iterator[None]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "timezone": "UTC"}
    flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *flags],
            preexec_fn=lambda: runs_as.become(signal.SIGINT),  # noqa: PLW1509 - tests have one thread here
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=clean_environment(),
        )
    try:
        while not _answers(folder):
            if process.poll() is not None:
                raise ServersError(f"{programs / 'postgres'} ended at once:\n{log.read_text()[-1500:]}")
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), port=5432, user="tester", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True
