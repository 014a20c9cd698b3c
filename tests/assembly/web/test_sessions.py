"""Sessions (targets R12): rows in PostgreSQL; whoever holds a token of one that ended is nobody."""

import datetime as dt
import hashlib

import psycopg
import pytest
import time_machine

from backbone.clock import now
from tenants.people.rules import MIN_PASSWORD
from tenants.signin.rules import ABSOLUTE_END, IDLE_END
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories.tenants import PASSWORD, MadePerson

NEW = "another battery, another staple"


def is_in(visitor: Visitor) -> bool:
    answer = visitor.get("/session")
    assert answer.status_code in {204, 401}
    return answer.status_code == 204


def thief(visit: Visit, of: Visitor) -> Visitor:
    made = visit()
    made.take_cookie(str(of.cookie))
    return made


def test_a_token_given_before_sign_in_is_not_the_one_after(visit: Visit, head: MadePerson) -> None:
    me = visit()
    me.take_cookie("planted")
    me.sign_in(head)
    assert me.cookie != "planted"
    first = me.cookie
    csrf = me.csrf
    me.sign_in(head)
    assert me.cookie != first
    assert me.csrf != csrf
    planted = visit()
    planted.take_cookie("planted")
    assert not is_in(planted)


def test_the_cookie_is_out_of_reach_of_scripts(visit: Visit, head: MadePerson) -> None:
    answer = visit().try_to_sign_in(head.code, head.username, head.password)
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("sanqi=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_the_database_holds_the_hash_alone(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    token = str(visit(head).cookie)
    (row,) = superuser.execute("SELECT to_jsonb(s)::text, s.token_hash FROM app.sign_in_sessions s").fetchall()
    assert row[1] == hashlib.sha256(token.encode()).digest()
    assert token not in row[0]


def test_after_signing_out_a_stolen_token_opens_nothing(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    stolen = thief(visit, me)
    assert is_in(stolen)
    assert me.post("/sign-out").headers["Location"] == "/sign-in"
    assert not is_in(me)
    assert not is_in(stolen)
    assert stolen.get("/account").status_code == 401


def test_a_new_password_ends_all_other_sessions(visit: Visit, head: MadePerson) -> None:
    me, elsewhere = visit(head), visit(head)
    stolen = thief(visit, me)
    assert is_in(stolen)
    form = {"old_password": PASSWORD, "new_password": NEW, "repeat_password": NEW}
    assert me.post("/account/password", form).status_code == 303
    assert is_in(me)
    assert not is_in(elsewhere)
    assert not is_in(stolen)
    assert visit().try_to_sign_in(head.code, head.username, PASSWORD).status_code == 401
    assert visit().try_to_sign_in(head.code, head.username, NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "repeated", "field"),
    [
        ("wrong", NEW, NEW, "old_password"),
        (PASSWORD, "short", "short", "new_password"),
        (PASSWORD, NEW, NEW + "!", "repeat_password"),
    ],
)
def test_a_password_that_does_not_do_changes_nothing(
    visit: Visit, head: MadePerson, old: str, new: str, repeated: str, field: str
) -> None:
    me, elsewhere = visit(head), visit(head)
    form = {"old_password": old, "new_password": new, "repeat_password": repeated}
    answer = me.post("/account/password", form)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert is_in(elsewhere)


def test_the_page_says_how_long_a_password_must_be(visit: Visit, head: MadePerson) -> None:
    assert f"至少 {MIN_PASSWORD} 个字符" in visit(head).get("/account").text


def test_one_of_my_sessions_ends_and_no_other(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me, lost, kept = visit(head), visit(head), visit(head)
    digest = hashlib.sha256(str(lost.cookie).encode()).digest()
    (row,) = superuser.execute("SELECT id FROM app.sign_in_sessions WHERE token_hash = %s", [digest]).fetchall()
    assert me.post(f"/account/sessions/{row[0]}/end").status_code == 303
    assert [is_in(each) for each in (me, lost, kept)] == [True, False, True]


def test_a_session_ends_by_silence_and_by_age(visit: Visit, head: MadePerson) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        silent, busy = visit(head), visit(head)
        clock.move_to(start + IDLE_END - dt.timedelta(minutes=1))
        assert is_in(busy)
        clock.move_to(start + IDLE_END + dt.timedelta(minutes=1))
        assert not is_in(silent)
        assert is_in(busy)
        at = start + IDLE_END
        while at < start + ABSOLUTE_END - IDLE_END:
            at += IDLE_END * 0.9
            clock.move_to(at)
            assert is_in(busy)
        clock.move_to(start + ABSOLUTE_END + dt.timedelta(minutes=1))
        assert not is_in(busy)


@pytest.mark.rule("ORG-5")
def test_leaving_ends_access_at_once(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me = visit(head)
    superuser.execute("UPDATE app.accounts SET ended_at = now() WHERE id = %s", [head.id])
    assert not is_in(me)
    assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 401


@pytest.mark.rule("HQ-1")
@pytest.mark.parametrize("state", ["suspended", "closed"])
def test_a_store_that_is_no_longer_open_lets_nobody_in(
    visit: Visit, head: MadePerson, admin: MadePerson, superuser: psycopg.Connection, state: str
) -> None:
    me, headquarters = visit(head), visit(admin)
    superuser.execute("UPDATE app.stores SET state = %s WHERE code = %s", [state, head.code])
    assert not is_in(me)
    assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 401
    assert is_in(headquarters)
    superuser.execute("UPDATE app.stores SET state = 'active' WHERE code = %s", [head.code])
    assert is_in(visit(head))


@pytest.mark.rule("ORG-5")
def test_a_position_that_ended_allows_nothing(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    me = visit(head)
    assert me.get("/imports").status_code == 200
    superuser.execute("UPDATE app.position_holdings SET ends_on = current_date - 2 WHERE account_id = %s", [head.id])
    assert me.get("/imports").status_code == 403


def test_a_script_is_told_when_its_session_has_ended(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    other = thief(visit, me)
    other.csrf = me.csrf
    me.post("/sign-out")
    answer = other.get("/session", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers.get("X-Session-Ended")) == (401, "1")
    panel = other.get("/sign-in", headers={"HX-Request": "true"})
    assert "<html" not in panel.text
    assert 'name="password"' in panel.text
    # A stranger's page is the sign-in form, which leads on to where they wanted to go.
    page = visit().get("/imports?cursor=a")
    assert page.status_code == 401
    assert 'value="/imports?cursor=a"' in page.text


def test_the_panel_signs_in_and_renews_the_token(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    me.post("/sign-out")
    me.csrf = ""
    refused = me.try_to_sign_in(head.code, head.username, "wrong", headers={"HX-Request": "true"})
    assert refused.status_code == 401
    assert "<html" not in refused.text
    answer = me.try_to_sign_in(head.code, head.username, head.password, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert me.csrf == answer.headers["X-CSRF-Token"]
    assert me.post("/language", {"language": "en"}).status_code == 303


def test_the_language_is_remembered_in_the_account(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    assert '<html lang="zh-CN"' in me.get("/").text
    me.post("/language", {"language": "en"})
    assert '<html lang="en"' in me.get("/").text
    # Elsewhere, and where nothing is.
    assert '<html lang="en"' in visit(head).get("/account").text
    assert '<html lang="en"' in visit(head).get("/nothing").text
    stranger = visit()
    assert '<html lang="zh-CN"' in stranger.get("/sign-in").text
    stranger.post("/language", {"language": "en"})
    assert '<html lang="en"' in stranger.get("/sign-in").text
    assert stranger.post("/language", {"language": "de"}).status_code == 303
    assert '<html lang="en"' in stranger.get("/sign-in").text
