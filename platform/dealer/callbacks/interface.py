"""The door to callbacks for other slices."""

from dealer.callbacks.actions.assigning import Assigned, assign, share_out, unassign
from dealer.callbacks.actions.closing import close_store
from dealer.callbacks.actions.freezing import freeze_due_lists
from dealer.callbacks.actions.planning.plan import PlanResult, plan_touched, would_be_planned
from dealer.callbacks.actions.taking import take_next
from dealer.callbacks.queries.buckets import BucketCounts, bucket_counts
from dealer.callbacks.queries.callers import Caller, list_callers
from dealer.callbacks.queries.counts import ListCounts, count_lists
from dealer.callbacks.queries.filters import ListFilter
from dealer.callbacks.queries.rows import ListPage, list_page, read_cursor
from dealer.callbacks.queries.standards import rules_in_force
from dealer.callbacks.rules.buckets import Bucket, CallbackState
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.programmes import Programme
from dealer.callbacks.rules.sharing import Sharing
from dealer.callbacks.rules.tabs import ListDays, ListMoment, Standing, Tab
from dealer.callbacks.rules.visits import VisitKind

__all__ = [
    "Assigned",
    "Bucket",
    "BucketCounts",
    "CallbackState",
    "Caller",
    "ListCounts",
    "ListDays",
    "ListFilter",
    "ListGroup",
    "ListMoment",
    "ListPage",
    "PlanResult",
    "Programme",
    "Sharing",
    "Standing",
    "Tab",
    "VisitKind",
    "assign",
    "bucket_counts",
    "close_store",
    "count_lists",
    "freeze_due_lists",
    "list_callers",
    "list_page",
    "plan_touched",
    "read_cursor",
    "rules_in_force",
    "share_out",
    "take_next",
    "unassign",
    "would_be_planned",
]
