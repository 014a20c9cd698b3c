"""One child process: its lines, its end."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import IO

from assembly.servers.identity import die_with_parent

Say = Callable[[str], None]


class Process:
    """In a session of its own, so that Ctrl-C reaches only the supervisor; dies with it all the same (Linux).

    `heard` is called with each line of its standard output, `noted` with each line of its standard error.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], *, heard: Say, noted: Say) -> None:
        self.popen = subprocess.Popen(  # noqa: S603
            list(argv),
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # the supervisor has one thread, and the kernel's signal comes when that thread ends
            preexec_fn=partial(die_with_parent, signal.SIGTERM, os.getpid()),  # noqa: PLW1509
        )
        self.pipes = [
            Lines(pipe, say) for pipe, say in ((self.popen.stdout, heard), (self.popen.stderr, noted)) if pipe
        ]

    @property
    def ended(self) -> bool:
        """Has it ended? Reaps it when it has."""
        return self.popen.poll() is not None

    @property
    def code(self) -> int | None:
        """Its exit code; below zero: the signal that ended it."""
        return self.popen.poll()

    def ask_to_stop(self) -> None:
        """SIGTERM, to the process itself: it decides what becomes of its children."""
        if not self.ended:
            self.popen.terminate()

    def kill_group(self) -> None:
        """SIGKILL to it and to whatever it left behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


class Lines:
    """A pipe read without waiting, cut into lines."""

    def __init__(self, pipe: IO[bytes], say: Say) -> None:
        self.pipe, self._say, self._rest = pipe, say, b""
        os.set_blocking(pipe.fileno(), False)

    def read(self) -> bool:
        """Pass on what is there. False at the end of the pipe, which is then closed."""
        try:
            chunk = os.read(self.pipe.fileno(), 65536)
        except BlockingIOError:
            return True
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        if not chunk and self._rest:
            whole, self._rest = [self._rest], b""
        for line in whole:
            self._say(line.decode(errors="replace").rstrip("\r"))
        if not chunk:
            self.pipe.close()
        return bool(chunk)
