"""What `sanqi up` runs, in order."""

import sys
from dataclasses import dataclass

_GUNICORN = (
    *("--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    *("--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"),
)


@dataclass(frozen=True)
class Step:
    """Runs to its end before anything else starts. `shown_last`: its output is kept for the end of the start."""

    name: str
    argv: tuple[str, ...]
    shown_last: bool = False


@dataclass(frozen=True)
class Service:
    """Runs until it is told to stop; gets `grace` seconds for that."""

    name: str
    argv: tuple[str, ...]
    grace: float = 10.0


@dataclass(frozen=True)
class Plan:
    """`ready_path` answers with a status below 500 on `port` when the pages can be used.

    `pause`: seconds before a service that ended is started again, doubled with each end within a minute.
    `port_patience`: seconds in which the web server of a predecessor that was killed may still let go of the port.
    """

    steps: tuple[Step, ...]
    services: tuple[Service, ...]
    port: int
    ready_path: str = "/health/ready"
    pause: float = 0.5
    port_patience: float = 5.0

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"


def plan_for(*, demo: bool, port: int) -> Plan:
    """The real thing. Steps may migrate and so know the owner's URL; services log in as sanqi_app only."""
    steps = [Step("migrate", _sanqi("migrate"))]
    if demo:
        steps.append(Step("demo", _sanqi("seed-demo"), shown_last=True))
    web = (sys.executable, "-m", "gunicorn", "assembly.wsgi:app", "--bind", f"127.0.0.1:{port}", *_GUNICORN)
    services = (
        Service("worker", _sanqi("worker"), grace=20.0),
        Service("dispatcher", _sanqi("dispatcher")),
        Service("web", web, grace=15.0),
    )
    return Plan(tuple(steps), services, port)


def _sanqi(command: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "assembly.cli", command)
