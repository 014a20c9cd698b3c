"""Jobs of callbacks."""

from backbone.clock import now
from backbone.jobs.registry import job
from dealer.callbacks.actions.freezing import freeze_due_lists

FREEZE_LISTS = "callbacks.freeze_lists"


@job(FREEZE_LISTS, time_limit=300)
def freeze_lists(business_date: str) -> None:
    """Every few minutes, as batch: freeze the lists of the network's stores whose closing has passed (CB-3).

    `business_date` is the schedule's; each store's own closing says which of its lists is due.
    """
    freeze_due_lists(at=now())
