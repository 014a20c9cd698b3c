"""Jobs of notices: they take the facts of headquarters that a store subscribes to."""

import uuid

from backbone.jobs.registry import job
from dealer.notices import actions

TAKE_REMINDER = "notices.take_reminder"
TAKE_STANDARD = "notices.take_standard"


@job(TAKE_REMINDER)
def take_reminder(reminder_id: str) -> None:
    """ReminderSent: the store reads its own row of that id."""
    actions.take_reminder(uuid.UUID(reminder_id))


@job(TAKE_STANDARD)
def take_standard(standard_id: str, programme: str, version: int, valid_from: str) -> None:
    """StandardPublished: the desk tells from when which version holds."""
    actions.take_standard(uuid.UUID(standard_id))
