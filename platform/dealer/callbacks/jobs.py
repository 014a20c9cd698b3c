"""Jobs of callbacks."""

import uuid

from backbone.clock import now
from backbone.db.unit_of_work import acting
from backbone.jobs.registry import job
from dealer.callbacks.actions.calls.evening import close_days
from dealer.callbacks.actions.calls.following import covered_by_complaint, numbers_changed
from dealer.callbacks.actions.freezing import freeze_due_lists
from dealer.callbacks.actions.handing_over import hand_over_work
from tenants.access.interface import platform_actor

FREEZE_LISTS = "callbacks.freeze_lists"
CLOSE_DAYS = "callbacks.close_days"
NUMBERS_CHANGED = "callbacks.numbers_changed"
COVERED_BY_COMPLAINT = "callbacks.covered_by_complaint"
HAND_OVER_WORK = "callbacks.hand_over_work"
PLATFORM = "Sanqi"


@job(FREEZE_LISTS, time_limit=300)
def freeze_lists(business_date: str) -> None:
    """Every few minutes, as batch: freeze the lists of the network's stores whose closing has passed (CB-3).

    `business_date` is the schedule's; each store's own closing says which of its lists is due.
    """
    freeze_due_lists(at=now())


@job(CLOSE_DAYS, time_limit=300)
def close_store_days(business_date: str) -> None:
    """After closing, as each store: what was tried or is late goes on, or has ended (CB-4)."""
    close_days(at=now())


@job(NUMBERS_CHANGED)
def follow_numbers(customer_id: str) -> None:
    """A person's numbers were corrected: callbacks that waited for that are called again (CB-4)."""
    numbers_changed(uuid.UUID(customer_id), by=platform_actor(PLATFORM, acting()))


@job(COVERED_BY_COMPLAINT)
def follow_complaint(customer_id: str) -> None:
    """The owner of a complaint spoke with a person (CB-5)."""
    covered_by_complaint(uuid.UUID(customer_id))


@job(HAND_OVER_WORK)
def hand_over(from_account: str, to_account: str, by_name: str) -> None:
    """Somebody has left: what they had to call is their successor's (ORG-5). `by_name` saw to it."""
    hand_over_work(uuid.UUID(from_account), uuid.UUID(to_account), by_name=by_name)
