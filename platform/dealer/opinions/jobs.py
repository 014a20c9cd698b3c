"""Jobs of opinions."""

import uuid

from backbone.jobs.registry import job
from dealer.opinions.actions.handing_over import hand_over_opinions

HAND_OVER_WORK = "opinions.hand_over_work"


@job(HAND_OVER_WORK)
def hand_over(from_account: str, to_account: str, by_name: str) -> None:
    """Somebody has left: what they had in hand is their successor's (ORG-5). `by_name` saw to it."""
    hand_over_opinions(uuid.UUID(from_account), uuid.UUID(to_account), by_name=by_name)
