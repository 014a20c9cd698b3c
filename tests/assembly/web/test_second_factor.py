"""The second factor at the door (targets R12, R13) and on its pages."""

import datetime as dt
from collections.abc import Iterator

import psycopg
import pytest
import time_machine
from flask import Flask

from backbone.clock import now
from frontend.door.cookies import STEP_COOKIE
from tenants.signin.rules import STEP_END, TRIES_PER_CODE, WINDOW
from tests.assembly.web.conftest import Visit
from tests.assembly.web.factors import CODE, OWN, RECOVERY, WRONG, at_the_code, is_in, let_in, set_up, step_of
from tests.assembly.web.visitor import at_once
from tests.factories.devices import device_of, kept
from tests.factories.tenants import PASSWORD, MadePerson


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """A clock that stands: no step ends by itself."""
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


def test_there_is_no_session_before_both_are_right(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    device = device_of(head)
    me = at_the_code(visit, head)
    assert me.cookie is None
    assert not is_in(me)
    assert superuser.execute("SELECT count(*) FROM app.sign_in_sessions").fetchone() == (0,)
    # What stands for the password is no token, wherever it is put.
    thief = visit()
    thief.take_cookie(str(step_of(me)))
    assert not is_in(thief)
    assert thief.get("/api/v1/me").status_code == 401
    refused = me.post(CODE, {"code": WRONG, "next": "/imports"})
    assert refused.status_code == 401
    assert 'value="/imports"' in refused.text
    assert not is_in(me)
    answer = me.post(CODE, {"code": device.code(), "next": "/imports"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/imports")
    assert is_in(me)
    assert step_of(me) is None


def test_no_token_of_before_is_the_one_after(visit: Visit, head: MadePerson) -> None:
    device = device_of(head)
    me = visit()
    me.take_cookie("planted")
    me.client.set_cookie(STEP_COOKIE, "planted as well")
    assert me.post(CODE, {"code": device.code()}).status_code == 401
    me.try_to_sign_in(head.code, head.username, head.password)
    step, csrf = step_of(me), me.csrf
    assert step != "planted as well"
    answer = me.post(CODE, {"code": device.code()})
    assert me.cookie not in {"planted", step}
    assert answer.headers["X-CSRF-Token"] != csrf
    assert is_in(me)


def test_a_step_is_used_once_and_not_for_long(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection, still: time_machine.Traveller
) -> None:
    device = device_of(head)
    me = at_the_code(visit, head)
    copied = str(step_of(me))
    assert me.post(CODE, {"code": device.code()}).status_code == 303
    thief = visit()
    thief.client.set_cookie(STEP_COOKIE, copied)
    still.shift(30)
    assert thief.post(CODE, {"code": device.code()}).status_code == 401
    assert not is_in(thief)
    slow = at_the_code(visit, head)
    still.shift(STEP_END + dt.timedelta(seconds=1))
    answer = slow.post(CODE, {"code": device.code()})
    assert answer.status_code == 401
    assert 'name="password"' in answer.text
    # The code was not even looked at: it still counts.
    again = at_the_code(visit, head)
    assert again.post(CODE, {"code": device.same_code()}).status_code == 303


def test_the_same_code_does_not_open_twice(app: Flask, visit: Visit, head: MadePerson) -> None:
    device = device_of(head)
    first, second = at_the_code(visit, head), at_the_code(visit, head)
    assert first.post(CODE, {"code": device.code()}).status_code == 303
    replayed, wrong = second.post(CODE, {"code": device.same_code()}), second.post(CODE, {"code": WRONG})
    assert replayed.status_code == wrong.status_code == 401
    said = [page.text.split('role="alert"')[1].split("</div>")[0] for page in (replayed, wrong)]
    assert said[0] == said[1]
    code = device.code()
    answers = at_once(app, second, 3, lambda jar: jar.post(CODE, {"code": code}))
    assert sorted(answer.status_code for answer in answers) == [303, 401, 401]


def test_a_recovery_code_opens_once(visit: Visit, head: MadePerson, superuser: psycopg.Connection) -> None:
    device = device_of(head)
    me = at_the_code(visit, head)
    assert me.post(CODE, {"code": "", "recovery_code": device.recovery_codes[0].upper()}).status_code == 303
    again = at_the_code(visit, head)
    assert again.post(CODE, {"recovery_code": device.recovery_codes[0]}).status_code == 401
    events = superuser.execute("SELECT event FROM app.audit_events WHERE about_id = %s", [head.id]).fetchall()
    found = {event for (event,) in events}
    assert {"sign_in.code_asked_for", "sign_in.code_refused", "signed_in", "second_factor.recovery_code_used"} <= found


def test_codes_are_guessed_five_times_whoever_guesses(
    visit: Visit, head: MadePerson, still: time_machine.Traveller
) -> None:
    device = device_of(head)
    answers = []
    for number in range(TRIES_PER_CODE + 1):
        # Each from an address of its own, with a step of its own.
        me = at_the_code(visit, head, address=f"10.0.{number}.1")
        answers.append(me.post(CODE, {"code": WRONG}))
    assert [answer.status_code for answer in answers] == [401] * TRIES_PER_CODE + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW.total_seconds()
    held_up = at_the_code(visit, head)
    assert held_up.post(CODE, {"code": device.code()}).status_code == 429
    still.shift(WINDOW + dt.timedelta(seconds=1))
    assert is_in(let_in(visit, head, device))


def test_a_right_password_alone_forgives_nothing(visit: Visit, head: MadePerson) -> None:
    device = device_of(head)
    for _ in range(9):
        assert visit().try_to_sign_in(head.code, head.username, "wrong").status_code == 401
    me = at_the_code(visit, head)
    assert visit().try_to_sign_in(head.code, head.username, "wrong").status_code == 429
    assert me.post(CODE, {"code": device.code()}).status_code == 303
    assert visit().try_to_sign_in(head.code, head.username, "wrong").status_code == 401


@pytest.fixture
def unwritable(superuser: psycopg.Connection) -> Iterator[None]:
    """The throttle's table takes no writes."""
    superuser.execute("REVOKE INSERT, UPDATE ON app.sign_in_throttle FROM sanqi_door")
    yield
    superuser.execute("GRANT INSERT, UPDATE ON app.sign_in_throttle TO sanqi_door")


def test_when_codes_cannot_be_counted_nobody_gets_in(
    visit: Visit, head: MadePerson, request: pytest.FixtureRequest
) -> None:
    device = device_of(head)
    me = at_the_code(visit, head)
    request.getfixturevalue("unwritable")
    assert me.post(CODE, {"code": device.code()}).status_code >= 500
    assert not is_in(me)


@pytest.mark.rule("ORG-5")
def test_who_left_between_password_and_code_stays_out(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    device = device_of(head)
    me = at_the_code(visit, head)
    superuser.execute("UPDATE app.accounts SET ended_at = now() WHERE id = %s", [head.id])
    assert me.post(CODE, {"code": device.code()}).status_code == 401
    assert not is_in(me)


def test_a_new_password_ends_what_was_begun_with_the_old_one(visit: Visit, head: MadePerson) -> None:
    device = device_of(head)
    me, elsewhere = let_in(visit, head, device), at_the_code(visit, head)
    new = "another battery, another staple"
    form = {"old_password": PASSWORD, "new_password": new, "repeat_password": new}
    assert me.post("/account/password", form).status_code == 303
    assert elsewhere.post(CODE, {"code": device.code()}).status_code == 401
    assert not is_in(elsewhere)


def test_the_panel_asks_for_the_code_as_well(visit: Visit, head: MadePerson) -> None:
    device, fragment = device_of(head), {"HX-Request": "true"}
    me = visit()
    asked = me.try_to_sign_in(head.code, head.username, head.password, headers=fragment)
    assert asked.status_code == 200
    assert "<html" not in asked.text
    assert 'action="/sign-in/code"' in asked.text
    refused = me.post(CODE, {"code": WRONG}, headers=fragment)
    assert refused.status_code == 401
    assert "<html" not in refused.text
    assert me.post(CODE, {"code": device.code()}, headers=fragment).status_code == 204
    assert is_in(me)


def test_the_page_of_the_code_comes_after_the_password(visit: Visit, head: MadePerson) -> None:
    device_of(head)
    assert visit().get(CODE).headers["Location"] == "/sign-in"
    me = at_the_code(visit, head)
    assert 'name="code"' in me.get(f"{CODE}?next=/imports").text
    assert 'value="/"' in me.get(f"{CODE}?next=//evil.example").text


def test_setting_up_ends_the_other_sessions_and_renews_the_token(visit: Visit, head: MadePerson) -> None:
    me, elsewhere, before = visit(head), visit(head), visit()
    before.take_cookie(str(me.cookie))
    device, page = set_up(me)
    assert len(device.recovery_codes) == 10
    assert "otpauth" not in page
    assert is_in(me)
    assert not is_in(elsewhere)
    assert not is_in(before)
    # Shown once: neither page has them again.
    for path in (OWN, "/account"):
        assert RECOVERY.findall(me.get(path).text) == []
        assert device.secret not in me.get(path).text.replace(" ", "")
    assert is_in(let_in(visit, head, device))


def test_setting_up_asks_for_the_password(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    assert me.post(OWN, {"password": "wrong"}).status_code == 422
    assert kept(head) is None
    assert me.post(f"{OWN}/confirmations", {"code": WRONG}).status_code == 409


def test_fresh_recovery_codes_and_switching_off(visit: Visit, head: MadePerson) -> None:
    me = visit(head)
    device, _ = set_up(me)
    assert me.post(f"{OWN}/recovery-codes", {"code": WRONG}).status_code == 422
    fresh = RECOVERY.findall(me.post(f"{OWN}/recovery-codes", {"code": device.code()}).text)
    assert len(set(fresh) - set(device.recovery_codes)) == 10
    off = {"password": PASSWORD, "recovery_code": device.recovery_codes[0]}
    assert me.post(f"{OWN}/removals", off).status_code == 422
    assert me.post(f"{OWN}/removals", off | {"recovery_code": fresh[0]}).status_code == 303
    assert kept(head) is None
    assert visit().try_to_sign_in(head.code, head.username, PASSWORD).headers["Location"] == "/"


def test_nonsense_is_refused_everywhere(visit: Visit, head: MadePerson) -> None:
    device_of(head)
    for wrong in ("\x00", "9" * 5000, "１２３４５６", "💥", ""):
        me = at_the_code(visit, head)
        assert me.post(CODE, {"code": wrong, "recovery_code": wrong}).status_code in {401, 422, 429}
        me.client.set_cookie(STEP_COOKIE, wrong.strip("\x00")[:400])
        assert me.post(CODE, {"code": WRONG}).status_code == 401
