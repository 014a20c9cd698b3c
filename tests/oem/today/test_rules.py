"""When late things are shaded: by rate, guarded for small stores; 'done' only beyond chance (HQ-4, KPI-1)."""

import datetime as dt
from dataclasses import fields
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oem.today.rules import (
    Count,
    Figure,
    Level,
    Totals,
    binomial_tail,
    done_level,
    duty_days_late,
    group_late_level,
    group_levels,
    late_level,
    shows_percentage,
    store_levels,
)

sizes = st.integers(0, 3000)


@st.composite
def counts(draw: st.DrawFn, most: int = 3000, least: int = 0) -> Count:
    of = draw(st.integers(least, most))
    return Count(draw(st.integers(0, of)), of)


# --- late things ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("HQ-4")
@pytest.mark.parametrize(
    ("n", "of", "level"),
    [  # the picture in shared/design, and the edges of the steps
        (0, 0, Level.FINE), (0, 7, Level.FINE),
        (1, 2, Level.WATCH), (1, 100, Level.WATCH), (1, 40, Level.WATCH), (1, 1, Level.WATCH),
        (2, 10, Level.LATE), (2, 3, Level.LATE), (2, 41, Level.WATCH), (2, 40, Level.WATCH), (2, 39, Level.LATE),
        (3, 8, Level.SEVERE), (3, 19, Level.SEVERE), (3, 20, Level.LATE), (3, 60, Level.WATCH), (3, 59, Level.LATE),
        (31, 74, Level.SEVERE), (22, 71, Level.SEVERE), (4, 15, Level.SEVERE),
    ],
)  # fmt: skip
def test_a_stores_level(n: int, of: int, level: Level) -> None:
    assert late_level(Count(n, of)) is level


@pytest.mark.rule("HQ-4")
@pytest.mark.parametrize(
    ("n", "of", "level"),
    [
        (88, 1754, Level.LATE), (40, 1341, Level.FINE), (31, 429, Level.LATE), (24, 860, Level.FINE),
        (5, 100, Level.FINE), (6, 100, Level.LATE), (16, 100, Level.SEVERE), (1, 2, Level.FINE), (2, 3, Level.LATE),
    ],
)  # fmt: skip
def test_a_regions_level_begins_at_five_percent(n: int, of: int, level: Level) -> None:
    assert group_late_level(Count(n, of)) is level


@given(counts())
def test_the_guard_for_small_stores(late: Count) -> None:
    level = late_level(late)
    assert level <= late.n
    assert (level is Level.FINE) == (late.n == 0), "nothing late is never shaded, something late always"


@given(counts(most=2999), st.integers(1, 5))
def test_more_late_is_never_lighter_and_more_room_never_darker(late: Count, more: int) -> None:
    for level in (late_level, group_late_level):
        if late.n + more <= late.of:
            assert level(Count(late.n + more, late.of)) >= level(late)
        assert level(Count(late.n, late.of + more)) <= level(late)


@given(counts(least=1, most=200), st.integers(3, 50))
def test_big_regions_do_not_glow_for_being_big(late: Count, times: int) -> None:
    """The rate alone decides, once the counts are past the guard."""
    if late.n >= 3:
        assert late_level(Count(late.n * times, late.of * times)) is late_level(late)


# --- done so far ------------------------------------------------------------------------------------------------------

USUAL = Count(560, 1000)


@pytest.mark.rule("HQ-4")
@pytest.mark.parametrize(
    ("n", "of", "level"),
    [
        (0, 0, Level.FINE), (3, 21, Level.LATE), (0, 26, Level.SEVERE), (6, 38, Level.LATE), (5, 19, Level.WATCH),
        (4, 11, Level.FINE), (0, 2, Level.FINE), (2, 8, Level.FINE), (16, 32, Level.FINE), (3, 5, Level.FINE),
        (487, 991, Level.LATE), (376, 674, Level.FINE), (0, 4, Level.FINE), (0, 5, Level.SEVERE), (1, 1, Level.FINE),
    ],
)  # fmt: skip
def test_done_is_shaded_beyond_chance_only(n: int, of: int, level: Level) -> None:
    assert done_level(Count(n, of), USUAL) is level


