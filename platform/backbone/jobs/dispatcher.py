"""The clockwork: starts what the schedule says, fans announcements out, hands waiting entries to the workers.

Also the sweeper: what was lost is handed out again. Any number of dispatchers may stand by, SKIP LOCKED and the
schedule's claims keep them apart.
"""

import datetime as dt
import threading
from dataclasses import dataclass, field

import redis
import structlog
from rq import Queue
from rq.registry import StartedJobRegistry
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from backbone.clock import now, today
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from backbone.jobs import queue as rq_queue
from backbone.jobs.housekeeping import forget_done_entries
from backbone.jobs.registry import Job, find_job
from backbone.jobs.scheduler import Scheduler
from backbone.outbox.actions import FAN_OUT
from backbone.outbox.fan_out import fan_out_next
from backbone.outbox.models import EntryState, OutboxEntry

log = structlog.get_logger()
IDLE_SECONDS = 1.0
UNKNOWN_JOB_PAUSE = dt.timedelta(minutes=1)


@dataclass
class Dispatcher:
    """One loop."""

    client: redis.Redis
    stopping: threading.Event
    scheduler: Scheduler = field(default_factory=Scheduler)
    _swept_on: dt.date | None = None

    def run(self) -> None:
        """Until `stopping`. Survives the loss of Redis and of PostgreSQL."""
        while not self.stopping.is_set():
            try:
                if self.turn() == 0:
                    rq_queue.wait_for_wake(self.client, IDLE_SECONDS)
            except (redis.RedisError, SQLAlchemyError) as error:
                log.warning("dispatcher_waits", why=str(error).splitlines()[0])
                self.stopping.wait(IDLE_SECONDS)

    def turn(self) -> int:
        """One round of everything. Returns how much was done; 0 when there is time to rest."""
        if self._swept_on != today():
            forget_done_entries()
            self._swept_on = today()
        started = self.scheduler.start_due()
        announced = int(fan_out_next())
        return started + announced + self.hand_out()

    def hand_out(self) -> int:
        """Claim what is due and put it into the queue. Returns how many entries were handed out."""
        queue = rq_queue.queue(self.client)
        room = rq_queue.SHORT_QUEUE - queue.count
        if room <= 0:
            self.stopping.wait(0.2)
            return 1
        StartedJobRegistry(queue=queue).cleanup()
        with acting_as(Acting.dispatcher()) as session:
            due = select(OutboxEntry).where(
                OutboxEntry.state.in_([EntryState.NEW, EntryState.HANDED]),
                OutboxEntry.next_at <= now(),
                OutboxEntry.job != FAN_OUT,
            )
            claimed = session.scalars(
                due.order_by(OutboxEntry.next_at).limit(room).with_for_update(skip_locked=True)
            ).all()
            for entry in claimed:
                _hand_over(entry, find_job(entry.job), queue)
        return len(claimed)


def _hand_over(entry: OutboxEntry, job: Job | None, queue: Queue) -> None:
    if job is None:  # of a newer version: during a roll-out another dispatcher knows it
        entry.next_at, entry.last_error = now() + UNKNOWN_JOB_PAUSE, f"unknown job {entry.job}"
        log.error("unknown_job", job=entry.job, entry=str(entry.id))
        return
    # A worker killed outright leaves no error behind; when the tries are used up, giving up is a job of its own.
    verb = "give_up" if entry.tries >= job.max_tries else "run_entry"
    entry.tries += 1
    entry.state = EntryState.HANDED
    entry.next_at = now() + dt.timedelta(seconds=job.lease * 2 ** min(entry.tries - 1, 5))
    queue.enqueue(
        f"backbone.jobs.runner.{verb}",
        args=[str(entry.id), entry.role, str(entry.tenant_id), str(entry.network_id)],
        job_id=f"{entry.id}-{entry.tries}",
        job_timeout=job.time_limit,
        result_ttl=60,
        failure_ttl=600,
    )
