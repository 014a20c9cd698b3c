"""Jobs of imports."""

import uuid

from backbone.jobs.registry import job
from dealer.imports.actions import reading
from dealer.imports.actions.handing_in import READ_JOB


def tell_of_failure(import_id: str) -> None:
    """The last try has failed."""
    reading.give_up(uuid.UUID(import_id))


@job(READ_JOB, time_limit=60, max_tries=3, on_dead=tell_of_failure)
def read_file(import_id: str) -> None:
    """Read a handed-in file: the dry run."""
    reading.read(uuid.UUID(import_id))
