"""Hands waiting outbox entries to the workers. Also the sweeper: what was lost is handed out again."""

import datetime as dt
import threading
from dataclasses import dataclass

import redis
import structlog
from rq import Queue
from rq.registry import StartedJobRegistry
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from backbone.clock import now
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from backbone.jobs import queue as rq_queue
from backbone.jobs.registry import Job, job_named
from backbone.outbox.models import EntryState, OutboxEntry

log = structlog.get_logger()
IDLE_SECONDS = 1.0


@dataclass
class Dispatcher:
    """One loop; any number may stand by, SKIP LOCKED keeps them apart."""

    client: redis.Redis
    stopping: threading.Event

    def run(self) -> None:
        """Until `stopping`. Survives the loss of Redis and of PostgreSQL."""
        while not self.stopping.is_set():
            try:
                if self.hand_out() == 0:
                    rq_queue.wait_for_wake(self.client, IDLE_SECONDS)
            except (redis.RedisError, OperationalError) as error:
                log.warning("dispatcher_waits", why=str(error).splitlines()[0])
                self.stopping.wait(IDLE_SECONDS)

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
                OutboxEntry.state.in_([EntryState.NEW, EntryState.HANDED]), OutboxEntry.next_at <= now()
            )
            claimed = session.scalars(
                due.order_by(OutboxEntry.next_at).limit(room).with_for_update(skip_locked=True)
            ).all()
            for entry in claimed:
                _hand_over(entry, job_named(entry.job), queue)
        return len(claimed)


def _hand_over(entry: OutboxEntry, job: Job, queue: Queue) -> None:
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
