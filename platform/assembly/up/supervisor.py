"""Starts, tends and ends the processes of a plan. One thread; waits in `_pass_on`, where the lines come in."""

import contextlib
import selectors
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from types import FrameType

from assembly.up.plan import Service, Step
from assembly.up.process import Process
from assembly.up.terminal import Terminal

_TICK = 0.2
_RESTARTS, _WITHIN = 5, 60.0


class StartFailedError(RuntimeError):
    """A step failed or a service can't be kept running; the message is for the person."""


class Supervisor:
    """Of one `sanqi up`."""

    def __init__(self, terminal: Terminal, pause: float) -> None:
        self._terminal, self._pause = terminal, pause
        self._selector = selectors.DefaultSelector()
        self._services: list[_Tended] = []
        self.stopping = False
        self._hurry = False

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Ctrl-C, a request to end and a closed terminal ask for an orderly stop; the second time in haste."""
        kinds = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means what it says
            kinds.append(signal.SIGHUP)
        before = [signal.signal(kind, self._asked) for kind in kinds]
        try:
            yield
        finally:
            for kind, handler in zip(kinds, before, strict=True):
                signal.signal(kind, handler)

    def run_step(self, step: Step, env: Mapping[str, str]) -> list[str]:
        """To its end. Gives its lines when they are to be shown last. Raises StartFailedError."""
        kept: list[str] = []
        process = self._launch(step.name, step.argv, env, heard=kept.append if step.shown_last else None)
        self._until(lambda: process.ended or self.stopping)
        if self.stopping:
            self._end(process, 10.0)
        elif process.code:
            raise StartFailedError("\n".join([*kept, f"{step.name} failed with exit code {process.code}: see above."]))
        return kept

    def start(self, service: Service, env: Mapping[str, str]) -> None:
        """Start it; from now on it is brought back when it dies."""
        process = self._launch(service.name, service.argv, env)
        self._services.append(_Tended(service, env, process))

    def tend(self, seconds: float) -> None:
        """Pass on lines and bring back what died, for that long. Raises StartFailedError when it is no use."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.stopping:
            self._pass_on()
            for tended in self._services:
                self._bring_back(tended)

    def stop(self) -> None:
        """End all services, the last started first."""
        for tended in reversed(self._services):
            self._terminal.line("sanqi", f"Stopping {tended.service.name}")
            self._end(tended.process, tended.service.grace)
        self._services.clear()

    def _launch(
        self, name: str, argv: tuple[str, ...], env: Mapping[str, str], heard: Callable[[str], None] | None = None
    ) -> Process:
        def say(text: str) -> None:
            self._terminal.line(name, text)

        process = Process(argv, env, heard=heard or say, noted=say)
        for pipe in process.pipes:
            self._selector.register(pipe.pipe, selectors.EVENT_READ, pipe)
        return process

    def _pass_on(self, seconds: float = _TICK) -> None:
        if not self._selector.get_map():
            time.sleep(seconds)
        for key, _ in self._selector.select(seconds):
            pipe = key.fileobj
            if not key.data.read():
                self._selector.unregister(pipe)

    def _until(self, holds: Callable[[], bool], seconds: float = float("inf")) -> None:
        end = time.monotonic() + seconds
        while not holds() and time.monotonic() < end:
            self._pass_on()
        self._pass_on(0)

    def _bring_back(self, tended: "_Tended") -> None:
        if not tended.process.ended:
            return
        name, now = tended.service.name, time.monotonic()
        if tended.back_at is None:
            tended.deaths = [then for then in tended.deaths if now - then < _WITHIN] + [now]
            if len(tended.deaths) > _RESTARTS:
                raise StartFailedError(
                    f"{name} ended {len(tended.deaths)} times within a minute. Its last lines are above."
                )
            pause = self._pause * 2 ** (len(tended.deaths) - 1)
            tended.back_at = now + pause
            self._terminal.line("sanqi", f"{name} ended ({_how(tended.process)}); starting it again in {pause:g} s")
            tended.process.kill_group()
        elif now >= tended.back_at:
            tended.back_at = None
            tended.process = self._launch(name, tended.service.argv, tended.env)

    def _end(self, process: Process, grace: float) -> None:
        process.ask_to_stop()
        self._until(lambda: process.ended or self._hurry, grace)
        if not process.ended:
            self._terminal.line("sanqi", "It does not stop by itself: killed")
        process.kill_group()
        self._pass_on(0)

    def _asked(self, signum: int, frame: FrameType | None) -> None:
        self._hurry = self.stopping
        self.stopping = True


class _Tended:
    """A service with its history."""

    def __init__(self, service: Service, env: Mapping[str, str], process: Process) -> None:
        self.service, self.env, self.process = service, env, process
        self.deaths: list[float] = []
        self.back_at: float | None = None


def _how(process: Process) -> str:
    code = process.code or 0
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
