"""What the templates of staffing are given, from the store's staffing. No request, no database."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from backbone.i18n import gettext as _
from frontend.paths import PATHS
from frontend.store.staffing.words import day
from tenants.access.interface import Actor, Position, Side
from tenants.people.interface import PositionHolding
from tenants.staffing.interface import Box, Delegation, RouteMark, Step, StoreStaffing
from tenants.staffing.may import end_delegation

Names = dict[uuid.UUID, str]
STORE_POSITIONS = [position for position in Position if position.side is Side.STORE]


@dataclass(frozen=True)
class Post:
    """A box of the org chart."""

    title: str
    people: str
    note: str
    vacant: bool
    below: list["Post"]


@dataclass(frozen=True)
class Line:
    """A line of the sign-off route; `note` says what is unusual about it."""

    title: str
    people: str
    note: str
    waits: bool


@dataclass(frozen=True)
class Job:
    """A position that somebody holds or held."""

    id: uuid.UUID
    title: str
    dates: str
    state: str


@dataclass(frozen=True)
class Colleague:
    """Somebody who works or worked here; `url` where their positions are changed."""

    id: uuid.UUID
    name: str
    username: str
    has_left: bool
    url: str
    jobs: list[Job]


@dataclass(frozen=True)
class Stand:
    """A delegation in the open."""

    title: str
    people: str
    dates: str
    why: str
    state: str
    end_url: str


def post_of(box: Box, names: Names) -> Post:
    """The chart as the template draws it."""
    return Post(
        title=str(box.position.title),
        people=_joined(names, box.holders),
        note=_stands_in(names, box.deputy.to_id, box.deputy.last) if box.deputy else "",
        vacant=box.vacant,
        below=[post_of(each, names) for each in box.below],
    )


def route_of(steps: Iterable[Step], names: Names) -> list[Line]:
    """The sign-off route of a report of today."""
    return [
        Line(
            title=str(step.position.title),
            people=_joined(names, step.signers),
            note=_route_note(step),
            waits=not step.signers,
        )
        for step in steps
    ]


def colleagues(staffing: StoreStaffing, today: dt.date) -> list[Colleague]:
    """Everybody, who has left last."""
    return [
        Colleague(
            id=each.id,
            name=each.name,
            username=each.username,
            has_left=each.ended_at is not None,
            url=f"{PATHS.staffing_people}/{each.id}",
            jobs=[_job(holding, today) for holding in each.holdings],
        )
        for each in staffing.people
    ]


def stands(staffing: StoreStaffing, me: Actor, today: dt.date, *, kept: int = 10) -> list[Stand]:
    """Delegations that hold or will, and some that are over."""
    names = staffing.names
    shown = [each for each in staffing.delegations if each.held_until >= each.first_day]
    running = [each for each in shown if each.held_until >= today]
    over = [each for each in shown if each.held_until < today]
    return [_stand(each, names, me, today) for each in [*running, *over[:kept]]]


def people_choices(staffing: StoreStaffing, *, without: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """Who works here, for a select."""
    working = [each for each in staffing.people if each.ended_at is None and each.id != without]
    return [("", ""), *((str(each.id), each.name) for each in working)]


def position_choices(positions: Iterable[Position]) -> list[tuple[str, str]]:
    """Positions, for a select."""
    return [("", ""), *((each.value, str(each.title)) for each in positions)]


def _stand(delegation: Delegation, names: Names, me: Actor, today: dt.date) -> Stand:
    absent, stands_in = delegation.from_account_id, names[delegation.to_account_id]
    who = _("%(to)s for %(from_)s", to=stands_in, from_=names[absent]) if absent else stands_in
    state = "over" if delegation.held_until < today else "to_come" if delegation.first_day > today else "now"
    mine = state != "over" and end_delegation(me, absent, delegation.to_account_id)
    return Stand(
        title=str(Position(delegation.position).title),
        people=str(who),
        dates=_dates(delegation.first_day, delegation.held_until),
        why=delegation.why,
        state=state,
        end_url=f"{PATHS.delegations}/{delegation.id}/ends" if mine else "",
    )


def _job(holding: PositionHolding, today: dt.date) -> Job:
    last = holding.over_on - dt.timedelta(days=1) if holding.over_on else None
    over = last is not None and last < today
    state = "over" if over else "to_come" if holding.starts_on > today else "now"
    dates = _dates(holding.starts_on, max(last, holding.starts_on) if last else None)
    return Job(holding.id, str(Position(holding.position).title), dates, state)


def _stands_in(names: Names, to_id: uuid.UUID, last: dt.date) -> str:
    return str(_("%(name)s stands in until %(day)s", name=names[to_id], day=day(last)))


def _route_note(step: Step) -> str:
    if RouteMark.PASSED_ON in step.marks and step.passes_to is not None:
        return str(_("vacant, passes to the %(position)s", position=step.passes_to.title))
    if RouteMark.NOBODY in step.marks:
        return str(_("nobody can sign: delegate this position"))
    if RouteMark.ALSO_BELOW in step.marks:
        return str(_("signs once for both lines"))
    return str(_("stands in")) if RouteMark.DELEGATED in step.marks else ""


def _joined(names: Names, people: Iterable[uuid.UUID]) -> str:
    return str(_(", ")).join(names[each] for each in people)


def _dates(first: dt.date, last: dt.date | None) -> str:
    if last is None:
        return str(_("since %(day)s", day=day(first)))
    return str(_("%(first)s to %(last)s", first=day(first), last=day(last)))
