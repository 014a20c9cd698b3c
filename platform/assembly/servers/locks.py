"""File locks of the kernel: whoever dies, even by kill -9, lets go of them."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


class Lock:
    """One lock file. The descriptor is close-on-exec, so a program we start never holds our lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def try_exclusive(self) -> bool:
        """Take it alone, now or not at all."""
        return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def try_shared(self) -> bool:
        """Take it together with other holders, now or not at all."""
        return self._take(fcntl.LOCK_SH | fcntl.LOCK_NB)

    def release(self) -> None:
        """Let go; the file stays, since removing it would split its holders into two camps."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    @property
    def descriptor(self) -> int:
        """Of the lock we hold, to be handed to a child on purpose."""
        if self._fd is None:
            raise ValueError(f"{self.path} is not held")
        return self._fd

    def intact(self) -> bool:
        """False when somebody removed the file under us: then our lock no longer keeps anybody out."""
        if self._fd is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._fd), self.path.stat())
        except FileNotFoundError:
            return False

    def held_elsewhere(self) -> bool:
        """Does another holder keep it exclusively? Leaves it free."""
        free = self.try_shared()
        self.release()
        return not free

    def __enter__(self) -> "Lock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()

    def _take(self, how: int) -> bool:
        if self._fd is None:
            self._fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._fd, how)
        except BlockingIOError:
            self.release()
            return False
        if not self.intact():  # removed between open and lock: the next one would make a new file
            self.release()
            return self._take(how)
        return True


def wait_until(holds: Callable[[], bool], seconds: float, every: float = 0.03) -> bool:
    """Ask again and again for at most that long; the last answer."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True
