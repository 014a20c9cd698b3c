"""Planning what an import, a correction or a new calendar has touched."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dealer.callbacks.actions.planning import following
from dealer.callbacks.actions.planning.placing import place
from dealer.callbacks.actions.planning.situations import placed
from dealer.callbacks.actions.planning.touched import VISITS, Visits, index_touched, situations, stage_windows
from dealer.callbacks.queries.standards import rules_in_force
from dealer.callbacks.rules.buckets import Bucket, CallbackState, Visit, bucket
from dealer.callbacks.rules.lists import list_day
from dealer.callbacks.rules.programmes import Exclusion, ProgrammeRule
from dealer.callbacks.rules.reading import parse_wish
from dealer.callbacks.rules.visits import VisitKind
from dealer.callbacks.rules.wishes import WishKind
from tenants.calendar.interface import StoreCalendar, store_calendar, store_day
from tenants.stores.interface import get_own_store

Group = tuple[dt.date | None, str | None, str | None, int]
"""Day 0, wish as it is written, exclusion code, and how many visits are like that."""


@dataclass(frozen=True, kw_only=True)
class PlanResult:
    """What planning did, in callbacks. `planned`, `excluded`, `missed` are new ones; `replanned` follow a change."""

    planned: int = 0
    excluded: int = 0
    missed: int = 0
    replanned: int = 0
    withdrawn: int = 0
    superseded: int = 0
    revived: int = 0
    amended: int = 0
    added_to_lists: int = 0


def plan_touched(visits: VisitKind, *, at: dt.datetime) -> PlanResult:
    """Put every visit in `staging_touched (id uuid)` of this transaction into its bucket (CB-16), at `at` (aware).

    Acts as one store. An untried callback follows its visit; a tried one stays, with an amendment (DATA-5). Planning
    the same visits again changes nothing. `known_at` of a visit says when its date reached us.
    """
    index_touched()
    calendar, start, table = store_calendar(), get_own_store().start_date, VISITS[visits]
    written: Counter[tuple[bool, str]] = Counter()
    found = situations(table, calendar, start=start)
    rules = enabled_rules(visits, store_day(at))
    for rule in rules:
        stage_windows(placed(rule, found, calendar))
        written += place(table, rule, calendar, at=at)
    followed = _follow(visits, table, rules, start, at, list_day(store_day(at), at, calendar).day)
    return PlanResult(
        planned=written[True, CallbackState.PLANNED],
        excluded=written[True, CallbackState.EXCLUDED],
        missed=written[True, CallbackState.MISSED],
        replanned=sum(count for (fresh, _), count in written.items() if not fresh),
        **followed,
    )


def enabled_rules(visits: VisitKind, day: dt.date) -> list[ProgrammeRule]:
    """The rules that follow such visits and are switched on."""
    in_force = rules_in_force(day)
    return [in_force[programme] for programme in visits.programmes if in_force[programme].enabled]


def _follow(
    visits: VisitKind, table: Visits, rules: list[ProgrammeRule], start: dt.date, at: dt.datetime, working_day: dt.date
) -> dict[str, int]:
    withdrawn = following.withdraw(table, start=start, at=at)
    workshop = rules if visits is VisitKind.REPAIR_ORDERS else []
    cars = [following.follow_cars(table, rule, at=at) for rule in workshop]
    return {
        "withdrawn": withdrawn,
        "superseded": sum(superseded for superseded, _ in cars),
        "revived": sum(revived for _, revived in cars),
        "amended": following.amend(table),
        "added_to_lists": following.add_to_frozen_lists(table, working_day=working_day),
    }


def would_be_planned(visits: VisitKind, groups: Iterable[Group], start_date: dt.date, at: dt.datetime) -> int:
    """How many callbacks `plan_touched` would plan anew for new visits like these, known at `at`: for a dry run."""
    calendar, counted = store_calendar(), list(groups)
    return sum(
        count
        for rule in enabled_rules(visits, store_day(at))
        for group, count in _merged(counted).items()
        if _is_planned(group, rule, calendar, start_date, at)
    )


def _merged(groups: list[Group]) -> Counter[tuple[dt.date | None, str, str | None]]:
    merged: Counter[tuple[dt.date | None, str, str | None]] = Counter()
    for day0, wish, exclusion, count in groups:
        merged[day0, wish or "", exclusion] += count
    return merged


def _is_planned(
    group: tuple[dt.date | None, str, str | None],
    rule: ProgrammeRule,
    calendar: StoreCalendar,
    start_date: dt.date,
    at: dt.datetime,
) -> bool:
    day0, text, code = group
    wish = parse_wish(text)
    exclusion = Exclusion(code) if code else None
    if wish is not None and wish.kind is WishKind.DECLINED and not (exclusion and rule.excludes(exclusion)):
        exclusion = Exclusion.ASKED_AT_VISIT
    visit = Visit(day0, at, exclusion, wish)
    return bucket(visit, start_date, rule, calendar).bucket is Bucket.PLANNED
