"""Daily reports on their way: compiled, signed in order, sent back, ordered upon, followed (REP-1 to 3)."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from sqlalchemy import select

from assembly.demo.day import ONE_DAY, Day
from assembly.demo.texts import ORDERS, RETURNS, SALES_ORDERS, STEPS
from backbone.clock import as_of
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import close_days
from dealer.reports.interface import (
    DailyReport,
    Instruction,
    NotYourTurnError,
    SignatureLine,
    StepOf,
    compile_due,
    follow_instruction,
    pass_on_late,
    return_report,
    sign_report,
    write_instruction,
)
from dealer.reports.queries.instructions import steps_of
from dealer.reports.queries.reports import lines_of, returns_of
from dealer.voices.interface import MANAGERS
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor, Position, platform_actor

PLATFORM = "Sanqi"
PROMPT = 0.85
RATHER_LATE = 4
"""Of a weak store's duty days, every so many-th is one on which its general manager signs."""


def plan_reports(day: Day) -> None:
    """Signing by day, settling and compiling after closing."""
    if day.is_duty_day:
        day.plan(day.around(8, 36, spread=30), partial(_sign, SignatureLine.HEAD))
        day.plan(day.around(14, 10, spread=60), partial(_sign, SignatureLine.GENERAL_AFFAIRS))
        day.plan(day.around(16, 20, spread=50), _follow_instructions)
        day.plan(day.around(17, 40, spread=45), partial(_sign, SignatureLine.GENERAL_MANAGER))
        day.plan(day.moment(20, 5), _close)
        day.plan(day.around(20, 16, spread=9), _callers_sign)
        day.plan(day.around(20, 26, spread=12), _head_signs_in_the_evening)


def _close(day: Day) -> None:
    close_days(at=day.at)
    pass_on_late(at=day.at, by=platform_actor(PLATFORM, acting()))
    compile_due(at=day.at)


def _waiting(line: SignatureLine) -> Sequence[DailyReport]:
    mine = (DailyReport.tenant_id == acting().tenant_id, DailyReport.state == "open", DailyReport.turn == line.value)
    return current().scalars(select(DailyReport).where(*mine).order_by(DailyReport.day, DailyReport.programme)).all()


def _callers_sign(day: Day) -> None:
    for report in _waiting(SignatureLine.CALLER):
        called = report.head.get("caller_ids", ())
        for caller in day.everybody(Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR):
            if str(caller.account_id) in called and day.happens(max(0.75, day.manner.prompt)):
                day.at += dt.timedelta(seconds=day.chance.randrange(8, 50))
                with suppress(NotYourTurnError), as_of(min(day.at, day.until)):
                    sign_report(report.id, by=caller)


def _head_signs_in_the_evening(day: Day) -> None:
    """A prompt head signs before going home, so that the general manager finds it in the morning."""
    if day.manner.prompt > PROMPT:
        _sign(SignatureLine.HEAD, day)


def _sign(line: SignatureLine, day: Day) -> None:
    """Whoever's line it is goes through what waits for them, the oldest first."""
    by = day.one(Position(line.value))
    if by is None or not _comes_to_it(line, day):
        return
    waiting = [*_waiting(line), *(_unsigned_by_callers(day) if line is SignatureLine.HEAD else [])]
    for report in waiting:
        # Somebody else may stand in today.
        with suppress(NotYourTurnError):
            _decide(line, report, by, day)


def _decide(line: SignatureLine, report: DailyReport, by: Actor, day: Day) -> None:
    if _was_returned_lately(report, day):
        return
    if _is_sent_back(line, report, day):
        lower = SignatureLine.HEAD if line is SignatureLine.GENERAL_MANAGER else SignatureLine.CALLER
        why = day.chance.choice(RETURNS).format(line=day.chance.randrange(1, max(2, min(8, report.planned))))
        return_report(report.id, lower, why=why, by=by)
        return
    if line is SignatureLine.GENERAL_MANAGER:
        _order(report, by, day)
    sign_report(report.id, by=by)


def _comes_to_it(line: SignatureLine, day: Day) -> bool:
    if line is SignatureLine.GENERAL_MANAGER:
        # What the newest report needs is left for who signs in as general manager.
        if day.date == day.today:
            return False
        return day.manner.prompt > 0.6 or day.date.toordinal() % RATHER_LATE == 0
    return (day.is_newest and day.manner.prompt > PROMPT) or day.happens(max(0.6, day.manner.prompt))


def _unsigned_by_callers(day: Day) -> list[DailyReport]:
    """Callers who let their time pass are signed over, marked."""
    return [each for each in _waiting(SignatureLine.CALLER) if each.day < day.date]


def _was_returned_lately(report: DailyReport, day: Day) -> bool:
    return any(each.at > day.at - ONE_DAY for each in returns_of(report))


def _is_sent_back(line: SignatureLine, report: DailyReport, day: Day) -> bool:
    if line is SignatureLine.GENERAL_MANAGER and day.is_newest and report.programme == "seven_dc":
        return bool(report.head.get("caller_ids"))
    return report.planned > 2 and not returns_of(report) and day.happens(0.03)


def _order(report: DailyReport, by: Actor, day: Day) -> None:
    """On what customers were dissatisfied with, at most once a report; of late there is always one to follow."""
    low = [each for each in lines_of(report) if _is_low(each.facts)]
    wanted = day.is_newest and report.programme == "three_dc"
    if not wanted and not (low and day.happens(0.35)):
        return
    words, department = day.chance.choice(SALES_ORDERS if report.programme == "seven_dc" else ORDERS)
    due = day.calendar.closing(day.calendar.duty.nth_duty_day_after(day.date, day.chance.choice((2, 3, 4))))
    number = day.chance.choice(low).number if low and day.happens(0.8) else None
    write_instruction(report.id, words=words, department=department, due_at=due, by=by, line_number=number)


def _is_low(facts: dict[str, object]) -> bool:
    overall = facts.get("overall")
    return isinstance(overall, int) and overall <= 6


def _follow_instructions(day: Day) -> None:
    """One step a day: feedback, what was done, tracking, supervision, rectified."""
    mine = (Instruction.tenant_id == acting().tenant_id, Instruction.state != "draft", Instruction.ended_at.is_(None))
    found = current().scalars(select(Instruction).where(*mine).order_by(Instruction.due_at, Instruction.id)).all()
    steps = steps_of([each.id for each in found])
    for instruction in found:
        done = {step.what for step in steps.get(instruction.id, ())}
        what = next(each for each in StepOf if each.value not in done)
        by = _follower(what, instruction, day)
        if by is not None and day.happens(0.8 * day.manner.prompt):
            follow_instruction(instruction.id, what, words=day.chance.choice(STEPS[what.value]), by=by)


def _follower(what: StepOf, instruction: Instruction, day: Day) -> Actor | None:
    if what in {StepOf.FEEDBACK, StepOf.SERVICE}:
        return day.one(MANAGERS[Department(instruction.department)])
    return day.one(Position.CUSTOMER_REPRESENTATIVE if what is StepOf.TRACKING else Position.CENTRE_HEAD)
