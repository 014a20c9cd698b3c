"""The list of jobs. A module that is not imported has no jobs: assembly imports every slice's `jobs.py`."""

from collections.abc import Callable
from dataclasses import dataclass

JobFunction = Callable[..., None]


@dataclass(frozen=True)
class Job:
    """A registered job. `time_limit` in seconds is hard; the lease is a little longer and doubles with each try."""

    name: str
    function: JobFunction
    time_limit: int
    max_tries: int
    on_dead: JobFunction | None

    @property
    def lease(self) -> int:
        """Seconds before an entry that was handed out is handed out again."""
        return self.time_limit + 10


_jobs: dict[str, Job] = {}


def job(
    name: str, *, time_limit: int = 60, max_tries: int = 5, on_dead: JobFunction | None = None
) -> Callable[[JobFunction], JobFunction]:
    """Register a function as the job `name`. It is called with the entry's payload as keyword arguments.

    `on_dead` is called with the same payload when the last try has failed, so that a person learns of it.
    """

    def register(function: JobFunction) -> JobFunction:
        if name in _jobs:
            raise RuntimeError(f"two jobs are called {name}")
        _jobs[name] = Job(name, function, time_limit, max_tries, on_dead)
        return function

    return register


def job_named(name: str) -> Job:
    """The job of that name. Raises KeyError when nobody registered it."""
    return _jobs[name]


def find_job(name: str) -> Job | None:
    """The job of that name, if this version has it."""
    return _jobs.get(name)


def registered() -> tuple[Job, ...]:
    """All jobs."""
    return tuple(_jobs.values())
