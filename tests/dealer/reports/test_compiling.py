"""What a day's report holds (REP-1, CB-9, KPI words)."""

import pytest
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import CallbackState, Outcome, Programme, VoiceGiven, amend, note_voice
from dealer.callbacks.models import Callback
from dealer.reports.interface import Content, Flag, compile_day, compile_due, get_report, report_content
from dealer.reports.models import DailyReport
from oem.questionnaires.interface import Answer, Makes
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.reports.scene import MONDAY, ReportScene


def content(scene: ReportScene, report: object) -> Content:
    with unit_of_work(scene.store.acting):
        return report_content(get_report(report))  # type: ignore[arg-type]


@pytest.mark.rule("REP-1", "KPI-1")
def test_every_callback_of_the_day_is_a_line_and_counts_once(scene: ReportScene) -> None:
    good, low, refused, away, untouched = scene.listed(5, served_by="顾晓明")
    scene.done(good)
    with unit_of_work(scene.store.acting):
        given = VoiceGiven(Makes.OPINION, "after_sales", "结账多了两百块", "price", "顾晓明", ("not_as_quoted",))
        note_voice(low, given, by=scene.actor("other"))
    scene.done(
        low, "other", price=Answer(2, reasons=("not_as_quoted",), apologised=True),
        overall=Answer(6, reasons=("price",), apologised=True),
    )  # fmt: skip
    scene.attempt(scene.actor("caller"), refused, Outcome.REFUSED, note="在开会")
    scene.attempt(scene.actor("caller"), away, Outcome.NO_ANSWER)
    found = content(scene, scene.compile())
    totals = found.totals
    assert (totals.planned, totals.done, totals.reached, totals.effective, totals.satisfied) == (5, 3, 3, 2, 1)
    assert (totals.opinions, totals.complaints, totals.needs, totals.late) == (1, 0, 0, 0)
    by_id = {line.callback_id: line for line in found.lines}
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5]
    assert by_id[untouched].number == 5, "who was called stands first"
    line = by_id[low]
    assert line.personal is not None
    assert (line.flag, line.kind, line.department, line.person) == (Flag.OPINION, "opinion", "after_sales", "顾晓明")
    assert (line.personal.said, line.overall, line.served_by) == ("结账多了两百块", 6, "顾晓明")
    assert {score.question: (score.value, score.low) for score in line.scores}["price"] == (2, True)
    assert by_id[refused].personal.said == "在开会"  # type: ignore[union-attr]
    assert (by_id[away].state, by_id[away].outcome) == (CallbackState.PLANNED, Outcome.NO_ANSWER)
    assert dict(found.callers) == {scene.actor("caller").name: 3, scene.actor("other").name: 1}


@pytest.mark.rule("REP-1")
def test_a_duty_day_without_callbacks_has_a_nil_report_and_days_off_none(scene: ReportScene) -> None:
    with unit_of_work(scene.store.acting):
        nil = compile_day(Programme.SEVEN_DC, MONDAY, at=at("2026-10-26 20:15"))
        assert nil is not None
        assert (nil.planned, nil.turn) == (0, "centre_head")
        assert compile_day(Programme.SEVEN_DC, day("2026-10-25"), at=at("2026-10-25 20:15")) is None


@pytest.mark.rule("REP-1")
def test_a_day_off_has_a_report_when_somebody_called(scene: ReportScene) -> None:
    callback = scene.callback()
    scene.clock.move_to(at("2026-10-24 10:00"))
    scene.attempt(scene.actor("caller"), callback, Outcome.REFUSED)
    with unit_of_work(scene.store.acting):
        report = compile_day(Programme.THREE_DC, day("2026-10-24"), at=at("2026-10-24 20:15"))
        assert report is not None
        assert report.planned == 1


@pytest.mark.rule("REP-1", "KPI-3")
def test_what_comes_after_the_cut_off_belongs_to_the_next_day(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.attempt(scene.actor("caller"), callback, Outcome.NO_ANSWER)
    scene.clock.move_to(at("2026-10-26 20:10"))
    scene.attempt(scene.actor("caller"), callback, Outcome.REFUSED, inbound=True)
    found = content(scene, scene.compile())
    assert (found.lines[0].state, found.totals.done, found.totals.reached) == (CallbackState.PLANNED, 0, 0)
    with unit_of_work(scene.store.acting):
        after = compile_day(Programme.THREE_DC, day("2026-10-27"), at=at("2026-10-27 20:15"))
    assert content(scene, after.id).totals.done == 1  # type: ignore[union-attr]


@pytest.mark.rule("REP-1")
def test_compiling_twice_is_compiling_once(scene: ReportScene) -> None:
    scene.listed(3)
    first = scene.compile()
    before = content(scene, first)
    assert scene.compile() == first
    assert content(scene, first) == before


@pytest.mark.rule("REP-1")
def test_days_that_were_missed_are_made_up_for_in_order(scene: ReportScene) -> None:
    scene.listed(1)
    scene.compile()
    with unit_of_work(scene.store.acting):
        assert compile_due(at=at("2026-10-29 20:15")) >= 3
        days = current().scalars(select(DailyReport.day).where(DailyReport.programme == "three_dc")).all()
    assert sorted(days) == [day(f"2026-10-{number}") for number in (26, 27, 28, 29)]


@pytest.mark.rule("CB-9")
def test_an_amendment_after_the_first_signature_shows_in_the_next_report(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    before = content(scene, report)
    scene.clock.move_to(at("2026-10-27 09:10"))
    with unit_of_work(scene.store.acting):
        amend(callback, {"overall": Answer(8)}, why="听错了", by=scene.actor("caller"))
        assert compile_day(Programme.THREE_DC, MONDAY) is not None
    assert content(scene, report) == before, "the former one does not change"
    with unit_of_work(scene.store.acting):
        after = compile_day(Programme.THREE_DC, day("2026-10-27"), at=at("2026-10-27 20:15"))
    [shown] = content(scene, after.id).corrections  # type: ignore[union-attr]
    assert (shown.day, shown.number, shown.why, shown.by) == (MONDAY, 1, "听错了", scene.actor("caller").name)


@pytest.mark.rule("REP-1")
def test_an_overdue_callback_is_marked_late(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    with unit_of_work(scene.store.acting):
        row = current().scalars(select(Callback).where(Callback.id == callback)).one()
        row.overdue_after = at("2026-10-26 20:00")
    found = content(scene, scene.compile())
    assert (found.totals.late, found.lines[0].flag) == (1, Flag.LATE)
