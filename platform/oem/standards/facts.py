"""What happened to standards."""

import datetime as dt
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class StandardPublished:
    """Headquarters published a version of a programme's rule; it holds from `valid_from`."""

    standard_id: uuid.UUID
    programme: str
    version: int
    valid_from: dt.date
