"""The call screen over the web: page and JSON, without a script (CB-4 to CB-9, CUS-9)."""

import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from werkzeug.test import TestResponse

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.interface import Outcome, take
from oem.questionnaires.interface import Answer
from tenants.access.interface import HOLDERS, Permission, Position, Side
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.counting import statements

PAGE, API = "/callbacks", "/api/v1/callbacks"
ANSWERS = {
    "a.repair_quality": "5", "a.attitude": "5", "a.speed": "-", "a.price": "4", "a.cleanliness": "5",
    "a.fault_since": "none", "a.overall": "9",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Monday 2026-10-26, 10:42 in Shanghai."""
    with time_machine.travel(at("2026-10-26 10:42"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(network: MadeNetwork, store: MadeStore) -> Scene:
    made = Scene(network, store)
    made.publish()
    return made


@pytest.fixture
def me(visit: Visit, head: MadePerson) -> Visitor:
    return visit(head)


@pytest.fixture
def other(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


def words(answer: TestResponse) -> str:
    assert answer.status_code < 500, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def mine(scene: Scene, who: MadePerson, **visit: object) -> uuid.UUID:
    callback = scene.callback(**visit)
    with unit_of_work(scene.store.acting):
        take(callback, by=who.actor)
    return callback


def first_option(scene: Scene, callback: uuid.UUID, page: str) -> dict[str, str]:
    """The form's own fields of this page."""
    [phone] = re.findall(r'name="phone" value="([0-9a-f-]{36})"', page)[:1]
    [talk] = re.findall(r'name="talk_id" value="([0-9a-f-]{36})"', page)
    return {"phone": phone, "talk_id": talk}


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("CUS-9", "CB-6")
def test_whole_numbers_are_for_who_calls_and_nobody_else(
    me: Visitor, visit: Visit, scene: Scene, head: MadePerson, other: MadePerson
) -> None:
    callback = scene.callback(phone="13912345033")
    for who in (me, visit(other)):
        page = who.get(f"{PAGE}/{callback}").text
        assert "139****5033" in page
        assert "13912345033" not in page + who.get(f"{API}/{callback}").text
        assert "这条回访还没有人负责" in page
    me.post(f"{PAGE}/{callback}/takes")
    page = me.get(f"{PAGE}/{callback}").text
    assert 'href="tel:13912345033"' in page
    assert 'class="qr"' in page
    assert me.get(f"{API}/{callback}").json["phones"][0]["number"] == "13912345033"
    theirs = visit(other).get(f"{PAGE}/{callback}")
    assert f"今日 10:42 起由 {head.actor.name} 负责，此条只读" in words(theirs)
    assert "13912345033" not in theirs.text + visit(other).get(f"{API}/{callback}").text
    assert 'id="call"' not in theirs.text


def test_who_may_look_and_who_may_call(visit: Visit, network: MadeNetwork, store: MadeStore, scene: Scene) -> None:
    callback = scene.callback()
    for position in Position:
        home = network if position.side is Side.HQ else store
        bound = (network.regions["north"],) if position.bound_to_regions else ()
        person = visit(tenants.person(home, position, region_ids=bound))
        sees, calls = (
            position in HOLDERS[permission] for permission in (Permission.CALLBACKS_SEE, Permission.CALLBACKS_CALL)
        )
        for path in (f"{PAGE}/{callback}", f"{API}/{callback}", f"{PAGE}/ring-backs", f"{API}/ring-backs?q=5033"):
            assert person.get(path).status_code == (200 if sees else 403), (position, path)
        for path in ("takes", f"{callback}/takes", f"{callback}/attempts", f"{callback}/amendments"):
            assert (person.post(f"{PAGE}/{path}").status_code == 403) is not calls, (position, path)


def test_nobody_is_offered_a_customer_they_served(me: Visitor, scene: Scene, head: MadePerson) -> None:
    callback = scene.callback(served_by=head.actor.name)
    page = me.get(f"{PAGE}/{callback}")
    assert "该客户由您本人接待，须由他人回访" in words(page)
    assert f"/callbacks/{callback}/takes" not in page.text
    assert me.post(f"{PAGE}/{callback}/takes").status_code == 403


def test_a_page_takes_few_statements(me: Visitor, scene: Scene, head: MadePerson) -> None:
    """Besides session, person, rights and the menu's counts; three of them are other slices' open matters."""
    callback = mine(scene, head)
    scene.answer_all(head.actor, callback)
    me.get(f"{PAGE}/{callback}")
    with statements() as sent:
        assert me.get(f"{PAGE}/{callback}").status_code == 200
    around = ("sign_in_sessions", "password_is_one_time", "SELECT ( SELECT")
    own = [each for each in sent if not any(sign in " ".join(each.split()) for sign in around)]
    assert len(own) <= 8, own


# --- taking -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-10")
def test_taking_the_next_leads_to_its_page_and_then_says_that_all_is_done(
    me: Visitor, scene: Scene, head: MadePerson
) -> None:
    callback = scene.callback()
    answer = me.post(f"{PAGE}/takes")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}/{callback}")
    scene.attempt(head.actor, callback, Outcome.REFUSED)
    assert me.post(f"{PAGE}/takes").location == PAGE
    assert "现在没有要打的回访了。 今日已完成 1/1。 下一份清单 明日 08:30 开始。" in words(me.get(PAGE))


