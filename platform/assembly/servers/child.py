"""One server process below the keeper."""

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from assembly.servers.errors import ServersError
from assembly.servers.identity import RunsAs
from assembly.servers.locks import Lock, wait_until

_LOG_LIMIT = 10_000_000


class Child:
    """Writes to a log file, dies with the keeper, ends by the signal its program takes for 'fast and clean'.

    It inherits `claim`, a lock on its data: as long as it or a child of its own lives, nobody starts another on them.
    """

    def __init__(
        self, argv: Sequence[object], *, claim: Lock, runs_as: RunsAs, log: Path, stop: signal.Signals
    ) -> None:
        self.log, self._stop = log, stop
        with _open_log(log) as out, claim:
            self._start = out.tell()
            try:
                self.process = subprocess.Popen(  # noqa: S603
                    [str(word) for word in argv],
                    preexec_fn=lambda: runs_as.become(stop),  # noqa: PLW1509 - the keeper has one thread
                    pass_fds=(claim.descriptor,),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    env=clean_environment(),
                )
            except (OSError, subprocess.SubprocessError) as error:
                raise ServersError(f"{argv[0]} can't be run as {runs_as.name}: {error}") from error

    def alive(self) -> bool:
        """Has it not ended yet? Reaps it when it has."""
        return self.process.poll() is None

    def said(self) -> str:
        """What it wrote to its log since it was started."""
        with self.log.open("rb") as text:
            text.seek(self._start)
            return text.read()[-4000:].decode(errors="replace").strip()

    def stop(self, *, grace: float, harder: signal.Signals) -> None:
        """Ask, then insist, then kill."""
        for how, seconds in ((self._stop, grace), (harder, 5.0), (signal.SIGKILL, None)):
            if not self.alive():
                return
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue


def claim_data(lock: Lock, *, evict: Callable[[], None]) -> Lock:
    """Take the lock on a server's data. A server that lost its keeper may still hold it: ask that one to end.

    On Linux the kernel has asked it already. Raises ServersError after a minute.
    """
    if not lock.try_exclusive():
        evict()
        if not wait_until(lock.try_exclusive, 60):
            raise ServersError(f"Another server still works on the data: {lock.path} is held. Stop it first.")
    return lock


def clean_environment() -> dict[str, str]:
    """Ours without PG*, which would change ports and folders, and without a locale that may not exist here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _open_log(path: Path) -> BinaryIO:
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
