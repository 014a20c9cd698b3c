"""Seals and the chain: whatever a superuser does to a sealed report is found (REP-4, targets R16)."""

import json
import random
import uuid

import psycopg
import pytest

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.interface import Programme
from dealer.reports.actions.keys import use_keys
from dealer.reports.interface import Fault, FaultKind, chain_faults, faults_of, get_report
from tests.dealer.reports.conftest import FORMER_KEY, KEY
from tests.dealer.reports.scene import ReportScene


def faults(scene: ReportScene) -> list[Fault]:
    with unit_of_work(scene.store.acting):
        return chain_faults()[1]


def of_report(scene: ReportScene, report: uuid.UUID) -> list[Fault]:
    with unit_of_work(scene.store.acting):
        return faults_of(get_report(report))


@pytest.mark.rule("REP-4")
def test_what_nobody_touched_is_unaltered(scene: ReportScene) -> None:
    report = scene.sealed()
    assert of_report(scene, report) == []
    with unit_of_work(scene.store.acting):
        assert chain_faults() == (1, [])


EDITS = {
    "a figure": "UPDATE app.daily_reports SET head = jsonb_set(head, '{totals,satisfied}', '9')",
    "a question": "UPDATE app.daily_reports SET head = jsonb_set(head, '{questions,0,1}', '\"x\"')",
    "the day": "UPDATE app.daily_reports SET day = day - 1",
    "the programme": "UPDATE app.daily_reports SET programme = 'seven_dc'",
    "the seal's time": "UPDATE app.daily_reports SET sealed_at = sealed_at - interval '1 hour'",
    "the cut-off": "UPDATE app.daily_reports SET cut_off = cut_off - interval '1 hour'",
    "the hash": "UPDATE app.daily_reports SET hash = repeat('0', 64)",
    "the key": "UPDATE app.daily_reports SET key_id = 'unknown'",
    "the number": "UPDATE app.daily_reports SET number = 2",
    "what it follows": "UPDATE app.daily_reports SET previous_hash = repeat('0', 64)",
    "an answer": "UPDATE app.report_lines SET facts = jsonb_set(facts, '{overall}', '10')",
    "a name": "UPDATE app.report_lines SET personal = jsonb_set(personal, '{customer}', '\"李四\"')",
    "a salt": "UPDATE app.report_lines SET salt = repeat('0', 32)",
    "a broken salt": "UPDATE app.report_lines SET salt = 'no hex'",
    "a line's hash": "UPDATE app.report_lines SET hash = repeat('0', 64)",
    "a line taken out": "DELETE FROM app.report_lines",
    "a line's shape": "UPDATE app.report_lines SET facts = '{}'",
    "who signed": "UPDATE app.report_signatures SET name = '别人' WHERE line = 'general_manager'",
    "when it was signed": "UPDATE app.report_signatures SET at = at - interval '1 day' WHERE line = 'centre_head'",
    "a signature taken out": "DELETE FROM app.report_signatures WHERE line = 'caller'",
    "a signature struck": "UPDATE app.report_signatures SET struck_at = now() WHERE line = 'caller'",
    "the end": "UPDATE app.report_chains SET mac = repeat('0', 64)",
    "the end taken out": "DELETE FROM app.report_chains",
    "the only report taken out": "DELETE FROM app.report_lines; DELETE FROM app.report_signatures; "
    "DELETE FROM app.daily_reports",
}


@pytest.mark.rule("REP-4")
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_superusers_edit_is_found(scene: ReportScene, superuser: psycopg.Connection, edit: str) -> None:
    scene.sealed()
    for statement in edit.split("; "):
        superuser.execute(statement)  # type: ignore[call-overload]
    assert faults(scene) != []


@pytest.mark.rule("REP-4", "CUS-9")
def test_erasing_a_person_leaves_the_seal_whole(scene: ReportScene, superuser: psycopg.Connection) -> None:
    report = scene.sealed()
    superuser.execute("UPDATE app.report_lines SET personal = NULL, salt = NULL")
    assert of_report(scene, report) == []
    assert faults(scene) == []


@pytest.mark.rule("REP-4")
def test_reports_are_one_numbered_chain(scene: ReportScene, superuser: psycopg.Connection) -> None:
    first = scene.sealed()
    second = nil_report(scene)
    rows = [scene.report(each) for each in (first, second)]
    assert [(row.number, row.previous_hash) for row in rows] == [(1, ""), (2, rows[0].hash)]
    assert len({row.code for row in rows}) == 2
    assert faults(scene) == []
    superuser.execute("DELETE FROM app.report_signatures WHERE report_id = %s", [second])
    superuser.execute("DELETE FROM app.daily_reports WHERE id = %s", [second])
    assert [each.kind for each in faults(scene)] == [FaultKind.END], "a cut tail"


@pytest.mark.rule("REP-4")
def test_swapped_reports_are_found(scene: ReportScene, superuser: psycopg.Connection) -> None:
    first, second = scene.sealed(), nil_report(scene)
    superuser.execute("UPDATE app.daily_reports SET number = 9 WHERE id = %s", [first])
    superuser.execute("UPDATE app.daily_reports SET number = 1 WHERE id = %s", [second])
    superuser.execute("UPDATE app.daily_reports SET number = 2 WHERE id = %s", [first])
    assert {FaultKind.LINK, FaultKind.CONTENT} <= {each.kind for each in faults(scene)}


def nil_report(scene: ReportScene) -> uuid.UUID:
    """The 7DC report of the same day, which has no line, signed by all."""
    report = scene.compile(Programme.SEVEN_DC)
    scene.sign(report, "head")
    scene.sign(report, "manager")
    return report


@pytest.mark.rule("REP-4")
def test_after_a_change_of_keys_old_seals_still_verify(scene: ReportScene) -> None:
    scene.sealed()
    use_keys("a new key", (KEY, FORMER_KEY))
    assert faults(scene) == []
    use_keys("a new key")
    assert {each.kind for each in faults(scene)} == {FaultKind.KEY}


@pytest.mark.rule("REP-4")
def test_any_changed_letter_of_any_line_is_found(scene: ReportScene, superuser: psycopg.Connection) -> None:
    """R16 in small: random edits of random kept values, each found, each taken back."""
    report = scene.sealed()
    [(line, facts, personal)] = superuser.execute("SELECT id, facts, personal FROM app.report_lines").fetchall()
    chance = random.Random(7)
    for _ in range(60):
        column, kept = chance.choice([("facts", facts), ("personal", personal)])
        changed = dict(kept) | {chance.choice(sorted(kept)): f"x{chance.random()}"}
        update = f"UPDATE app.report_lines SET {column} = %s WHERE id = %s"
        superuser.execute(update, [json.dumps(changed), line])  # type: ignore[call-overload]
        assert of_report(scene, report) != []
        superuser.execute(update, [json.dumps(kept), line])  # type: ignore[call-overload]
    assert of_report(scene, report) == []
