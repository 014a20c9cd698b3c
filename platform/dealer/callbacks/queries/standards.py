"""Which rules are in force (CB-2)."""

import datetime as dt

from dealer.callbacks.rules.programmes import STANDARD_RULES, Programme, ProgrammeRule

Rules = dict[Programme, ProgrammeRule]


def rules_in_force(day: dt.date) -> Rules:
    """The rule of each programme that is in force on `day` (a Shanghai date)."""
    return dict(STANDARD_RULES)
