"""Who leaves, and who stands in for whom: what makes positions, gaps and delegations to look at (ORG-3, ORG-4)."""

from functools import partial

from assembly.demo.day import ONE_DAY, Day
from assembly.demo.network import HEADLESS, SHORT_HANDED, STOOD_IN_FOR
from backbone.db.unit_of_work import acting
from tenants.access.interface import Actor, Position, platform_actor
from tenants.people.interface import end_account, get_account_to_change
from tenants.staffing.actions.delegating import delegate
from tenants.staffing.actions.people import leave

LEFT_BEFORE = {HEADLESS: 4, SHORT_HANDED: 24}
"""Days before the present; in a younger network half its life."""
AWAY = 4


def plan_staff(day: Day) -> None:
    """On the one day on which it happens."""
    code, ago = day.store.code, (day.today - day.date).days
    if code in LEFT_BEFORE and ago == min(LEFT_BEFORE[code], (day.today - day.start).days // 2):
        position = Position.GENERAL_MANAGER if code == HEADLESS else Position.CUSTOMER_REPRESENTATIVE
        day.plan(day.moment(21, 30), partial(_leaves, position))
    if code == STOOD_IN_FOR and day.date == day.calendar.duty.last_duty_day_before(day.today):
        day.plan(day.moment(18, 55), _head_goes_away)


def _leaves(position: Position, day: Day) -> None:
    person, by = day.one(position), day.one(Position.GENERAL_MANAGER)
    if person is None or person.account_id is None or by is None:
        return
    successor = day.one(Position.INFORMATION_ADMINISTRATOR)
    if position is Position.GENERAL_MANAGER or successor is None or successor.account_id is None:
        end_account(get_account_to_change(person.account_id), by=platform_actor("Sanqi", acting()))
    else:
        leave(person.account_id, successor_id=successor.account_id, by=by)


def _head_goes_away(day: Day) -> None:
    head, by = day.one(Position.CENTRE_HEAD), day.one(Position.GENERAL_MANAGER)
    deputy: Actor | None = day.one(Position.GENERAL_AFFAIRS_MANAGER)
    if head is None or by is None or deputy is None or deputy.account_id is None:
        return
    delegate(
        Position.CENTRE_HEAD,
        from_id=head.account_id,
        to_id=deputy.account_id,
        first_day=day.date + ONE_DAY,
        last_day=day.date + (AWAY + 1) * ONE_DAY,
        why="外出参加区域培训",
        by=by,
    )
