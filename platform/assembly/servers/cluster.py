"""A PostgreSQL cluster's files: made once, checked at each start."""

import locale
import shutil
import signal
import subprocess

from assembly.servers.child import clean_environment
from assembly.servers.errors import ServersError
from assembly.servers.seat import Seat, take_possession

SUPERUSER = "sanqi"
_NEEDED_BYTES = 300_000_000


def prepare_cluster(seat: Seat) -> None:
    """Make it when there is none; see that it is of the installed version, and the server user's own."""
    if not (seat.data / "PG_VERSION").exists():
        _make(seat)
    _check_version(seat)
    take_possession(seat.data, seat.runs_as)


def _make(seat: Seat) -> None:
    """Into a folder beside, renamed when whole: a half-made cluster is never taken for one."""
    free = shutil.disk_usage(seat.data.parent).free
    if free < _NEEDED_BYTES:
        raise ServersError(f"Not enough space: {seat.data.parent} has {free // 1_000_000} MB free, 300 MB are needed.")
    fresh = seat.data.with_name("pg.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    take_possession(fresh, seat.runs_as)
    done = subprocess.run(  # noqa: S603
        [seat.programs / "initdb", "-D", fresh, "-U", SUPERUSER, *_initdb_flags()],
        preexec_fn=lambda: seat.runs_as.become(signal.SIGTERM),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env=clean_environment(),
    )
    if done.returncode:
        raise ServersError(f"PostgreSQL could not make its data folder {seat.data}:\n{done.stderr[-1500:]}")
    fresh.rename(seat.data)


def _initdb_flags() -> list[str]:
    """Locale C alone gets case and words wrong for Chinese, silently; the builtin C.UTF-8 is right and fast."""
    ctype = "C.UTF-8" if _has_locale("C.UTF-8") else "C"
    return [
        *("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", f"--lc-ctype={ctype}"),
    ]


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True


def _check_version(seat: Seat) -> None:
    has = (seat.data / "PG_VERSION").read_text().strip()
    program = subprocess.run([seat.programs / "postgres", "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    if f" {has}." not in program.stdout:
        raise ServersError(
            f"{seat.data} was made by PostgreSQL {has}, installed is {program.stdout.strip()}. "
            "Dump it with the old version, or remove the folder to start afresh."
        )
