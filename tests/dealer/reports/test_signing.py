"""Signatures, returns, instructions (REP-2, REP-3, ORG-4)."""

import datetime as dt

import pytest
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import DomainError, ForbiddenError, InvalidError, NotFoundError
from dealer.callbacks.interface import Programme
from dealer.reports.interface import (
    InstructionOverError,
    NotYourTurnError,
    SealedError,
    SignatureLine,
    StepOf,
    follow_instruction,
    pass_on_late,
    sign_report,
    sign_reports,
    take_back_instruction,
    write_instruction,
)
from dealer.reports.models import Instruction, ReportSignature
from tenants.access.interface import Position
from tenants.staffing.interface import choose_plan
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.reports.scene import ReportScene
from tests.factories import tenants as make
from tests.factories.tenants import PASSWORD

TOMORROW = at("2026-10-28 20:00")


def lines(scene: ReportScene, report: object) -> list[tuple[str, str, bool]]:
    """Line, name, whether it holds."""
    with unit_of_work(scene.store.acting):
        rows = current().scalars(select(ReportSignature).where(ReportSignature.report_id == report)).all()
    order = list(SignatureLine)
    rows = sorted(rows, key=lambda each: (each.at, order.index(SignatureLine(each.line))))
    return [(each.line, each.name, each.struck_at is None) for each in rows]


@pytest.mark.rule("REP-2", "ORG-4")
def test_plan_1_caller_head_general_manager(scene: ReportScene) -> None:
    first, second = scene.listed(2)
    scene.done(first)
    scene.done(second, "other")
    report = scene.compile()
    row = scene.report(report)
    assert (row.turn, row.turn_due_at, row.frozen_at) == ("caller", at("2026-10-27 00:00"), None)
    for too_early in ("head", "manager"):
        with pytest.raises(NotYourTurnError):
            scene.sign(report, too_early)
    row = scene.sign(report, "caller")
    assert (row.turn, row.frozen_at) == ("caller", at("2026-10-26 20:15")), "several callers sign their own lines"
    with pytest.raises(NotYourTurnError):
        scene.sign(report, "caller")
    row = scene.sign(report, "other")
    assert (row.turn, row.turn_due_at) == ("centre_head", at("2026-10-27 10:00"))
    row = scene.sign(report, "head", "2026-10-27 09:12")
    assert (row.turn, row.turn_due_at) == ("general_manager", at("2026-10-27 20:00"))
    row = scene.sign(report, "manager", "2026-10-27 16:47")
    assert (row.state, row.number, row.turn, row.sealed_at) == ("sealed", 1, None, at("2026-10-27 16:47"))
    with pytest.raises(SealedError):
        scene.sign(report, "manager")


@pytest.mark.rule("REP-2", "ORG-2", "ORG-4")
def test_plan_2_the_general_affairs_manager_stands_between(scene: ReportScene) -> None:
    with unit_of_work(scene.store.acting):
        choose_plan(plan=2, valid_from=day("2026-10-01"), region_id=scene.store.region_id, by=scene.store.actor)
    scene.people["affairs"] = make.person(scene.store, Position.GENERAL_AFFAIRS_MANAGER)
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    row = scene.sign(report, "head", "2026-10-27 09:12")
    assert (row.plan, row.turn) == (2, "general_affairs_manager")
    row = scene.sign(report, "affairs", "2026-10-27 11:00")
    assert (row.turn, row.turn_due_at) == ("general_manager", at("2026-10-28 20:00"))
    assert scene.sign(report, "manager").is_sealed


@pytest.mark.rule("REP-2")
def test_after_one_duty_day_the_general_affairs_manager_is_passed_over(scene: ReportScene) -> None:
    with unit_of_work(scene.store.acting):
        choose_plan(plan=2, valid_from=day("2026-10-01"), region_id=scene.store.region_id, by=scene.store.actor)
    scene.people["affairs"] = make.person(scene.store, Position.GENERAL_AFFAIRS_MANAGER)
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    scene.sign(report, "head", "2026-10-27 09:12")
    with unit_of_work(scene.store.acting):
        assert pass_on_late(at=at("2026-10-27 20:15"), by=scene.store.actor) == 0
        assert pass_on_late(at=at("2026-10-28 20:15"), by=scene.store.actor) == 1
    assert ("general_affairs_manager", "", True) in lines(scene, report)
    assert scene.sign(report, "manager").is_sealed


