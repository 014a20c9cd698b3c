"""The sign-in throttle (targets R13): it lives in PostgreSQL and fails closed."""

import datetime as dt
from collections.abc import Iterator

import psycopg
import pytest
import time_machine

from backbone.clock import now
from tenants.people import rules as hashing
from tenants.signin.rules import TRIES_PER_ADDRESS, TRIES_PER_NAME, WINDOW
from tests.assembly.web.conftest import Visit
from tests.factories.tenants import MadePerson


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the real hasher was asked to compare with, one entry a check."""
    seen: list[str] = []

    class Watched:
        def hash(self, password: str) -> str:
            return real.hash(password)

        def verify(self, stored: str, password: str) -> bool:
            seen.append(stored)
            return real.verify(stored, password)

    real = hashing._hasher
    monkeypatch.setattr(hashing, "_hasher", Watched())
    return seen


@pytest.fixture
def still() -> Iterator[time_machine.Traveller]:
    """A clock that stands, so that no window ends by itself."""
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


def test_an_account_costs_ten_checks_in_a_quarter_of_an_hour(
    visit: Visit, head: MadePerson, hashed: list[str], still: time_machine.Traveller
) -> None:
    # Sprayed: every try from an address of its own.
    answers = [
        visit(address=f"10.0.{number}.1").try_to_sign_in(head.code, head.username, f"wrong {number}")
        for number in range(TRIES_PER_NAME + 15)
    ]
    assert [answer.status_code for answer in answers] == [401] * TRIES_PER_NAME + [429] * 15
    assert len(hashed) == TRIES_PER_NAME
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW.total_seconds()
    # Not even the right password, however it is written, until the window has passed.
    same = visit().try_to_sign_in(f" {head.code.lower()} ", head.username.upper(), head.password)
    assert same.status_code == 429
    still.shift(WINDOW + dt.timedelta(seconds=1))
    assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 303


def test_an_unknown_name_costs_what_a_known_one_does(visit: Visit, head: MadePerson, hashed: list[str]) -> None:
    known = visit().try_to_sign_in(head.code, head.username, "wrong")
    for code, username in ((head.code, "nobody"), ("NO-SUCH-STORE", head.username), ("", "")):
        before = len(hashed)
        unknown = visit().try_to_sign_in(code, username, "wrong")
        assert len(hashed) == before + 1
        assert unknown.status_code == known.status_code == 401
        said = [page.text.split('role="alert"')[1].split("</div>")[0] for page in (known, unknown)]
        assert said[0] == said[1]


def test_an_unknown_name_writes_what_a_known_one_does(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    for username in (head.username, "nobody"):
        visit().try_to_sign_in(head.code, username, "wrong")
    refused = "SELECT account_id, about_id FROM app.audit_events WHERE event = 'sign_in_refused' ORDER BY at"
    assert superuser.execute(refused).fetchall() == [(head.id, head.id), (None, None)]


def test_a_session_guesses_a_password_no_oftener(
    visit: Visit, head: MadePerson, hashed: list[str], still: time_machine.Traveller
) -> None:
    me = visit(head)
    before = len(hashed)
    tries = [f"wrong {number}" for number in range(TRIES_PER_NAME)] + [head.password]
    form = {"new_password": "another battery, another staple", "repeat_password": "another battery, another staple"}
    answers = [me.post("/account/password", form | {"old_password": each}) for each in tries]
    assert [answer.status_code for answer in answers] == [422] * TRIES_PER_NAME + [429]
    assert len(hashed) == before + TRIES_PER_NAME


def test_an_account_that_ended_looks_like_an_unknown_one(
    visit: Visit, head: MadePerson, hashed: list[str], superuser: psycopg.Connection
) -> None:
    superuser.execute("UPDATE app.accounts SET ended_at = now() WHERE id = %s", [head.id])
    assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 401
    assert hashed == [hashing._nobodys_hash]


def test_names_are_throttled_whether_they_exist_or_not(
    visit: Visit, head: MadePerson, hashed: list[str], still: time_machine.Traveller
) -> None:
    answers = [visit().try_to_sign_in(head.code, "nobody", "wrong") for _ in range(TRIES_PER_NAME + 1)]
    assert [answer.status_code for answer in answers][-2:] == [401, 429]
    # One name's guesses are not another's.
    assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 303


def test_a_success_forgives(visit: Visit, head: MadePerson, hashed: list[str], still: time_machine.Traveller) -> None:
    for _ in range(2):
        for _ in range(TRIES_PER_NAME - 1):
            assert visit().try_to_sign_in(head.code, head.username, "wrong").status_code == 401
        assert visit().try_to_sign_in(head.code, head.username, head.password).status_code == 303


def test_an_address_is_limited_over_all_names(
    visit: Visit, head: MadePerson, hashed: list[str], superuser: psycopg.Connection, still: time_machine.Traveller
) -> None:
    sprayer = visit(address="10.9.9.9")
    assert sprayer.try_to_sign_in(head.code, "nobody", "wrong").status_code == 401
    superuser.execute("UPDATE app.sign_in_throttle SET tries = %s", [TRIES_PER_ADDRESS])
    before = len(hashed)
    assert sprayer.try_to_sign_in(head.code, "somebody", "wrong").status_code == 429
    assert len(hashed) == before
    assert visit(address="10.9.9.10").try_to_sign_in(head.code, head.username, head.password).status_code == 303


def test_the_throttle_holds_no_name_and_no_address(
    visit: Visit, head: MadePerson, superuser: psycopg.Connection
) -> None:
    visit(address="10.7.7.7").try_to_sign_in(head.code, head.username, "wrong")
    rows = superuser.execute("SELECT to_jsonb(t)::text FROM app.sign_in_throttle t").fetchall()
    assert len(rows) == 2
    assert not [row for (row,) in rows if head.username in row or "10.7.7.7" in row]


@pytest.fixture
def unwritable(superuser: psycopg.Connection) -> Iterator[None]:
    """The throttle's table takes no writes."""
    superuser.execute("REVOKE INSERT, UPDATE ON app.sign_in_throttle FROM sanqi_door")
    yield
    superuser.execute("GRANT INSERT, UPDATE ON app.sign_in_throttle TO sanqi_door")


def test_when_tries_cannot_be_counted_nobody_gets_in(
    visit: Visit, head: MadePerson, hashed: list[str], unwritable: None
) -> None:
    me = visit()
    answer = me.try_to_sign_in(head.code, head.username, head.password)
    assert answer.status_code >= 500
    assert hashed == []
    assert me.cookie is None
    assert me.get("/session").status_code == 401
