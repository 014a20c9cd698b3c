"""The door to callbacks for other slices."""

from dealer.callbacks.actions.planning.plan import PlanResult, plan_touched, would_be_planned
from dealer.callbacks.queries.buckets import BucketCounts, bucket_counts
from dealer.callbacks.queries.standards import rules_in_force
from dealer.callbacks.rules.buckets import Bucket
from dealer.callbacks.rules.visits import VisitKind

__all__ = [
    "Bucket",
    "BucketCounts",
    "PlanResult",
    "VisitKind",
    "bucket_counts",
    "plan_touched",
    "rules_in_force",
    "would_be_planned",
]
