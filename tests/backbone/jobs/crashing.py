"""Jobs that crash; `worker.py` beside is the process they take with them.

An effect is a row with a fresh id: were a job's effect doubled, there would be two of them.
"""

import os
import signal
from pathlib import Path

from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from backbone.jobs.registry import job
from backbone.web.models import FormKey

DIE, DIE_WITH_WORKER, FAIL, DEAD = "tests.die", "tests.die_with_worker", "tests.fail", "tests.dead"
EFFECT, TOLD = "effect", "told"


def leave(location: str) -> None:
    """The effect of a job, in the job's transaction."""
    current().add(FormKey(tenant_id=acting().tenant_id, id=uuid7(), request_hash=b"", location=location))
    current().flush()


@job(DIE, max_tries=3, on_dead=lambda **payload: leave(TOLD))
def die(*, marker: str, deaths: int) -> None:
    """Has its effect, and is then killed with -9, so many times."""
    leave(EFFECT)
    if _count(marker) <= deaths:
        os.kill(os.getpid(), signal.SIGKILL)


@job(DIE_WITH_WORKER, max_tries=3)
def die_with_worker(*, marker: str) -> None:
    """The first time the worker that forked it is killed, too."""
    leave(EFFECT)
    if _count(marker) == 1:
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


@job(FAIL, max_tries=2, on_dead=lambda **payload: leave(TOLD))
def fail(*, why: str) -> None:
    """Has its effect and raises."""
    leave(EFFECT)
    raise ValueError(why)


def _nobody_can_be_told(**payload: object) -> None:
    raise RuntimeError("on_dead fails, too")


@job(DEAD, max_tries=1, on_dead=_nobody_can_be_told)
def dead(*, why: str) -> None:
    """Raises, and so does what should tell."""
    raise ValueError(why)


def _count(marker: str) -> int:
    path = Path(marker)
    tries = int(path.read_text()) + 1 if path.exists() else 1
    path.write_text(str(tries))
    return tries
