"""The door to supervision for other slices."""

from dealer.supervision.actions import CheckedError, check_calls, score_advisor
from dealer.supervision.models import AdvisorScore, CallCheck
from dealer.supervision.queries import (
    AdvisorWeek,
    count_records,
    find_check,
    list_advisors,
    list_days_to_check,
    list_records,
)
from dealer.supervision.rules import last_full_week, week_of

__all__ = [
    "AdvisorScore",
    "AdvisorWeek",
    "CallCheck",
    "CheckedError",
    "check_calls",
    "count_records",
    "find_check",
    "last_full_week",
    "list_advisors",
    "list_days_to_check",
    "list_records",
    "score_advisor",
    "week_of",
]
