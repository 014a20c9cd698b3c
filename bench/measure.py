"""Wall clock and CPU of a piece of work. CPU: ours, our children's and the database server's (Linux; else unknown)."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds."""

    wall: float
    cpu: float


class Meter:
    """Knows the server's processes by one of its connections."""

    def __init__(self, owner: psycopg.Connection) -> None:
        stat = _stat(owner.info.backend_pid)
        self._postmaster = int(stat[1]) if stat else 0

    def cost(self, work: Callable[[], object]) -> Cost:
        """Do it, once."""
        began, spent = time.perf_counter(), self.cpu()
        work()
        return Cost(time.perf_counter() - began, self.cpu() - spent)

    def cpu(self) -> float:
        """Seconds until now: this process, its dead children, and the database with its dead and living ones."""
        own = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own + self.database_cpu()

    def database_cpu(self) -> float:
        """Seconds until now of the whole server."""
        if not self._postmaster:
            return nan
        children = (pid for pid in _pids() if (stat := _stat(pid)) and int(stat[1]) == self._postmaster)
        return sum(_seconds(pid, dead=False) for pid in children) + _seconds(self._postmaster, dead=True)


def tree_cpu(pid: int) -> float:
    """Seconds until now of a process and all that it started, the dead ones included."""
    children = (child for child in _pids() if (stat := _stat(child)) and int(stat[1]) == pid)
    return _seconds(pid, dead=True) + sum(map(tree_cpu, children))


@contextmanager
def statements() -> Iterator[list[str]]:
    """What this process sends to the database within the block; talk about the transaction is left out."""
    sent: list[str] = []

    def heard(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("SET LOCAL", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", heard)


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def _seconds(pid: int, *, dead: bool) -> float:
    """utime and stime of a process; with those of children that ended, when `dead`."""
    stat = _stat(pid)
    return sum(int(each) for each in stat[11 : 15 if dead else 13]) / _TICKS if stat else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, …; empty when there is none."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return []


def _pids() -> list[int]:
    with suppress(OSError):
        return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return []
