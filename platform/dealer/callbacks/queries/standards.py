"""Which rules are in force (CB-2)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from dealer.callbacks.rules.programmes import STANDARD_RULES, Exclusion, Programme, ProgrammeRule
from oem.standards.interface import settings_in_force, settings_of_version

Rules = dict[Programme, ProgrammeRule]


def rules_in_force(day: dt.date) -> Rules:
    """The rule of each programme in force on `day` (a Shanghai date): headquarters' standard, else what ships.

    One short query a programme; headquarters and its stores may ask.
    """
    return {programme: _in_force(programme, day) for programme in Programme}


def rule_of_version(programme: Programme, version: int) -> ProgrammeRule:
    """The rule that a callback was planned under: headquarters' version, else what ships."""
    shipped, published = STANDARD_RULES[programme], settings_of_version(programme.value, version)
    return shipped if published is None else rule_of(shipped, version, published)


def _in_force(programme: Programme, day: dt.date) -> ProgrammeRule:
    shipped = STANDARD_RULES[programme]
    published = settings_in_force(programme.value, on=day)
    return shipped if published is None else rule_of(shipped, *published)


def rule_of(shipped: ProgrammeRule, version: int, settings: dict[str, Any]) -> ProgrammeRule:
    """A published standard as a rule of the kind of `shipped`. Raises TypeError for a setting nobody knows."""
    values = settings | {
        "sample_share": Decimal(settings["sample_share"]),
        "exclusions": frozenset(Exclusion(code) for code in settings["exclusions"]),
    }
    return type(shipped)(version=version, **values)
