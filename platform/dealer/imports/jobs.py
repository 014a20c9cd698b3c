"""Jobs of imports."""

import uuid

from backbone.jobs.registry import job
from dealer.imports.actions import reading, running
from dealer.imports.actions.handing_in import READ_JOB
from dealer.imports.actions.running import WRITE_JOB


def tell_reading_failed(import_id: str) -> None:
    """The last try to read has failed."""
    reading.give_up(uuid.UUID(import_id))


@job(READ_JOB, time_limit=60, max_tries=3, on_dead=tell_reading_failed)
def read_file(import_id: str) -> None:
    """Read a handed-in file: the dry run."""
    reading.read(uuid.UUID(import_id))


def tell_writing_failed(import_id: str) -> None:
    """The last try to import has failed."""
    running.give_up_writing(uuid.UUID(import_id))


@job(WRITE_JOB, time_limit=600, max_tries=3, on_dead=tell_writing_failed)
def write_file(import_id: str) -> None:
    """Import a read file for real."""
    running.write(uuid.UUID(import_id))
