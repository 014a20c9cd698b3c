"""What a worker runs: one outbox entry, its effect and its 'done' in one transaction."""

import uuid

import structlog
from sqlalchemy import Select, select

from backbone.clock import now
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting, DbRole
from backbone.jobs.registry import find_job, job_named
from backbone.outbox.models import EntryState, OutboxEntry

log = structlog.get_logger()


def run_entry(entry_id: str, role: str, tenant_id: str, network_id: str) -> str:
    """Run one entry as its tenant. Returns what happened: done, or why nothing did.

    A second run of the same entry waits for the first one's row lock and then finds it done.
    Raises what the job raised; the entry stays and is handed out again when its lease has passed.
    """
    who = Acting(DbRole(role), uuid.UUID(tenant_id), uuid.UUID(network_id))
    with structlog.contextvars.bound_contextvars(entry=entry_id, tenant=tenant_id):
        try:
            return _run(uuid.UUID(entry_id), who)
        except Exception as error:
            _remember_failure(uuid.UUID(entry_id), who, error)
            raise


def _run(entry_id: uuid.UUID, who: Acting) -> str:
    with acting_as(who) as session:
        entry = session.scalar(_own(entry_id, who))
        if entry is None or entry.state not in {EntryState.NEW, EntryState.HANDED}:
            return "nothing to do"
        job_named(entry.job).function(**entry.payload)
        entry.state, entry.done_at, entry.last_error = EntryState.DONE, now(), None
        log.info("job_done", job=entry.job)
    return "done"


def _own(entry_id: uuid.UUID, who: Acting) -> Select[OutboxEntry]:
    """The entry, locked. Names the tenant itself: `sanqi_batch` has no predicate added to its statements."""
    # The role came by way of Redis: an entry runs as what its own row says, or not at all.
    mine = (OutboxEntry.tenant_id == who.tenant_id, OutboxEntry.id == entry_id, OutboxEntry.role == who.role)
    return select(OutboxEntry).where(*mine).with_for_update()


def give_up(entry_id: str, role: str, tenant_id: str, network_id: str) -> str:
    """Mark an entry dead whose workers all died without a word, and tell whoever waits for it."""
    _bury(uuid.UUID(entry_id), Acting(DbRole(role), uuid.UUID(tenant_id), uuid.UUID(network_id)))
    return "gave up"


def _remember_failure(entry_id: uuid.UUID, who: Acting, error: Exception) -> None:
    log.exception("job_failed")
    with acting_as(who) as session:
        entry = session.scalar(_own(entry_id, who))
        if entry is None or entry.state == EntryState.DONE:
            return
        # The first line alone: the database's details quote rows, and a batch's entry is headquarters' (HQ-7).
        entry.last_error = f"{type(error).__name__}: {error}".partition("\n")[0][:500]
        job = find_job(entry.job)
        last = job is not None and entry.tries >= job.max_tries
    if last:
        _bury(entry_id, who)


def _bury(entry_id: uuid.UUID, who: Acting) -> None:
    """Dead, and told: together if that can be. Telling that fails, too, must not bring the entry back for ever."""
    try:
        _end(entry_id, who, tell=True)
    except Exception:
        log.exception("job_dead_untold", entry=str(entry_id))
        _end(entry_id, who, tell=False)


def _end(entry_id: uuid.UUID, who: Acting, *, tell: bool) -> None:
    with acting_as(who) as session:
        entry = session.scalar(_own(entry_id, who))
        if entry is None or entry.state in {EntryState.DONE, EntryState.DEAD}:
            return
        entry.state = EntryState.DEAD
        log.error("job_dead", job=entry.job, entry=str(entry_id))
        job = find_job(entry.job)
        if tell and job is not None and job.on_dead is not None:
            job.on_dead(**entry.payload)
