"""Accounts, positions, passwords (ORG-5)."""

import datetime as dt

import psycopg
import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError
from tenants.access.interface import Position
from tenants.people.actions import PositionOfOtherSideError, UsernameTakenError
from tenants.people.interface import (
    change_password,
    find_account_by_username,
    find_working_account,
    get_account,
    give_position,
    has_accounts,
    open_account,
    password_fits,
)
from tenants.people.rules import MAX_PASSWORD, MIN_PASSWORD, hash_password
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork, MadeStore


def test_a_hash_is_argon2id_and_salted() -> None:
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)
    assert one != other
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert password_fits(PASSWORD, one)
    assert not password_fits(PASSWORD + " ", one)
    assert not password_fits(PASSWORD, None)
    assert not password_fits(PASSWORD, "no hash at all")


def test_names_are_one_whatever_their_case(store: MadeStore) -> None:
    with unit_of_work(store.acting):
        assert not has_accounts()
        made = open_account(username="  ZhouMin ", name="周敏", password=PASSWORD, by=store.actor)
        assert made.username == "zhoumin"
        assert has_accounts()
        assert find_account_by_username("ZHOUMIN").id == made.id
        with pytest.raises(UsernameTakenError):
            open_account(username="zhoumin", name="周敏", password=PASSWORD, by=store.actor)


@pytest.mark.parametrize("length", [0, MIN_PASSWORD - 1, MAX_PASSWORD + 1])
def test_a_password_has_a_length(store: MadeStore, length: int) -> None:
    with pytest.raises(InvalidError) as refusal, unit_of_work(store.acting):
        open_account(username="a", name="A", password="x" * length, by=store.actor)
    assert set(refusal.value.fields) == {"password"}


def test_changing_a_password_asks_for_the_old_one(store: MadeStore) -> None:
    who = tenants.person(store)
    with unit_of_work(store.acting):
        account = get_account(who.id)
        with pytest.raises(InvalidError) as refusal:
            change_password(account, old="wrong", new="x" * MIN_PASSWORD, by=who.actor)
        assert set(refusal.value.fields) == {"old_password"}
        change_password(account, old=PASSWORD, new="x" * MIN_PASSWORD, by=who.actor)
        assert password_fits("x" * MIN_PASSWORD, account.password_hash)


@pytest.mark.rule("ORG-5")
def test_several_positions_with_their_dates(store: MadeStore, superuser: psycopg.Connection) -> None:
    who = tenants.person(store, Position.CENTRE_HEAD, Position.INFORMATION_ADMINISTRATOR)
    superuser.execute(
        "UPDATE app.position_holdings SET ends_on = '2026-03-31' WHERE account_id = %s AND position = 'centre_head'",
        [who.id],
    )
    with unit_of_work(store.acting):
        account, holdings, *_ = find_working_account(who.id)
        assert account.id == who.id
    by_position = {holding.position: holding for holding in holdings}
    head = by_position[Position.CENTRE_HEAD]
    assert [head.holds_on(dt.date(2026, month, day)) for month, day in ((3, 31), (4, 1))] == [True, False]
    assert by_position[Position.INFORMATION_ADMINISTRATOR].holds_on(dt.date(2030, 1, 1))
    assert not head.holds_on(dt.date(2025, 12, 31))


@pytest.mark.rule("ORG-5")
def test_who_left_is_not_found_at_work(store: MadeStore, superuser: psycopg.Connection) -> None:
    who = tenants.person(store)
    with unit_of_work(store.acting):
        assert find_working_account(who.id)
    superuser.execute("UPDATE app.accounts SET ended_at = now() WHERE id = %s", [who.id])
    with unit_of_work(store.acting):
        assert find_working_account(who.id) is None
        assert find_account_by_username(who.username).ended_at


@pytest.mark.parametrize("position", list(Position))
def test_a_position_belongs_to_one_side(network: MadeNetwork, store: MadeStore, position: Position) -> None:
    home, away = (network, store) if position.side == "hq" else (store, network)
    account_away = tenants.person(away)
    with unit_of_work(away.acting), pytest.raises(PositionOfOtherSideError):
        give_position(get_account(account_away.id), position, by=away.actor)
    account_home = tenants.person(home)
    with unit_of_work(home.acting), time_machine.travel(dt.datetime(2026, 11, 30, 17, tzinfo=dt.UTC), tick=False):
        holding = give_position(get_account(account_home.id), position, by=home.actor)
        # From today on, and today is Shanghai's.
        assert holding.starts_on == dt.date(2026, 12, 1)
