"""REP-10: PDF and XLSX tell the same, and both tell what the content says."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backbone.clock import SHANGHAI
from dealer.callbacks.interface import CallbackState, Outcome
from dealer.reports.rules.content import Flag, Line, totals_of
from dealer.reports.rules.printed import PrintedReport
from tests.dealer.reports.printing import made
from tests.dealer.reports.printing.read import on_paper, sheets_of, squeezed

pytestmark = [pytest.mark.usefixtures("context"), pytest.mark.rule("REP-10", "REP-1", "KPI-1")]

OUTCOMES = {
    None: "–",
    Outcome.ANSWERED: "接通",
    Outcome.NO_ANSWER: "无人接听",
    Outcome.REFUSED: "拒访",
    Outcome.WRONG_NUMBER: "号码有误",
}
STATES = {
    CallbackState.PLANNED: "待拨打",
    CallbackState.DONE: "已完成",
    CallbackState.WAITING_FOR_REPLY: "等待回复",
    CallbackState.WAITING_FOR_NUMBER: "等待更正",
}
FLAGS = {None: "", Flag.COMPLAINT: "投诉", Flag.OPINION: "意见", Flag.NEED: "需求", Flag.LATE: "超期"}
ANSWERS = {None: "–", "none": "无", "sometimes": "偶尔"}
DEPARTMENTS = {"": "", "insurance": "保险", "after_sales": "售后", "reception": "前台"}


def shares(report: PrintedReport) -> list[tuple[str, int, int | None]]:
    """What must be told: word, count, of how many."""
    totals = report.content.totals
    return [
        ("计划", totals.planned, None),
        ("完成", totals.done, totals.planned),
        ("接通", totals.reached, totals.planned),
        ("有效", totals.effective, totals.planned),
        ("满意", totals.satisfied, totals.effective),
        ("意见", totals.opinions, None),
        ("投诉", totals.complaints, None),
        ("超期", totals.late, None),
        ("链接答卷", totals.by_link, None),
        ("需求", totals.needs, None),
    ]


def scores_of(line: Line) -> list[int | str]:
    """One for each question; an en dash where there is no answer."""
    values = {score.question: score.value for score in line.scores}
    answers = (values.get(code) for code, _zh, _en in made.QUESTIONS)
    return [answer if isinstance(answer, int) else ANSWERS[answer] for answer in answers]


def row_on_paper(line: Line) -> str:
    """A line as its row reads from left to right, without white space."""
    assert line.personal
    tail = line.personal.phone[-4:]
    masked = line.personal.phone[:3] + "****" + tail if "-" not in line.personal.phone else "0512-****" + tail
    notes = ["已转办"] if line.state is CallbackState.DONE and line.department else []
    notes += (["超期"] if line.late and line.flag is not Flag.LATE else []) + (["后补"] if line.added else [])
    cells = [
        line.number, FLAGS[line.flag], line.personal.customer, masked, line.model, line.personal.plate,
        line.personal.vin_tail, f"{line.day0:%m-%d}", line.served_by, f"{line.mileage:,}km", line.work,
        line.caller or "", f"{line.called_at.astimezone(SHANGHAI):%H:%M}" if line.called_at else "",
        OUTCOMES[line.outcome], f"拨{line.tries}次" if line.tries > 1 else "", *scores_of(line), line.personal.said,
        line.proposal, DEPARTMENTS[line.department], STATES[line.state], "、".join(notes),
    ]  # fmt: skip
    return squeezed("".join(map(str, cells)))


def assert_paper(report: PrintedReport) -> None:
    """Every figure and every cell of every line stands on paper."""
    text = on_paper(report)
    for word, count, of in shares(report):
        rate = f"{count}/{of}" if of is not None else ""
        percent = "" if of is None else f"{round(count * 100 / of + 1e-9, 1)}%" if of else "无"
        assert f"{word}{count}{rate}{percent}" in text
    for line in report.content.lines:
        assert row_on_paper(line) in text


def assert_workbook(report: PrintedReport) -> None:
    """Every figure and every cell of every line stands in the workbook."""
    (_head, *rows), totals = sheets_of(report)
    for (word, count, of), cells in zip(shares(report), totals[1:], strict=False):
        share = "" if of is None else pytest.approx(count / of) if of else "无"
        assert cells[:4] == [word, count, "" if of is None else of, share]
    assert len(rows) == len(report.content.lines)
    for line, cells in zip(report.content.lines, rows, strict=True):
        assert_cells(line, cells)


def assert_cells(line: Line, cells: list[Any]) -> None:
    """One line of the workbook, typed."""
    assert line.personal
    called = line.called_at.astimezone(SHANGHAI).replace(tzinfo=None) if line.called_at else ""
    assert cells[:3] == [line.number, FLAGS[line.flag], line.personal.customer]
    assert cells[3][-4:] == line.personal.phone[-4:]
    assert cells[4:7] == [line.model, line.personal.plate, line.personal.vin_tail]
    assert cells[7:13] == [line.day0, line.served_by, line.mileage, line.work, line.caller or "", called]
    assert cells[13:15] == [OUTCOMES[line.outcome] if line.outcome else "", line.tries]
    asked = len(made.QUESTIONS)
    assert ["–" if cell == "" else cell for cell in cells[15 : 15 + asked]] == scores_of(line)
    said, _kind, proposal, department, person, state = cells[15 + asked : 21 + asked]
    assert (said, proposal, person) == (line.personal.said, line.proposal, line.person)
    assert (department, state) == (DEPARTMENTS[line.department], STATES[line.state])


def test_a_full_day() -> None:
    """The counts are by hand, not by the code that is tested."""
    report = made.report()
    assert [count for _word, count, _of in shares(report)] == [14, 11, 11, 10, 8, 2, 1, 1, 0, 2]
    assert_paper(report)
    assert_workbook(report)


def test_nothing_is_a_share_of_nothing() -> None:
    report = made.nil()
    assert_paper(report)
    assert_workbook(report)
    assert "0%" not in on_paper(report)


def test_a_share_is_rounded_as_people_do() -> None:
    plain = made.report()
    totals = replace(plain.content.totals, planned=16, done=1)
    text = on_paper(replace(plain, content=replace(plain.content, totals=totals)))
    assert "完成11/166.3%" in text  # 6.25


@st.composite
def days(draw: st.DrawFn) -> PrintedReport:
    """A day of up to nine lines with other outcomes, scores and flags."""
    lines = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        plain = made.line(number)
        flag = draw(st.sampled_from([None, *Flag]))
        lines.append(
            replace(
                plain,
                outcome=draw(st.sampled_from(list(OUTCOMES))),
                tries=draw(st.integers(0, 5)),
                mileage=draw(st.integers(0, 999_999)),
                scores=tuple(replace(score, value=draw(st.integers(0, 10))) for score in plain.scores),
                reached=draw(st.booleans()),
                effective=draw(st.booleans()),
                satisfied=draw(st.booleans()),
                flag=flag,
                late=draw(st.booleans()),
                added=draw(st.booleans()),
                state=draw(st.sampled_from(list(STATES))),
                called_at=draw(st.none() | st.just(made.at(made.DAY, 1203) + dt.timedelta(minutes=number))),
            )
        )
    head = made.content(lines)
    by_link = draw(st.integers(0, 3))
    return replace(made.report(0), content=replace(head, totals=replace(totals_of(lines), by_link=by_link)))


@given(report=days())
@settings(max_examples=25)
def test_any_day(report: PrintedReport) -> None:
    assert_paper(report)
    assert_workbook(report)
