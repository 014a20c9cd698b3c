"""Marking that the staffing has changed."""

from backbone.outbox.actions import must_happen_within

HAND_OVER_STAFFING = "figures.staffing_day"
"""The job that shows headquarters how the store stands; its slice lies above this one."""
SOON = 5


def staffing_changed() -> None:
    """Headquarters sees the new standing within seconds (HQ-4), once for all changes until then."""
    must_happen_within(SOON, HAND_OVER_STAFFING)