@pytest.mark.rule("REP-2")
def test_one_person_on_adjacent_lines_signs_once(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback, "head")
    report = scene.compile()
    assert scene.sign(report, "head").turn == "general_manager"
    with unit_of_work(scene.store.acting):
        rows = current().scalars(select(ReportSignature).order_by(ReportSignature.also_below)).all()
        assert [(each.line, each.also_below) for each in rows] == [("caller", False), ("centre_head", True)]


@pytest.mark.rule("REP-2")
def test_the_general_manager_never_signs_what_they_called(scene: ReportScene) -> None:
    both = make.person(scene.store, Position.GENERAL_MANAGER, Position.CUSTOMER_REPRESENTATIVE)
    scene.people["both"] = both
    [callback] = scene.listed(1)
    scene.done(callback, "both")
    report = scene.compile()
    scene.sign(report, "both")
    scene.sign(report, "head")
    with pytest.raises(NotYourTurnError):
        scene.sign(report, "both")
    assert scene.sign(report, "manager").is_sealed


@pytest.mark.rule("REP-2", "ORG-4")
def test_a_vacant_head_is_passed_on_marked(scene: ReportScene) -> None:
    store = make.store(scene.network)
    bare = ReportScene(scene.network, store, scene.clock)
    bare.people = {
        "caller": make.person(store, Position.INFORMATION_ADMINISTRATOR),
        "manager": make.person(store, Position.GENERAL_MANAGER),
    }
    [callback] = bare.listed(1)
    bare.done(callback)
    report = bare.compile()
    assert bare.sign(report, "caller").turn == "general_manager"
    assert bare.sign(report, "manager").is_sealed
    assert [each[0] for each in lines(bare, report)] == ["caller", "centre_head", "general_manager"]


