"""What happened to reminders."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class ReminderSent:
    """Headquarters reminded stores; each has a row of this id."""

    reminder_id: uuid.UUID
