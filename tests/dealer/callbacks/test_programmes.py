"""Headquarters' standard, and what a store may make of it (CB-2)."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.callbacks.rules.programmes import (
    STANDARD_RULES,
    Exclusion,
    LoosenedRuleError,
    Programme,
    ProgrammeRule,
    Service14Rule,
    SevenDcRule,
    ThreeDcRule,
)
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.windows import due_window
from tenants.calendar.interface import OpeningHours
from tests.dealer.callbacks.calendars import WEEKENDS_OPEN, day, store
from tests.tenants.calendar.strategies import days_and_closures


@pytest.mark.rule("CB-1")
@pytest.mark.rule("CB-4")
def test_the_standard_that_ships() -> None:
    assert list(STANDARD_RULES) == list(Programme)
    assert all(rule.programme is programme for programme, rule in STANDARD_RULES.items())
    assert [rule.enabled for rule in STANDARD_RULES.values()] == [True, True, False]
    assert all((rule.slots_to_try, rule.tries_within_days, rule.days_after_latest) == (3, 3, 7) for rule in RULES)
    assert (SevenDcRule().due_within_days, SevenDcRule().first_try_from_day) == (7, 3)
    assert (ThreeDcRule().due_on_duty_day, ThreeDcRule().wish_until_day) == (3, 7)
    assert (Service14Rule().due_after_days, Service14Rule().latest_duty_days_on) == (14, 3)


RULES = list(STANDARD_RULES.values())


@pytest.mark.rule("CB-2")
@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (SevenDcRule(), {"due_within_days": 8}),
        (SevenDcRule(), {"first_try_from_day": 4}),
        (SevenDcRule(), {"due_within_days": 5, "tries_within_days": 4}),
        (ThreeDcRule(), {"due_on_duty_day": 4}),
        (ThreeDcRule(), {"wish_until_day": 8}),
        (ThreeDcRule(), {"slots_to_try": 2}),
        (ThreeDcRule(), {"slots_to_try": 4}),
        (ThreeDcRule(), {"days_after_latest": 6}),
        (ThreeDcRule(), {"enabled": False}),
        (ThreeDcRule(), {"version": 2}),
        (ThreeDcRule(), {"sample_share": Decimal("0.5")}),
        (Service14Rule(), {"enabled": True}),
        (Service14Rule(), {"due_after_days": 10}),
        (Service14Rule(), {"latest_duty_days_on": 4}),
    ],
)
def test_loosening_is_refused(rule: ProgrammeRule, changes: dict[str, Any]) -> None:
    with pytest.raises(LoosenedRuleError) as refused:
        rule.tighten(**changes)
    assert refused.value.field == list(changes)[-1]
    assert refused.value.standard == getattr(rule, refused.value.field)


@pytest.mark.rule("CB-2")
def test_tightening_keeps_the_version_and_all_the_rest() -> None:
    standard = ThreeDcRule(version=7)
    own = standard.tighten(due_on_duty_day=2)
    assert own == dataclasses.replace(standard, due_on_duty_day=2)
    assert own.version == 7
    with pytest.raises(ValueError, match="no part of ThreeDcRule"):
        standard.tighten(due_within_days=3)
    with pytest.raises(ValueError, match="must be 1 or more"):
        standard.tighten(due_on_duty_day=0)


@pytest.mark.rule("CB-2")
def test_a_store_may_call_what_headquarters_excludes_but_not_exclude_more() -> None:
    standard = ThreeDcRule(exclusions=frozenset({Exclusion.PDI, Exclusion.INTERNAL}))
    assert not standard.tighten(exclusions=frozenset({Exclusion.PDI})).excludes(Exclusion.INTERNAL)
    with pytest.raises(LoosenedRuleError):
        standard.tighten(exclusions=frozenset({Exclusion.PDI, Exclusion.APPROVED_BATCH_SALE}))
    nothing = standard.tighten(exclusions=frozenset())
    kept = {code for code in Exclusion if nothing.excludes(code)}
    assert kept == {Exclusion.CANCELLED_RO, Exclusion.DO_NOT_CALL, Exclusion.ASKED_AT_VISIT}


@pytest.mark.parametrize("share", [Decimal(0), Decimal("1.01")])
def test_a_sample_share_is_a_share(share: Decimal) -> None:
    with pytest.raises(ValueError, match="above 0 and up to 1"):
        ThreeDcRule(sample_share=share)


def test_only_who_asked_at_the_visit_stays_in_the_denominator() -> None:
    assert [code for code in Exclusion if not code.leaves_denominator] == [Exclusion.ASKED_AT_VISIT]


@st.composite
def tightened(draw: st.DrawFn) -> tuple[ProgrammeRule, ProgrammeRule]:
    programme = draw(st.sampled_from(list(Programme)))
    standard = STANDARD_RULES[programme]
    names = {
        Programme.SEVEN_DC: ["due_within_days", "first_try_from_day"],
        Programme.THREE_DC: ["due_on_duty_day", "wish_until_day"],
        Programme.SERVICE_14: ["latest_duty_days_on"],
    }[programme]
    changes = {name: draw(st.integers(1, getattr(standard, name))) for name in names}
    return standard, standard.tighten(**changes)


WISHES = st.sampled_from([None, "上午", "18:00以后", "周末", "周日", "周三下午", "5天后", "15号", "微信"])


@pytest.mark.rule("CB-2")
@settings(deadline=None, max_examples=600)
@given(tightened(), days_and_closures(), WISHES, st.sampled_from([OpeningHours(), WEEKENDS_OPEN]))
def test_a_tightened_rule_never_gives_a_later_date(
    rules: tuple[ProgrammeRule, ProgrammeRule],
    drawn: tuple[dt.date, frozenset[dt.date]],
    text: str | None,
    hours: OpeningHours,
) -> None:
    (standard, own), (day0, closed) = rules, drawn
    calendar, wish = store(*closed, hours=hours), parse_wish(text)
    wide, tight = due_window(standard, day0, calendar, wish), due_window(own, day0, calendar, wish)
    assert tight.latest_at <= wide.latest_at
    assert tight.due_at <= wide.due_at
    assert tight.in_time_until <= wide.in_time_until
    assert tight.callable_until <= wide.callable_until


@pytest.mark.rule("CB-2")
def test_a_store_that_calls_within_five_days() -> None:
    """Delivered on Monday 2026-11-16: day 5 is Saturday 21, so Friday 20; headquarters still allows Monday 23."""
    own = SevenDcRule().tighten(due_within_days=5)
    assert due_window(own, day("2026-11-16"), store()).due_on == day("2026-11-20")
    assert due_window(SevenDcRule(), day("2026-11-16"), store()).due_on == day("2026-11-23")