@pytest.mark.rule("REP-2")
def test_the_day_after_a_missing_caller_holds_nobody_up(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    row = scene.sign(report, "head", "2026-10-27 09:00")
    assert row.turn == "general_manager"
    assert lines(scene, report)[0] == ("caller", "", True), "passed on, marked"


@pytest.mark.rule("REP-2")
def test_a_return_strikes_and_what_was_struck_stays_visible(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    scene.sign(report, "head", "2026-10-27 09:12")
    row = scene.send_back(report, SignatureLine.HEAD, "manager")
    assert (row.turn, row.edition) == ("centre_head", 1)
    assert [each[2] for each in lines(scene, report)] == [True, False]
    row = scene.send_back(report, SignatureLine.CALLER, "head")
    assert (row.turn, row.edition, row.frozen_at) == ("centre_head", 2, None), "its callers' time has passed"
    assert [each[2] for each in lines(scene, report)] == [False, False]


@pytest.mark.rule("REP-2")
@pytest.mark.parametrize(("to", "why", "field"), [
    (SignatureLine.CALLER, " ", "why"),
    (SignatureLine.HEAD, "再核对", "to_line"),
    (SignatureLine.GENERAL_MANAGER, "再核对", "to_line"),
    (SignatureLine.GENERAL_AFFAIRS, "再核对", "to_line"),
])  # fmt: skip
def test_a_return_says_why_and_goes_down(scene: ReportScene, to: SignatureLine, why: str, field: str) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    with pytest.raises(InvalidError) as refused:
        scene.send_back(report, to, "head", why)
    assert set(refused.value.fields) == {field}


@pytest.mark.rule("REP-3")
def test_instructions_are_given_out_with_the_last_signature_and_followed(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    given = {"words": "今天请吴经理亲自路试", "department": "after_sales", "due_at": TOMORROW}
    with unit_of_work(scene.store.acting), pytest.raises(NotYourTurnError):
        write_instruction(report, line_number=1, by=scene.actor("manager"), **given)  # type: ignore[arg-type]
    scene.sign(report, "head", "2026-10-27 09:12")
    with unit_of_work(scene.store.acting):
        kept = write_instruction(report, line_number=1, by=scene.actor("manager"), **given)  # type: ignore[arg-type]
        whole = write_instruction(report, by=scene.actor("manager"), **given)  # type: ignore[arg-type]
        take_back_instruction(whole.id, by=scene.actor("manager"))
    after_sales = make.person(scene.store, Position.AFTER_SALES_MANAGER)
    with unit_of_work(scene.store.acting), pytest.raises(InstructionOverError):
        follow_instruction(kept.id, StepOf.FEEDBACK, words="已试", by=after_sales.actor)
    scene.sign(report, "manager")
    with unit_of_work(scene.store.acting):
        [found] = current().scalars(select(Instruction)).all()
        assert (found.state, found.line_number, found.due_at) == ("open", 1, TOMORROW)
        assert follow_instruction(kept.id, StepOf.FEEDBACK, words="已试", by=after_sales.actor).state == "answered"
        follow_instruction(kept.id, StepOf.TRACKING, words="已致电客户", by=scene.actor("caller"))
        assert follow_instruction(kept.id, StepOf.RECTIFIED, words="已整改", by=scene.actor("head")).ended_at
    for what, who, refusal in (
        (StepOf.RECTIFIED, scene.actor("head"), InstructionOverError),
        (StepOf.FEEDBACK, scene.actor("caller"), ForbiddenError),
    ):
        with unit_of_work(scene.store.acting), pytest.raises(refusal):
            follow_instruction(kept.id, what, words="x", by=who)


@pytest.mark.rule("REP-3")
@pytest.mark.parametrize(("change", "field"), [
    ({"words": " "}, "words"),
    ({"department": "cashier"}, "department"),
    ({"due_at": at("2026-10-26 09:00")}, "due_at"),
    ({"due_at": at("2027-10-29 09:00")}, "due_at"),
    ({"line_number": 9}, "line_number"),
])  # fmt: skip
def test_an_instruction_names_what_who_and_by_when(scene: ReportScene, change: dict[str, object], field: str) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report = scene.compile()
    scene.sign(report, "caller")
    scene.sign(report, "head")
    given: dict[str, object] = {"words": "整改", "department": "after_sales", "due_at": TOMORROW, "line_number": 1}
    with unit_of_work(scene.store.acting), pytest.raises(InvalidError) as refused:
        write_instruction(report, by=scene.actor("manager"), **given | change)  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}


def test_another_stores_report_is_not_there(scene: ReportScene) -> None:
    report = scene.sealed()
    stranger = make.person(make.store(scene.network), Position.GENERAL_MANAGER)
    with unit_of_work(stranger.actor.acting), pytest.raises(NotFoundError):
        sign_report(report, by=stranger.actor)
    assert isinstance(scene.report(report).sealed_at, dt.datetime)


@pytest.mark.rule("REP-2")
def test_signing_asks_the_password_anew_and_a_batch_is_all_or_none(scene: ReportScene) -> None:
    [callback] = scene.listed(1)
    scene.done(callback)
    report, nil = scene.compile(), scene.compile(Programme.SEVEN_DC)
    head = scene.actor("head")
    with pytest.raises(DomainError) as refused, unit_of_work(scene.store.acting):
        sign_reports([nil], by=head, password="wrong")
    assert set(refused.value.fields) == {"password"}
    with pytest.raises(NotYourTurnError), unit_of_work(scene.store.acting):
        sign_reports([nil, report], by=head, password=PASSWORD)
    assert scene.report(nil).turn == "centre_head", "the other one waits for its caller, so neither is signed"
    with unit_of_work(scene.store.acting):
        [signed] = sign_reports([nil], by=head, password=PASSWORD)
    assert signed.turn == "general_manager"
    for none_or_many in ([], [report] * 51):
        with unit_of_work(scene.store.acting), pytest.raises(InvalidError):
            sign_reports(none_or_many, by=head, password=PASSWORD)
