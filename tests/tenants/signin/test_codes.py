"""Sign-in codes: one directory over networks and stores (architecture §4)."""

import psycopg
import pytest

from backbone.db.unit_of_work import unit_of_work
from backbone.isolation.acting import Acting
from tenants.access.interface import Position, Side
from tenants.signin.interface import (
    CodeTakenError,
    SignInRefusedError,
    find_code,
    find_live_session,
    open_way_in,
    sign_in,
)
from tenants.signin.rules import normal_code
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadeStore


def test_a_code_is_taken_over_all_networks_and_kinds(
    network: MadeNetwork, store: MadeStore, other_network: MadeNetwork
) -> None:
    for taken in (store.code, network.code, other_network.code):
        with pytest.raises(CodeTakenError), unit_of_work(other_network.acting):
            open_way_in(
                code=taken,
                side=Side.HQ,
                tenant_id=other_network.id,
                network_id=other_network.id,
                place="somewhere",
            )
    with unit_of_work(Acting.door()):
        assert find_code(store.code.lower() + " ").tenant_id == store.id


def test_a_store_of_another_network_cannot_be_given_a_code(other_network: MadeNetwork, store: MadeStore) -> None:
    with pytest.raises(Exception, match=r"violates (foreign key|row-level)"), unit_of_work(other_network.acting):
        open_way_in(code="FORGED", side=Side.STORE, tenant_id=store.id, network_id=other_network.id, place="somewhere")


def test_a_closed_code_opens_nothing(store: MadeStore, superuser: psycopg.Connection) -> None:
    who = tenants.person(store, Position.CENTRE_HEAD)
    superuser.execute("UPDATE app.sign_in_codes SET closed_at = now() WHERE code = %s", [store.code])
    with pytest.raises(SignInRefusedError):
        sign_in(code=who.code, username=who.username, password=who.password, browser="", address="10.0.0.1")


def test_the_same_name_in_two_places_is_two_people(store: MadeStore, other_store: MadeStore) -> None:
    here = tenants.person(store, username="zhang")
    there = tenants.person(other_store, username="zhang")
    found = sign_in(code=there.code, username=" Zhang ", password=there.password, browser="", address="10.0.0.1")
    assert (found.session.account_id, found.session.tenant_id) == (there.id, other_store.id)
    assert here.id != there.id


def test_signing_in_is_on_record(store: MadeStore, superuser: psycopg.Connection) -> None:
    who = tenants.person(store)
    found = sign_in(code=who.code, username=who.username, password=who.password, browser="B", address="10.0.0.1")
    with pytest.raises(SignInRefusedError):
        sign_in(code=who.code, username=who.username, password="wrong", browser="B", address="10.0.0.1")
    rows = superuser.execute(
        "SELECT event, details FROM app.audit_events WHERE about_id = %s ORDER BY at DESC, id DESC LIMIT 2", [who.id]
    ).fetchall()
    assert rows == [("sign_in_refused", {"browser": "B"}), ("signed_in", {"browser": "B"})]
    with unit_of_work(Acting.door()):
        assert find_live_session(found.token)
        assert find_live_session(found.token + "x") is None
        assert find_live_session("") is None


@pytest.mark.parametrize(("typed", "meant"), [(" sz-wz01 ", "SZ-WZ01"), ("ß", "SS"), ("店一", "店一")])
def test_codes_are_upper_case(typed: str, meant: str) -> None:
    assert normal_code(typed) == meant
