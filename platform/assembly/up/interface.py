"""The door: `run()` is what `sanqi up` does."""

import errno
import http.client
import os
import socket
import time
from contextlib import ExitStack

from assembly.servers.interface import Servers, ServersError, running
from assembly.servers.locks import wait_until
from assembly.up.plan import Plan, plan_for
from assembly.up.supervisor import StartFailedError, Supervisor
from assembly.up.terminal import Terminal

__all__ = ["run"]

_READY_WITHIN = 60.0
_LOOK_AFTER_SERVERS = 2.0


def run(*, demo: bool, port: int, plan: Plan | None = None) -> int:
    """Everything, until Ctrl-C (exit code 0) or until something can't be kept running (exit code 1, said plainly)."""
    plan, terminal = plan or plan_for(demo=demo, port=port), Terminal()
    supervisor = Supervisor(terminal, plan.pause)
    with supervisor.listening():
        try:
            _run(plan, supervisor, terminal)
        except (StartFailedError, ServersError) as error:
            terminal.line("sanqi", f"{error}\nStopped.")
            return 1
    terminal.line("sanqi", "Stopped.")
    return 0


def _run(plan: Plan, supervisor: Supervisor, terminal: Terminal) -> None:
    _need_port(plan)
    with ExitStack() as stack:
        servers = stack.enter_context(running(stop_at_once=True, say=lambda text: terminal.line("sanqi", text)))
        stack.callback(supervisor.stop)
        farewell = _start(plan, servers, supervisor, terminal)
        if not supervisor.stopping:
            terminal.line("sanqi", "\n".join(["", f"Sanqi is ready: {plan.address}  (Ctrl-C ends it)", "", *farewell]))
        while not supervisor.stopping:
            supervisor.tend(_LOOK_AFTER_SERVERS)
            if servers.embedded:
                with running():  # brings them back, should their keeper have been killed
                    pass


def _start(plan: Plan, servers: Servers, supervisor: Supervisor, terminal: Terminal) -> list[str]:
    """Steps, then services. Gives the lines to be shown when all is up."""
    env = _environment(servers)
    farewell: list[str] = []
    for step in plan.steps:
        if not supervisor.stopping:
            terminal.line("sanqi", f"Running {step.name}")
            farewell += supervisor.run_step(step, env | {"DATABASE_OWNER_URL": servers.owner_url})
    for service in plan.services:
        if not supervisor.stopping:
            terminal.line("sanqi", f"Starting {service.name}")
            supervisor.start(service, env)
    end = time.monotonic() + _READY_WITHIN
    while not supervisor.stopping and not _answers(plan):
        if time.monotonic() > end:
            raise StartFailedError(f"{plan.address}{plan.ready_path} does not answer. See the lines of web above.")
        supervisor.tend(0.2)
    return farewell


def _environment(servers: Servers) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    own = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "PYTHONUNBUFFERED": "1"}
    return env | own


def _need_port(plan: Plan) -> None:
    if wait_until(lambda: not _refusal(plan.port), plan.port_patience, every=0.2):
        return
    other = plan.port + 1 if 1024 <= plan.port < 65535 else 8080
    raise StartFailedError(
        f"Port {plan.port} {_refusal(plan.port)}. Take another: sanqi up --port {other}, or make run PORT={other}."
    )


def _refusal(port: int) -> str:
    """Why the port can't be used; empty when it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                return "may not be used by an ordinary user"
            return "is taken by another program" if error.errno == errno.EADDRINUSE else f"can't be used ({error})"
    return ""


def _answers(plan: Plan) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", plan.port, timeout=5)
    try:
        connection.request("GET", plan.ready_path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
