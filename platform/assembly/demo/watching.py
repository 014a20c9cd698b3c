"""What the head and the managers see to: the plan of the day, checks of calls, advisors' scores, data put right."""

import datetime as dt

from sqlalchemy import select

from assembly.demo.day import Day
from assembly.demo.texts import CHECKS, NOT_DONE, PLAN_LINES, SCORE_NOTES
from backbone.db.unit_of_work import acting, current
from dealer.corrections.actions import RightValue, close_without_value, correct
from dealer.corrections.interface import Correction, CorrectionKind
from dealer.day_plans.interface import DayPlan, DayPlanLine, LineKind, close, mark, write_line
from dealer.supervision.actions import check_calls, score_advisor
from dealer.supervision.queries import list_advisors
from dealer.supervision.rules import last_full_week, week_of
from tenants.access.interface import Position


def plan_watching(day: Day) -> None:
    """What the head and the managers do on a duty day."""
    if not day.is_duty_day:
        return
    if (day.today - day.date).days <= DAYS_PLANNED:
        day.plan(day.around(8, 32, spread=8), _write_plan)
        day.plan(day.around(18, 5, spread=30), _close_plan)
        day.plan(day.around(18, 40, spread=20), _write_next_plan)
    day.plan(day.around(9, 5, spread=40), _check_calls)
    day.plan(day.around(10, 20, spread=60), _score_advisors)
    day.plan(day.around(14, 30, spread=80), _put_data_right)


DAYS_PLANNED = 16
"""Plans of the day are written for the last days only: nobody turns back further."""


def _lines_of(date: dt.date) -> list[DayPlanLine]:
    mine = (DayPlan.tenant_id == acting().tenant_id, DayPlan.day == date, DayPlan.closed_at.is_(None))
    query = select(DayPlanLine).join(DayPlan, DayPlan.id == DayPlanLine.plan_id)
    query = query.where(*mine, DayPlanLine.tenant_id == acting().tenant_id)
    return list(current().scalars(query.order_by(DayPlanLine.id)))


def _write_plan(day: Day) -> None:
    if not _lines_of(day.date):
        _write(day, next_day=False)


def _write_next_plan(day: Day) -> None:
    if day.happens(day.manner.prompt):
        _write(day, next_day=True)


def _write(day: Day, *, next_day: bool) -> None:
    head = day.one(Position.CENTRE_HEAD)
    if head is None:
        return
    date = day.calendar.duty.nth_duty_day_after(day.date, 1) if next_day else day.date
    callers = day.everybody(Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR)
    chosen = [PLAN_LINES[0], *day.chance.sample(PLAN_LINES[1:], k=day.chance.choice((2, 3, 3, 4)))]
    for kind, what in chosen:
        who = day.chance.choice([*callers, None]) if kind != "calls" else day.chance.choice(callers or [None])
        at = day.moment(day.chance.choice((9, 10, 14, 16)), 0).time() if kind in {"visit", "event"} else None
        account_id = who.account_id if who else None
        write_line(date, about=LineKind(kind), what=what, account_id=account_id, at=at, by=head)


def _close_plan(day: Day) -> None:
    head, lines = day.one(Position.CENTRE_HEAD), _lines_of(day.date)
    if head is None or not lines or not day.happens(max(0.7, day.manner.prompt)):
        return
    for line in lines:
        done = day.happens(0.6 + 0.38 * day.manner.zeal)
        mark(line.id, done=done, note="" if done else day.chance.choice(NOT_DONE), by=head)
    close(day.date, by=head)


def _check_calls(day: Day) -> None:
    head = day.one(Position.CENTRE_HEAD)
    checked = day.calendar.duty.last_duty_day_before(day.date)
    if head is not None and checked >= day.start and day.happens(day.manner.prompt):
        check_calls(checked, note=day.chance.choice(CHECKS), by=head)


def _score_advisors(day: Day) -> None:
    """On the week's first duty day, for the week that is over."""
    manager, week = day.one(Position.AFTER_SALES_MANAGER), last_full_week(day.date)
    first = day.calendar.duty.last_duty_day_before(day.date) < week_of(day.date)
    if manager is None or not first or week < day.start or not day.happens(max(0.6, day.manner.prompt)):
        return
    for advisor in list_advisors(week)[: None if day.date < day.today else 1]:
        share = advisor.wishes / advisor.orders
        score = next((points for points, least in ((5, 0.5), (4, 0.35), (3, 0.2), (2, 0.08)) if share >= least), 1)
        score_advisor(week, advisor.advisor, score, note=day.chance.choice(SCORE_NOTES[score]), by=manager)


def _put_data_right(day: Day) -> None:
    mine = (Correction.tenant_id == acting().tenant_id, Correction.closed_at.is_(None))
    for task in current().scalars(select(Correction).where(*mine).order_by(Correction.opened_at, Correction.id)).all():
        if not day.happens(0.2 if day.is_newest else 0.55 * day.manner.prompt):
            continue
        manager = day.one(Position.SALES_MANAGER if task.department == "sales" else Position.AFTER_SALES_MANAGER)
        if manager is None:
            continue
        if task.what == CorrectionKind.PHONE and day.happens(0.75):
            number = f"1{day.chance.choice(('38', '59', '86'))}{day.chance.randrange(10**8):08d}"
            correct(task.id, RightValue(value=number), by=manager)
        else:
            close_without_value(task.id, reason="已联系服务顾问核实，暂无其他信息", by=manager)
