"""Works the outbox off inside the test, as dispatcher and worker would, but at once and in this process."""

from sqlalchemy import select

from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from backbone.jobs.runner import run_entry
from backbone.outbox.actions import FAN_OUT
from backbone.outbox.fan_out import fan_out_next
from backbone.outbox.models import EntryState, OutboxEntry


def waiting() -> list[OutboxEntry]:
    """Every entry of every tenant that is not done or dead, the oldest first."""
    with acting_as(Acting.dispatcher()) as session:
        open_ = OutboxEntry.state.in_([EntryState.NEW, EntryState.HANDED])
        return list(session.scalars(select(OutboxEntry).where(open_).order_by(OutboxEntry.created_at, OutboxEntry.id)))


def work_off() -> list[str]:
    """Fan out and run everything, also what is to run later only, until nothing waits. Returns the jobs' names."""
    done: list[str] = []
    while entries := waiting():
        for entry in entries:
            if entry.job == FAN_OUT:
                assert fan_out_next(), "the announcement waits for a later time"
            else:
                run_entry(str(entry.id), entry.role, str(entry.tenant_id), str(entry.network_id))
            done.append(entry.job)
    return done
