"""Compiling a day's report (REP-1). Before its first signature it can be compiled again; afterwards it is frozen."""

import datetime as dt
import secrets
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from dealer.callbacks.interface import Outcome, Programme, answers_of
from dealer.figures.interface import day_changed
from dealer.reports.models import DailyReport, ReportLine
from dealer.reports.queries.day import list_corrections, list_rows, spoken_to, voices_of
from dealer.reports.queries.reports import cut_off_before, find_report
from dealer.reports.rules.content import Content, Correction, Line, totals_of
from dealer.reports.rules.kept import facts_of, head_of, personal_of
from dealer.reports.rules.lines import Known, line_for
from dealer.reports.rules.seals import line_hash, personal_hash
from dealer.reports.rules.signing import SignatureLine, due_at
from dealer.reports.rules.span import has_report, since
from oem.questionnaires.interface import Kind, Questionnaire, get_questionnaire, questionnaire_in_force
from tenants.calendar.interface import StoreCalendar, store_calendar
from tenants.staffing.interface import get_store_staffing

CONVERSATIONS = tuple(outcome.value for outcome in Outcome if outcome.is_conversation)


def compile_day(programme: Programme, day: dt.date, *, at: dt.datetime | None = None) -> DailyReport | None:
    """The report of that day, as it stood at closing or, earlier on, at `at` (aware). None where there is none.

    One that is signed already stays as it is. A second run compiles the same again.
    """
    calendar = store_calendar()
    report = find_report(programme, day, lock=True)
    if report is not None and report.frozen_at is not None:
        return report
    cut_off = min(calendar.closing(day), at or now())
    content, callers = _content(programme, day, cut_off, calendar)
    if report is None and not has_report(day, calendar, called=bool(callers)):
        return None
    return _keep(report or _fresh(programme, day), content, callers, calendar)


def compile_again(report: DailyReport) -> DailyReport:
    """A new edition, after a return struck every signature: answers as they are now, the rest as at the cut-off."""
    content, callers = _content(Programme(report.programme), report.day, report.cut_off, store_calendar())
    report.edition += 1
    report.frozen_at = None
    return _keep(report, content, callers, store_calendar())


def _content(
    programme: Programme, day: dt.date, cut_off: dt.datetime, calendar: StoreCalendar
) -> tuple[Content, list[uuid.UUID]]:
    began = cut_off_before(programme, day) or since(day, calendar)
    rows = list_rows(programme.value, day, since=began, cut_off=cut_off)
    asked = {version: get_questionnaire(programme.value, version) for version in _versions(rows)}
    lines = _lines(rows, asked, began, cut_off)
    today = max(asked.values(), key=lambda each: each.version, default=None) or questionnaire_in_force(programme, day)
    names = Counter(line.caller for line in lines if line.caller)
    content = Content(
        programme=programme,
        day=day,
        cut_off=cut_off,
        satisfied_from=today.satisfied_from if today else 0,
        questions=_questions(today),
        callers=tuple(names.most_common()),
        totals=totals_of(lines),
        lines=lines,
        corrections=_corrections(programme, day, began, cut_off),
    )
    return content, list(dict.fromkeys(row.account_id for row in rows if row.account_id is not None))


def _lines(
    rows: Sequence[Any], asked: dict[int, Questionnaire], began: dt.datetime, cut_off: dt.datetime
) -> tuple[Line, ...]:
    ids = [row.id for row in rows]
    answers, voices = answers_of(ids), voices_of(ids, cut_off=cut_off)
    spoken = spoken_to(CONVERSATIONS, since=began, cut_off=cut_off)
    known = (
        Known(row, cut_off, row.id in spoken, answers[row.id], asked.get(row.questionnaire_version), voices[row.id])
        for row in rows
    )
    return tuple(line_for(number, each) for number, each in enumerate(known, start=1))


def _versions(rows: Sequence[Any]) -> set[int]:
    return {row.questionnaire_version for row in rows if row.questionnaire_version is not None}


def _questions(asked: Questionnaire | None) -> tuple[tuple[str, str, str], ...]:
    if asked is None:
        return ()
    return tuple((each.code, each.label.zh, each.label.en) for each in asked.questions if each.kind is not Kind.TEXT)


def _corrections(
    programme: Programme, day: dt.date, began: dt.datetime, cut_off: dt.datetime
) -> tuple[Correction, ...]:
    rows = list_corrections(programme.value, day, since=began, cut_off=cut_off)
    return tuple(Correction(row.day, row.number, row.why, row.by_name, row.at) for row in rows)


def _fresh(programme: Programme, day: dt.date) -> DailyReport:
    plan = get_store_staffing().rules.plan_on(day)
    report = DailyReport(
        tenant_id=acting().tenant_id, id=uuid7(), programme=programme.value, day=day, plan=plan, edition=1, state="open"
    )
    current().add(report)
    return report


def _keep(report: DailyReport, content: Content, callers: list[uuid.UUID], calendar: StoreCalendar) -> DailyReport:
    report.cut_off, report.compiled_at = content.cut_off, now()
    report.head = head_of(content) | {"caller_ids": [str(each) for each in callers]}
    report.planned = content.totals.planned
    turn = SignatureLine.CALLER if callers else SignatureLine.HEAD
    report.turn, report.turn_due_at = turn.value, due_at(turn, report.day, report.plan, calendar)
    report.due_at = due_at(SignatureLine.GENERAL_MANAGER, report.day, report.plan, calendar)
    day_changed()
    current().flush()
    mine = (ReportLine.tenant_id == report.tenant_id, ReportLine.report_id == report.id)
    current().execute(delete(ReportLine).where(*mine, ReportLine.edition == report.edition))
    current().add_all(_line(report, line) for line in content.lines)
    current().flush()
    return report


def _line(report: DailyReport, line: Line) -> ReportLine:
    facts, personal, salt = facts_of(line), personal_of(line), secrets.token_hex(16)
    hash_of_personal = personal_hash(salt, personal)
    return ReportLine(
        tenant_id=report.tenant_id,
        id=uuid7(),
        report_id=report.id,
        edition=report.edition,
        number=line.number,
        callback_id=line.callback_id,
        facts=facts,
        personal=personal,
        salt=salt,
        personal_hash=hash_of_personal,
        hash=line_hash(line.number, facts, hash_of_personal),
    )
