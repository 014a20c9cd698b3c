"""The programmes and their rules: headquarters' versioned standard, which a store may only tighten (CB-1, CB-2)."""

from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Self

EVERYONE = Decimal(1)


class Programme(StrEnum):
    """A callback programme; its figures never mix with another's."""

    SEVEN_DC = "seven_dc"
    THREE_DC = "three_dc"
    SERVICE_14 = "service_14"


class Exclusion(StrEnum):
    """Why a visit is not called at all."""

    PDI = "pdi"
    INTERNAL = "internal"
    CANCELLED_RO = "cancelled_ro"
    DO_NOT_CALL = "do_not_call"
    APPROVED_BATCH_SALE = "approved_batch_sale"
    ASKED_AT_VISIT = "asked_at_visit"

    @property
    def leaves_denominator(self) -> bool:
        """Headquarters' codes leave 'due' (KPI). Who asked only at or after the visit stays in it.

        The KPI words say 'do-not-call *before the visit*': else every unhappy customer could be talked out of
        the figures at the counter.
        """
        return self is not Exclusion.ASKED_AT_VISIT

    @property
    def is_a_choice(self) -> bool:
        """May a store that tightens its rule call these after all? Nobody calls a void order or against a no."""
        return self in {Exclusion.PDI, Exclusion.INTERNAL, Exclusion.APPROVED_BATCH_SALE}


class Tighter(StrEnum):
    """Which way a number gets tighter; a fixed one is headquarters' alone."""

    LESS = "less"
    MORE = "more"
    FIXED = "fixed"


class LoosenedRuleError(ValueError):
    """A store tried to loosen the standard; `field` names what, `standard` what it must not pass."""

    def __init__(self, field_name: str, standard: object) -> None:
        super().__init__(f"{field_name} may only be tightened from {standard}")
        self.field = field_name
        self.standard = standard


def _setting(default: Any, tighter: Tighter = Tighter.FIXED) -> Any:
    return field(default=default, metadata={"tighter": tighter})


@dataclass(frozen=True, kw_only=True)
class ProgrammeRule:
    """What every programme has. Numbers are days unless said otherwise; the defaults are CB-1's and CB-4's."""

    programme: ClassVar[Programme]

    version: int = _setting(1)
    enabled: bool = _setting(True)
    slots_to_try: int = _setting(3)
    """Different slots to be tried before a customer counts as unreached; always three (CB-4)."""
    tries_within_days: int = _setting(3, Tighter.LESS)
    days_after_latest: int = _setting(7)
    """How long after its latest day a callback may still be made, and late data are still called (CB-4, CB-16)."""
    wish_served_within_days: int = _setting(7)
    """Up to which calendar day a weekend or other recurring wish is looked for (CB-1)."""
    sample_share: Decimal = field(default=EVERYONE, metadata={"tighter": Tighter.MORE})
    exclusions: frozenset[Exclusion] = frozenset(Exclusion)

    def excludes(self, code: Exclusion) -> bool:
        """Does this rule keep visits with this code from being called?"""
        return code in self.exclusions or not code.is_a_choice

    def tighten(self, **changes: Any) -> Self:
        """The store's own rule: this standard with tighter numbers. Loosening raises `LoosenedRuleError`.

        The version stays the standard's: a callback keeps the version it was planned under (CB-2).
        """
        kinds = {each.name: each.metadata.get("tighter") for each in fields(self)}
        for name, value in changes.items():
            if name not in kinds:
                raise ValueError(f"{name} is no part of {type(self).__name__}")
            if not _is_tighter(kinds[name], getattr(self, name), value):
                raise LoosenedRuleError(name, getattr(self, name))
        return replace(self, **changes)

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if type(value) is int and value < 1:
                raise ValueError(f"{each.name} must be 1 or more")
        if not 0 < self.sample_share <= 1:
            raise ValueError("sample_share lies above 0 and up to 1")


def _is_tighter(kind: Tighter | None, standard: Any, value: Any) -> bool:
    if kind is None:  # exclusions: calling more kinds of visit is tighter
        return bool(value <= standard)
    if kind is Tighter.FIXED:
        return bool(value == standard)
    return bool(value <= standard if kind is Tighter.LESS else value >= standard)


@dataclass(frozen=True, kw_only=True)
class SevenDcRule(ProgrammeRule):
    """After a delivery: calendar days, counted from day 0."""

    programme = Programme.SEVEN_DC

    due_within_days: int = _setting(7, Tighter.LESS)
    first_try_from_day: int = _setting(3, Tighter.LESS)


@dataclass(frozen=True, kw_only=True)
class ThreeDcRule(ProgrammeRule):
    """After a pick-up: duty days, counted from day 0; with a wish, calendar days too."""

    programme = Programme.THREE_DC

    due_on_duty_day: int = _setting(3, Tighter.LESS)
    first_try_on_duty_day: int = _setting(1)
    wish_until_day: int = _setting(7, Tighter.LESS)
    """Calendar day up to which a call that follows a wish is in time, where the duty days end earlier."""


@dataclass(frozen=True, kw_only=True)
class Service14Rule(ProgrammeRule):
    """Two weeks after a pick-up; ships switched off."""

    programme = Programme.SERVICE_14

    enabled: bool = _setting(False)
    due_after_days: int = _setting(14)
    latest_duty_days_on: int = _setting(3, Tighter.LESS)


STANDARD_RULES = MappingProxyType(
    {
        Programme.SEVEN_DC: SevenDcRule(),
        Programme.THREE_DC: ThreeDcRule(),
        Programme.SERVICE_14: Service14Rule(),
    }
)
"""The standard that ships; headquarters' published versions replace it."""
