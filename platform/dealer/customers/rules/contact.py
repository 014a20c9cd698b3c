"""How a person can be reached (CUS-1)."""

import datetime as dt
import uuid
from typing import NamedTuple


class Phone(NamedTuple):
    """A number of a person, known since `created_at` (aware); a mobile takes text messages."""

    id: uuid.UUID
    number: str
    created_at: dt.datetime
    takes_text: bool
