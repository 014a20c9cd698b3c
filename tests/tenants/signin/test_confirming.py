"""Asked anew: by password, or by the code of who has a second factor (REP-2)."""

from collections.abc import Iterator

import psycopg
import pytest
import time_machine

from backbone.clock import now
from backbone.db.unit_of_work import UnitOfWork, unit_of_work
from backbone.errors import DomainError, ForbiddenError, TooManyRequestsError
from tenants.access.interface import Position
from tenants.signin.interface import NotConfirmedError, asks_for_code, confirm_person, switch_off_second_factor
from tenants.signin.rules import CODES_PER_DAY, TRIES_PER_CODE, TRIES_PER_NAME, WINDOW
from tests.factories import tenants
from tests.factories.devices import device_of, kept
from tests.factories.tenants import PASSWORD, MadePerson, MadeStore

WRONG = "000000"


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """A clock that stands: no step and no window ends by itself."""
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def who(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.GENERAL_MANAGER)


def ask(who: MadePerson, password: str | None = None, code: str | None = None) -> str:
    """'yes', or the field (or the kind) of the refusal."""
    try:
        with unit_of_work(who.actor.acting):
            confirm_person(who.actor, password=password, code=code)
    except DomainError as refusal:
        return next(iter(refusal.fields), refusal.code)
    return "yes"


@pytest.mark.rule("REP-2")
def test_without_a_second_factor_the_password_counts(who: MadePerson) -> None:
    with unit_of_work(who.actor.acting):
        assert not asks_for_code(who.actor)
    assert ask(who, PASSWORD) == "yes"
    assert ask(who, PASSWORD, WRONG) == "yes"
    for password in ("wrong", "", None):
        assert ask(who, password, WRONG) == "password"


@pytest.mark.rule("REP-2")
def test_with_one_its_code_counts_and_nothing_else(who: MadePerson) -> None:
    device = device_of(who)
    with unit_of_work(who.actor.acting):
        assert asks_for_code(who.actor)
    assert ask(who, PASSWORD) == "code"
    assert ask(who, PASSWORD, WRONG) == "code"
    # Recovery codes are a way back in, not a signature.
    assert ask(who, code=device.recovery_codes[0]) == "code"
    assert ask(who, code=device.code()) == "yes"
    assert ask(who, code=device.same_code()) == "code"


@pytest.mark.rule("REP-2")
def test_a_code_stays_spent_when_the_request_is_refused_after_all(who: MadePerson) -> None:
    device = device_of(who)
    code = device.code()
    work = UnitOfWork(who.actor.acting)
    confirm_person(who.actor, password=None, code=code)
    work.abandon()
    assert ask(who, code=code) == "code"


@pytest.mark.rule("REP-2")
def test_tries_are_counted_though_the_request_is_refused(
    who: MadePerson, superuser: psycopg.Connection, still: time_machine.Traveller
) -> None:
    assert [ask(who, "wrong") for _ in range(TRIES_PER_NAME)] == ["password"] * TRIES_PER_NAME
    assert ask(who, PASSWORD) == TooManyRequestsError.code
    said = superuser.execute("SELECT count(*) FROM app.audit_events WHERE event = 'person.not_confirmed'").fetchone()
    assert said == (TRIES_PER_NAME,)
    still.shift(WINDOW.total_seconds() + 1)
    assert ask(who, PASSWORD) == "yes"


def test_codes_are_guessed_more_seldom_and_over_the_day_as_well(who: MadePerson, still: time_machine.Traveller) -> None:
    device = device_of(who)
    tried = 0
    while tried < CODES_PER_DAY:
        assert [ask(who, code=WRONG) for _ in range(TRIES_PER_CODE)] == ["code"] * TRIES_PER_CODE
        assert ask(who, code=device.code()) == TooManyRequestsError.code
        tried += TRIES_PER_CODE
        still.shift(WINDOW.total_seconds() + 1)
    assert ask(who, code=device.code()) == TooManyRequestsError.code
    still.shift(24 * 3600)
    assert ask(who, code=device.code()) == "yes"


def test_who_is_right_is_never_held_up(who: MadePerson, still: time_machine.Traveller) -> None:
    for _ in range(TRIES_PER_NAME + 3):
        assert ask(who, PASSWORD) == "yes"
    device = device_of(who)
    for _ in range(CODES_PER_DAY + 3):
        still.shift(30)
        assert ask(who, code=device.code()) == "yes"


def test_the_platform_itself_confirms_nothing(store: MadeStore) -> None:
    with pytest.raises(ForbiddenError), unit_of_work(store.acting):
        confirm_person(store.actor, password="x", code="x")


def test_switching_off_asks_for_both(who: MadePerson) -> None:
    device = device_of(who)
    for password, code, field in (
        ("wrong", device.code(), "password"),
        (PASSWORD, WRONG, "code"),
        (PASSWORD, "", "code"),
    ):
        with pytest.raises(NotConfirmedError) as refusal, unit_of_work(who.actor.acting):
            switch_off_second_factor(password=password, code=code, by=who.actor)
        assert set(refusal.value.fields) == {field}
    assert kept(who) is not None
    with unit_of_work(who.actor.acting):
        switch_off_second_factor(password=PASSWORD, code=device.recovery_codes[0], by=who.actor)
    assert kept(who) is None