@given(counts(most=300), counts(most=2000))
def test_five_points_behind_is_fine(done: Count, usual: Count) -> None:
    if done.of == 0 or usual.of == 0 or Fraction(usual.n, usual.of) - Fraction(done.n, done.of) <= Fraction(1, 20):
        assert done_level(done, usual) is Level.FINE


@given(counts(most=300), st.integers(1, 30), counts(most=2000))
def test_more_done_is_never_worse(done: Count, more: int, usual: Count) -> None:
    if done.n + more <= done.of:
        assert done_level(Count(done.n + more, done.of), usual) <= done_level(done, usual)


@given(counts(most=60), st.fractions(0, 1, max_denominator=1000))
def test_the_tail_is_exact(seen: Count, share: Fraction) -> None:
    exact = sum(comb(seen.of, k) * share**k * (1 - share) ** (seen.of - k) for k in range(seen.n + 1))
    assert binomial_tail(seen, share) == pytest.approx(float(exact), rel=1e-9, abs=1e-300)


def test_the_tail_of_a_whole_network() -> None:
    assert 0.4 < binomial_tail(Count(20_000, 40_000), Fraction(1, 2)) < 0.6


def test_at_opening_nobody_is_behind() -> None:
    assert done_level(Count(0, 50), Count(0, 3000)) is Level.FINE
    assert done_level(Count(0, 50), Count(100, 3000)) is Level.FINE


# --- places -----------------------------------------------------------------------------------------------------------

totals = st.builds(Totals, *[st.integers(0, 400)] * len(fields(Totals)))


@pytest.mark.rule("KPI-1")
@given(st.lists(totals, max_size=5))
def test_a_regions_rate_is_the_rate_of_its_sums(parts: list[Totals]) -> None:
    whole = sum(parts, Totals())
    for figure in Figure:
        assert whole.count(figure).n == sum(part.count(figure).n for part in parts)
        assert whole.count(figure).of == sum(part.count(figure).of for part in parts)


@pytest.mark.rule("KPI-1")
def test_no_denominator_is_no_rate() -> None:
    assert Count(0, 0).share is None
    assert not shows_percentage(Count(1, 9))
    assert shows_percentage(Count(1, 10))


@pytest.mark.rule("HQ-4")
def test_levels_by_figure() -> None:
    day = Totals(
        planned=26, done=0, overdue=22, not_done=71, handovers_due=2, handovers_missing=1, reports_due=10,
        reports_unsigned=4, opinions_open=12, opinions_overdue=2, complaints_open=3, staffing_known=1, staffing_below=1,
    )  # fmt: skip
    levels = {
        Figure.DONE: Level.SEVERE,
        Figure.OVERDUE: Level.SEVERE,
        Figure.UNSIGNED_REPORTS: Level.SEVERE,
        Figure.OVERDUE_OPINIONS: Level.LATE,
        Figure.OVERDUE_COMPLAINTS: Level.FINE,
        Figure.BELOW_MINIMUM: Level.LATE,
        Figure.MISSING_HANDOVERS: Level.WATCH,
    }
    assert store_levels(day, USUAL) == levels
    fine = {Figure.BELOW_MINIMUM: Level.FINE, Figure.MISSING_HANDOVERS: Level.FINE}
    assert group_levels(day, USUAL) == levels | fine, "of a region by rate, like all else"
    assert list(levels) == list(Figure) == list(store_levels(day, USUAL)), "in the order of the columns"


def test_age_in_working_days() -> None:
    friday = dt.date(2026, 11, 20)
    assert duty_days_late(dt.date(2026, 11, 13), friday) == 5
    assert duty_days_late(dt.date(2026, 9, 30), dt.date(2026, 10, 8)) == 1