@pytest.mark.rule("CB-10")
def test_taking_what_somebody_has_is_a_conflict_that_says_who(me: Visitor, scene: Scene, other: MadePerson) -> None:
    answer = me.post(f"{PAGE}/{mine(scene, other)}/takes")
    assert answer.status_code == 409
    assert other.actor.name in words(answer)


# --- the form ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-6", "CB-8", "CB-12")
def test_one_form_saves_answers_what_they_make_ticks_note_and_outcome(
    me: Visitor, scene: Scene, head: MadePerson
) -> None:
    callback = mine(scene, head, served_by="顾晓明")
    form = first_option(scene, callback, me.get(f"{PAGE}/{callback}").text)
    low = {
        "a.price": "2", "r.price": "more_than_quoted", "s.price": "1", "m.price": "opinion", "v.price": "多了两百",
        "d.price": "after_sales", "p.price": "顾晓明",
    }  # fmt: skip
    [reason] = re.findall(r'name="r.price" value="([a-z_]+)"', me.get(f"{PAGE}/{callback}").text)[:1]
    sent = ANSWERS | low | form | {"r.price": reason, "check": "invited", "note": "在开车", "outcome": "answered"}
    answer = me.post(f"{PAGE}/{callback}/attempts", sent | {"then": "list"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "已保存：已完成。" in words(me.get(PAGE))
    shown = me.get(f"{API}/{callback}").json
    assert (shown["state"], shown["note"], shown["checks"]) == ("done", "在开车", ["invited"])
    assert shown["answers"]["price"] == {"value": 2, "applies": True, "reasons": [reason], "apologised": True}
    assert shown["answers"]["speed"]["applies"] is False
    assert [(each["kind"], each["text"]) for each in shown["matters"]] == [("opinion", "多了两百")]
    kept = me.get(f"{PAGE}/{callback}")
    assert "价格与解释 2 较差" in words(kept)


@pytest.mark.rule("CB-12")
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    me: Visitor, scene: Scene, head: MadePerson
) -> None:
    callback = mine(scene, head)
    form = first_option(scene, callback, me.get(f"{PAGE}/{callback}").text)
    few = {"a.repair_quality": "4", "a.attitude": "2", "note": "在开车 <b>", "outcome": "answered", "v.": "想换车"}
    answer = me.post(f"{PAGE}/{callback}/attempts", few | form)
    assert answer.status_code == 422
    assert "没有保存" in words(answer)
    for part in (
        'id="e-overall" data-error><svg', 'name="a.repair_quality" value="4" checked', 'name="v." value="想换车"',
        "在开车 &lt;b&gt;</textarea>", 'value="answered" checked', f'name="talk_id" value="{form["talk_id"]}"',
    ):  # fmt: skip
        assert part in answer.text, part
    assert me.get(f"{API}/{callback}").json["answers"] == {}
    nothing = me.post(f"{PAGE}/{callback}/attempts", {"a.overall": "9"})
    assert nothing.status_code == 422
    assert "请先选结果" in words(nothing)


@pytest.mark.rule("CB-10")
def test_a_conflict_keeps_what_was_typed_and_shows_no_number(
    me: Visitor, scene: Scene, head: MadePerson, other: MadePerson
) -> None:
    callback = scene.callback(phone="13912345033")
    with unit_of_work(scene.store.acting):
        take(callback, by=other.actor)
    answer = me.post(f"{PAGE}/{callback}/attempts", {"a.overall": "9", "note": "在开车", "outcome": "refused"})
    assert answer.status_code == 409
    assert other.actor.name in words(answer)
    assert "在开车</textarea>" in answer.text
    assert "13912345033" not in answer.text
    assert me.get(f"{API}/{callback}").json["note"] == ""


@pytest.mark.rule("CB-4")
def test_call_later_needs_a_time_that_can_be_read(me: Visitor, scene: Scene, head: MadePerson) -> None:
    callback = mine(scene, head)
    form = first_option(scene, callback, me.get(f"{PAGE}/{callback}").text) | {"outcome": "call_later"}
    for said in ({}, {"call_at_other": "tomorrow"}, {"call_at_other": "2026-10-26T09:00"}, {"call_at": "\0"}):
        answer = me.post(f"{PAGE}/{callback}/attempts", form | said)
        assert answer.status_code == 422, said
    answer = me.post(f"{PAGE}/{callback}/attempts", form | {"call_at_other": "2026-10-27T09:00", "then": "list"})
    assert answer.status_code == 303
    assert "下次拨打 明日 09:00 上午" in words(me.get(PAGE))


@pytest.mark.rule("CB-4")
def test_sending_the_same_talk_again_changes_nothing(me: Visitor, scene: Scene, head: MadePerson) -> None:
    callback = mine(scene, head)
    form = first_option(scene, callback, me.get(f"{PAGE}/{callback}").text) | {"outcome": "no_answer", "then": "list"}
    for _ in range(2):
        assert me.post(f"{PAGE}/{callback}/attempts", form).status_code == 303
    assert len(me.get(f"{API}/{callback}").json["attempts"]) == 1


@pytest.mark.rule("CB-4")
def test_after_three_parts_of_the_day_the_text_is_shown_and_marked_as_sent(
    me: Visitor, scene: Scene, head: MadePerson, clock: time_machine.Traveller
) -> None:
    callback = mine(scene, head)
    for moment in ("10:42", "14:00"):
        clock.move_to(at(f"2026-10-26 {moment}"))
        scene.attempt(head.actor, callback, Outcome.NO_ANSWER)
    clock.move_to(at("2026-10-26 18:00"))
    form = first_option(scene, callback, me.get(f"{PAGE}/{callback}").text) | {"outcome": "busy", "then": "next"}
    answer = me.post(f"{PAGE}/{callback}/attempts", form)
    assert answer.location == f"{PAGE}/{callback}"
    page = words(me.get(f"{PAGE}/{callback}"))
    assert "该发短信" in page
    assert "沈国平您好" in page
    assert me.get(f"{API}/{callback}").json["text_due"] is True
    assert me.post(f"{PAGE}/{callback}/text-messages").status_code == 303
    assert me.get(f"{API}/{callback}").json["text_due"] is False


@pytest.mark.rule("CB-9")
def test_an_ended_callback_is_amended_with_a_reason(me: Visitor, scene: Scene, head: MadePerson) -> None:
    callback = mine(scene, head)
    scene.answer_all(head.actor, callback, overall=Answer(6, True, (), True))
    scene.attempt(head.actor, callback, Outcome.REFUSED)
    page = me.get(f"{PAGE}/{callback}").text
    assert 'id="amend"' in page
    chosen = dict(re.findall(r'name="(a\.\w+)" value="([^"]+)" checked', page))
    assert chosen["a.overall"] == "6"
    refused = me.post(f"{PAGE}/{callback}/amendments", chosen | {"a.overall": "9"})
    assert refused.status_code == 422
    assert 'value="9" checked' in refused.text
    answer = me.post(f"{PAGE}/{callback}/amendments", chosen | {"a.overall": "9", "why": "客户来电更正"})
    assert answer.status_code == 303
    assert "总评：6 → 9 客户来电更正" in words(me.get(f"{PAGE}/{callback}"))


# --- who rings back ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("CB-6")
def test_who_rings_back_opens_as_their_own_call(me: Visitor, scene: Scene) -> None:
    callback = scene.callback(phone="13912345033")
    page = me.get(f"{PAGE}/ring-backs?q=5033")
    assert f'href="/callbacks/{callback}?inbound=1"' in page.text
    assert "13912345033" not in page.text
    assert f'action="/callbacks/{callback}/takes?inbound=1"' in me.get(f"{PAGE}/{callback}?inbound=1").text
    answer = me.post(f"{PAGE}/{callback}/takes?inbound=1")
    assert answer.location == f"{PAGE}/{callback}?inbound=1"
    assert 'name="inbound" value="1" checked' in me.get(answer.location).text
    [found] = me.get(f"{API}/ring-backs?q=苏E12345").json["callbacks"]
    assert (found["id"], found["phone"], found["is_open"]) == (str(callback), "139****5033", True)
    assert "没有这个号码或车牌的回访" in words(me.get(f"{PAGE}/ring-backs?q=9999"))
    for said in ("50", "%", "\0", "沈国平", "x" * 99):
        assert me.get(f"{PAGE}/ring-backs", query_string={"q": said}).status_code == 422, said
        assert me.get(f"{API}/ring-backs", query_string={"q": said}).status_code == 422, said


def test_another_stores_callback_is_not_there(me: Visitor, network: MadeNetwork, other_store: MadeStore) -> None:
    callback = Scene(network, other_store).callback()
    for one in (callback, uuid.uuid4()):
        for path in (f"{PAGE}/{one}", f"{API}/{one}"):
            assert me.get(path).status_code == 404
        for path in ("takes", "attempts", "amendments", "text-messages"):
            assert me.post(f"{PAGE}/{one}/{path}").status_code == 404, path
    assert me.get(f"{API}/ring-backs?q=5033").json == {"callbacks": []}
