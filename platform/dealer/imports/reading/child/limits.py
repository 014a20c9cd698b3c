"""The jail that the child puts itself into before it touches the file."""

import resource
import signal
from contextlib import suppress


def confine(*, memory_bytes: int, cpu_seconds: int, file_bytes: int) -> None:
    """Limit this process for good: address space, CPU, size of files written, no core, no children, few files open.

    Where a system lacks one of them (macOS knows no address space limit) the others still hold.
    """
    for name, limit in (
        ("RLIMIT_AS", memory_bytes),
        ("RLIMIT_CPU", cpu_seconds),
        ("RLIMIT_FSIZE", file_bytes),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", 32),
    ):
        _lower(getattr(resource, name, None), limit)
    # The parent keeps the wall clock; this one ends a child whose parent was killed.
    signal.alarm(4 * cpu_seconds + 5)


def _lower(which: int | None, limit: int) -> None:
    if which is None:
        return
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(which)
        ceiling = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(which, (ceiling, ceiling))
