"""Daily reports over the web: read, signed, sent back, ordered on, followed, taken out, verified (REP-1 to REP-4)."""

import re
import uuid
from collections.abc import Iterator

import psycopg
import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.interface import Outcome
from dealer.reports.interface import DailyReport
from tests.assembly.web.conftest import Visit
from tests.assembly.web.test_on_record import events
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.calendars import at
from tests.dealer.reports.scene import ReportScene
from tests.factories.tenants import PASSWORD, MadeNetwork, MadeStore
from tests.house.counting import statements

ORDER = {"line": "1", "words": "售后经理今天路试", "department": "after_sales", "due_at": "2026-10-28T20:00:00+08:00"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("2026-10-26 10:42"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller) -> ReportScene:
    return ReportScene.staffed(network, store, clock)


@pytest.fixture
def one(scene: ReportScene) -> uuid.UUID:
    """Two lines, one low answer; compiled, nobody has signed."""
    good, low = scene.listed(2)
    scene.done(good)
    scene.answer_all(scene.actor("caller"), low)
    scene.attempt(scene.actor("caller"), low, Outcome.REFUSED)
    return scene.compile()


def sign(me: Visitor, *reports: uuid.UUID, password: str = PASSWORD, **more: str) -> int:
    form = {"report": [str(each) for each in reports], "shown": str(reports[0]) if reports else "", **more}
    return me.post("/reports/signatures", form | {"password": password}).status_code


@pytest.mark.rule("REP-2", "REP-3", "REP-4")
def test_signed_by_all_with_an_instruction_and_verified(
    visit: Visit, scene: ReportScene, one: uuid.UUID, clock: time_machine.Traveller
) -> None:
    assert sign(visit(scene.people["caller"]), one) == 303
    clock.move_to(at("2026-10-27 09:12"))
    manager = visit(scene.people["manager"])
    assert "/reports/signatures" not in manager.get(f"/reports/{one}").text
    assert sign(visit(scene.people["head"]), one) == 303
    clock.move_to(at("2026-10-27 16:47"))
    assert "1 份日报待您签署" in manager.get("/").text
    assert manager.post(f"/reports/{one}/instructions", ORDER).status_code == 303
    assert ORDER["words"] in manager.get(f"/reports/{one}").text
    assert sign(manager, one) == 303
    sealed = scene.report(one)
    assert sealed.is_sealed
    assert sealed.code
    page = manager.get(f"/reports/{one}").text
    assert sealed.code in page
    assert ORDER["words"] in page
    told = visit().get(f"/verify/{sealed.code.lower()}").text
    assert "未被改动" in told
    assert "Store" in told


@pytest.mark.rule("REP-2")
def test_a_wrong_password_signs_nothing(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    caller = visit(scene.people["caller"])
    assert sign(caller, one, password="not the one") == 422
    assert scene.report(one).frozen_at is None
    assert sign(caller, password=PASSWORD) in {404, 422}
    assert sign(caller, one, uuid.uuid4()) == 404
    assert scene.report(one).frozen_at is None


@pytest.mark.rule("REP-2")
def test_sent_back_with_a_reason(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    scene.sign(one, "caller")
    head = visit(scene.people["head"])
    assert head.post(f"/reports/{one}/returns", {"to_line": "caller", "why": " "}).status_code == 422
    assert head.post(f"/reports/{one}/returns", {"to_line": "caller", "why": "再核对"}).status_code == 303
    assert "/reports/signatures" not in head.get(f"/reports/{one}").text
    assert "/reports/signatures" in visit(scene.people["caller"]).get(f"/reports/{one}").text


@pytest.mark.rule("REP-3")
def test_an_instruction_is_followed_until_it_is_rectified(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    scene.sign(one, "caller")
    scene.sign(one, "head", "2026-10-27 09:12")
    manager, head = visit(scene.people["manager"]), visit(scene.people["head"])
    assert manager.post(f"/reports/{one}/instructions", ORDER | {"words": " "}).status_code == 422
    assert manager.post(f"/reports/{one}/instructions", ORDER | {"line": "77"}).status_code == 422
    assert manager.post(f"/reports/{one}/instructions", ORDER | {"line": "x"}).status_code == 422
    assert manager.post(f"/reports/{one}/instructions", ORDER).status_code == 303
    assert ORDER["words"] not in head.get("/instructions").text
    scene.sign(one, "manager", "2026-10-27 16:47")
    page = head.get("/instructions").text
    assert ORDER["words"] in page
    [found] = set(re.findall(r"/instructions/([0-9a-f-]{36})/steps", page))
    steps = f"/instructions/{found}/steps"
    assert head.post(steps, {"what": "tracking", "words": " "}).status_code == 422
    assert head.post(steps, {"what": "tracking", "words": "已致电部门"}).status_code == 303
    assert "已致电部门" in head.get("/instructions").text
    assert head.post(steps, {"what": "rectified", "words": "已路试，异响消失"}).status_code == 303
    assert ORDER["words"] not in head.get("/instructions").text
    assert ORDER["words"] in head.get("/instructions?ended=1").text
    assert head.post(steps, {"what": "tracking", "words": "再问"}).status_code == 409


@pytest.mark.rule("REP-3")
def test_a_draft_is_taken_back(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    scene.sign(one, "caller")
    scene.sign(one, "head", "2026-10-27 09:12")
    manager = visit(scene.people["manager"])
    manager.post(f"/reports/{one}/instructions", ORDER | {"line": ""})
    page = manager.get(f"/reports/{one}").text
    [address] = set(re.findall(r"/instructions/[0-9a-f-]{36}/take-backs", page))
    assert manager.post(address).status_code == 303
    assert ORDER["words"] not in manager.get(f"/reports/{one}").text


@pytest.mark.rule("REP-10", "CUS-9")
@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_it_is_taken_out_on_record(
    visit: Visit, scene: ReportScene, superuser: psycopg.Connection, form: str, begins: bytes
) -> None:
    one, me = scene.sealed(), visit(scene.people["head"])
    before = events(superuser)
    answer = me.get(f"/reports/{one}/report.{form}")
    assert answer.data.startswith(begins)
    assert f"{scene.store.code}-3DC-20261026.{form}" in answer.headers["Content-Disposition"]
    assert events(superuser) == before + 1


@pytest.mark.rule("REP-4")
def test_what_was_altered_is_said_and_no_name(visit: Visit, scene: ReportScene, superuser: psycopg.Connection) -> None:
    one = scene.sealed()
    code = scene.report(one).code
    assert code
    superuser.execute(
        "UPDATE app.daily_reports SET head = jsonb_set(head, '{totals,planned}', '7') WHERE id = %s", [one]
    )
    page = visit().get(f"/verify?code={code}").text
    assert "已被改动" in page
    for who in scene.people.values():
        assert who.actor.name not in page


@pytest.mark.rule("REP-4")
@pytest.mark.parametrize("code", ["3Z4F-9X2D-7C37", "3z4f9x2d7c37", "nothing", "x" * 400, "' OR 1=1"])
def test_a_code_that_nobody_has(visit: Visit, code: str) -> None:
    answer = visit().get("/verify", query_string={"code": code})
    assert answer.status_code == 200
    assert "没有已封存的日报用这个验证码" in answer.text


def test_the_list_goes_on_and_refuses_no_page_link(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    me = visit(scene.people["caller"])
    page = me.get("/reports").text
    assert str(one) in page
    assert re.search(r'href="/reports"[^>]*>.*?<small>1</small>', page, re.S)
    assert me.get("/reports?cursor=nonsense").status_code == 422


def test_a_page_takes_few_statements(visit: Visit, scene: ReportScene, one: uuid.UUID) -> None:
    me = visit(scene.people["caller"])
    me.get(f"/reports/{one}")
    with statements() as sent:
        assert me.get(f"/reports/{one}").status_code == 200
    assert len(sent) <= 21, sent
    with unit_of_work(scene.store.acting) as session:
        assert session.get(DailyReport, (scene.store.id, one)) is not None
