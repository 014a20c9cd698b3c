"""Setting up, using and switching off a second factor: a code counts once, whoever sends it at the same moment."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
import time_machine

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.errors import ConflictError, InvalidError
from tenants.access.interface import Position
from tenants.people.interface import get_account
from tenants.second_factor import interface as second_factor
from tenants.second_factor.interface import FactorIsOnError, NothingBegunError, Spent
from tenants.second_factor.rules import sealing
from tenants.second_factor.rules.codes import BEGUN_ENDS
from tenants.signin.interface import restore_access
from tests.factories import tenants
from tests.factories.devices import Device, device_of, kept
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

WRONG = "000000"


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """A clock that stands: no step ends by itself."""
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def who(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.GENERAL_MANAGER)


def spend(who: MadePerson, code: str, *, recovery: bool = False) -> Spent | None:
    with unit_of_work(who.actor.acting):
        return second_factor.spend(code=code, by=who.actor, recovery=recovery)


def begun(who: MadePerson) -> Device:
    with unit_of_work(who.actor.acting):
        second_factor.begin(by=who.actor)
        made = second_factor.find_begun(who.id)
        assert made is not None
        return Device(second_factor.secret_of(made) or "")


def test_it_counts_from_the_first_code_on(who: MadePerson) -> None:
    device = begun(who)
    assert spend(who, device.code()) is None
    with pytest.raises(InvalidError) as refusal, unit_of_work(who.actor.acting):
        second_factor.confirm(code=WRONG, by=who.actor)
    assert set(refusal.value.fields) == {"code"}
    with unit_of_work(who.actor.acting):
        made = second_factor.confirm(code=device.same_code(), by=who.actor)
    assert len(made) == 10
    # The code that confirmed is spent.
    assert spend(who, device.same_code()) is None
    assert spend(who, device.code()) is Spent.CODE


def test_beginning_again_shows_another_secret(who: MadePerson) -> None:
    first, second = begun(who), begun(who)
    assert first.secret != second.secret
    with pytest.raises(InvalidError), unit_of_work(who.actor.acting):
        second_factor.confirm(code=first.code(), by=who.actor)


def test_what_was_begun_does_not_wait_for_ever(who: MadePerson, still: time_machine.Traveller) -> None:
    device = begun(who)
    still.shift(BEGUN_ENDS + dt.timedelta(seconds=1))
    with pytest.raises(NothingBegunError), unit_of_work(who.actor.acting):
        second_factor.confirm(code=device.code(), by=who.actor)


def test_one_that_is_on_is_not_replaced(who: MadePerson) -> None:
    device = device_of(who)
    with pytest.raises(FactorIsOnError), unit_of_work(who.actor.acting):
        second_factor.begin(by=who.actor)
    assert spend(who, device.code()) is Spent.CODE


def test_a_code_counts_once_and_none_before_it(who: MadePerson, still: time_machine.Traveller) -> None:
    device = device_of(who)
    early, later = device.code(), device.code()
    assert spend(who, later) is Spent.CODE
    assert spend(who, later) is None
    # An earlier one that nobody used: whoever looked over a shoulder is too late.
    assert spend(who, early) is None
    still.shift(30)
    assert spend(who, later) is None
    assert spend(who, device.code()) is Spent.CODE


def test_of_many_at_once_one_gets_in(who: MadePerson) -> None:
    device = device_of(who)
    for typed, recovery in ((device.code(), False), (device.recovery_codes[0], True)):
        ready = Barrier(5)

        def run(_: int, typed: str = typed, recovery: bool = recovery, ready: Barrier = ready) -> Spent | None:
            ready.wait()
            return spend(who, typed, recovery=recovery)

        with ThreadPoolExecutor(5) as threads:
            found = list(threads.map(run, range(5)))
        assert [each for each in found if each is not None] == [Spent.RECOVERY_CODE if recovery else Spent.CODE]


def test_a_recovery_code_counts_once_and_only_where_it_may(who: MadePerson, superuser: psycopg.Connection) -> None:
    device = device_of(who)
    one, other = device.recovery_codes[:2]
    assert spend(who, one) is None
    assert spend(who, one.upper().replace("-", ""), recovery=True) is Spent.RECOVERY_CODE
    assert spend(who, one, recovery=True) is None
    assert spend(who, other, recovery=True) is Spent.RECOVERY_CODE
    with unit_of_work(who.actor.acting):
        factor = second_factor.find_factor(who.id)
        assert factor is not None
        assert second_factor.count_recovery_codes(factor) == 8
    rows = superuser.execute("SELECT to_jsonb(c)::text FROM app.recovery_codes c").fetchall()
    assert len(rows) == 10
    assert not [row for (row,) in rows for code in device.recovery_codes if code.replace("-", "") in row]


def test_fresh_recovery_codes_make_the_old_ones_void(who: MadePerson) -> None:
    device = device_of(who)
    with unit_of_work(who.actor.acting):
        fresh = second_factor.renew_recovery_codes(by=who.actor)
    assert spend(who, device.recovery_codes[0], recovery=True) is None
    assert spend(who, fresh[0], recovery=True) is Spent.RECOVERY_CODE


def test_the_database_holds_no_secret(who: MadePerson, superuser: psycopg.Connection) -> None:
    device = device_of(who)
    (row,) = superuser.execute("SELECT secret FROM app.second_factors").fetchone()
    assert device.secret.encode() not in row
    rows = superuser.execute("SELECT to_jsonb(e)::text FROM app.audit_events e").fetchall()
    assert not [said for (said,) in rows for code in device.recovery_codes if code in said or device.secret in said]


def test_a_secret_in_anothers_row_opens_nothing(
    store: MadeStore, who: MadePerson, superuser: psycopg.Connection
) -> None:
    thief = tenants.person(store, Position.CASHIER)
    device_of(who)
    own = device_of(thief)
    superuser.execute(
        "UPDATE app.second_factors SET last_step = 0, secret ="
        " (SELECT secret FROM app.second_factors WHERE account_id = %s) WHERE account_id = %s",
        [thief.id, who.id],
    )
    assert spend(who, own.code()) is None


def test_under_another_key_only_recovery_codes_get_in(who: MadePerson, monkeypatch: pytest.MonkeyPatch) -> None:
    device = device_of(who)
    monkeypatch.setattr(sealing, "_cipher", None)
    sealing.use_secret_key("another one")
    assert spend(who, device.code()) is None
    assert spend(who, device.recovery_codes[3], recovery=True) is Spent.RECOVERY_CODE


def test_switched_off_it_is_gone(who: MadePerson) -> None:
    device = device_of(who)
    with unit_of_work(who.actor.acting):
        second_factor.switch_off(by=who.actor)
    assert kept(who) is None
    assert spend(who, device.recovery_codes[0], recovery=True) is None
    with pytest.raises(NothingBegunError), unit_of_work(who.actor.acting):
        second_factor.switch_off(by=who.actor)


@pytest.mark.parametrize("side", ["store", "hq"])
def test_positions_that_need_one_are_chosen(
    store: MadeStore, network: MadeNetwork, superuser: psycopg.Connection, side: str
) -> None:
    house = store if side == "store" else network
    one, two = (
        (Position.GENERAL_MANAGER, Position.CENTRE_HEAD)
        if side == "store"
        else (Position.HQ_ADMIN, Position.REGION_MANAGER)
    )
    with unit_of_work(house.acting):
        second_factor.choose_positions({one}, seen=set(), by=house.actor)
        second_factor.choose_positions({two}, seen={one}, by=house.actor)
        assert second_factor.list_positions_that_need_one() == {two}
        with pytest.raises(ConflictError):
            second_factor.choose_positions({one}, seen={one}, by=house.actor)
    said = superuser.execute(
        "SELECT details FROM app.audit_events WHERE event = 'second_factor.positions_chosen'"
    ).fetchall()
    assert sorted((row[0] for row in said), key=lambda each: len(each["removed"])) == [
        {"added": [one], "removed": []},
        {"added": [two], "removed": [one]},
    ]


def test_positions_of_the_other_side_are_refused(store: MadeStore) -> None:
    with pytest.raises(InvalidError) as refusal, unit_of_work(store.acting):
        second_factor.choose_positions({Position.HQ_ADMIN}, seen=set(), by=store.actor)
    assert set(refusal.value.fields) == {"positions"}


def test_a_lost_device_is_forgotten_with_its_recovery_codes(who: MadePerson, store: MadeStore) -> None:
    device, codes = begun(who), []
    with unit_of_work(who.actor.acting):
        codes = second_factor.confirm(code=device.code(), by=who.actor)
    with unit_of_work(store.acting):
        restore_access(get_account(who.id), by=store.actor)
    assert (spend(who, device.code()), spend(who, codes[0], recovery=True)) == (None, None)
    assert begun(who).secret != device.secret
