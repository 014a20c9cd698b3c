"""Positions that need a second factor: who has none can do nothing but set it up (fails closed)."""

import re
from collections.abc import Iterator

import psycopg
import pytest
import time_machine

from backbone.clock import now
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.factors import OWN, SETTINGS, is_in, let_in, set_up
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork, MadePerson, MadeStore


@pytest.fixture(autouse=True)
def still() -> Iterator[time_machine.Traveller]:
    """A clock that stands: no step ends by itself."""
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def manager(store: MadeStore) -> MadePerson:
    """The store's general manager."""
    return tenants.person(store, Position.GENERAL_MANAGER)


def need(superuser: psycopg.Connection, house: MadeStore | MadeNetwork, *positions: Position) -> None:
    for position in positions:
        superuser.execute(
            "INSERT INTO app.second_factor_positions (tenant_id, id, position, since)"
            " VALUES (%s, gen_random_uuid(), %s, now())",
            [house.id, position],
        )


def test_who_needs_one_and_has_none_can_do_nothing_else(
    visit: Visit, store: MadeStore, head: MadePerson, superuser: psycopg.Connection
) -> None:
    need(superuser, store, Position.CENTRE_HEAD)
    me = visit(head)
    for path in ("/", "/imports", "/account", "/permissions", "/callbacks"):
        answer = me.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (303, OWN), path
    for path in ("/api/v1/me", "/api/v1/callbacks", "/api/v1/imports"):
        refused = me.get(path)
        assert (refused.status_code, refused.json["title"]) == (403, "second_factor_missing"), path
    for path in ("/account/password", "/callbacks/assignments", f"{OWN}/recovery-codes", f"{OWN}/removals", "/imports"):
        assert me.post(path, {"password": PASSWORD}).status_code == 403, path
    assert is_in(me)
    assert "您的岗位需要二次验证" in me.get(OWN).text
    set_up(me)
    assert me.get("/imports").status_code == 200


def test_who_is_held_back_may_leave(
    visit: Visit, store: MadeStore, head: MadePerson, superuser: psycopg.Connection
) -> None:
    need(superuser, store, Position.CENTRE_HEAD)
    me = visit(head)
    assert me.post("/sign-out").headers["Location"] == "/sign-in"
    assert not is_in(me)


def test_a_session_that_is_open_is_held_back_as_well(
    visit: Visit, store: MadeStore, network: MadeNetwork, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(head)
    others = [visit(tenants.person(store, Position.CASHIER)), visit(tenants.person(network, Position.HQ_ADMIN))]
    need(superuser, store, Position.CENTRE_HEAD)
    need(superuser, network, Position.HQ_SALES)
    assert me.get("/imports").status_code == 303
    assert [other.get("/account").status_code for other in others] == [200, 200]
    # A position that was held until yesterday needs nothing.
    superuser.execute("UPDATE app.position_holdings SET ends_on = current_date - 2 WHERE account_id = %s", [head.id])
    assert me.get("/account").status_code == 200


def test_who_is_bound_to_regions_sets_it_up_too(
    visit: Visit, network: MadeNetwork, superuser: psycopg.Connection
) -> None:
    bound = tenants.person(network, Position.REGION_MANAGER, region_ids=(network.regions["north"],))
    need(superuser, network, Position.REGION_MANAGER)
    me = visit(bound)
    assert me.get("/hq/today").headers["Location"] == OWN
    device, _ = set_up(me)
    assert me.get("/hq/today").status_code == 200
    assert let_in(visit, bound, device).get("/hq/today").status_code == 200


def test_switched_off_by_who_needs_it_holds_them_back(
    visit: Visit, store: MadeStore, head: MadePerson, superuser: psycopg.Connection
) -> None:
    me = visit(head)
    device, _ = set_up(me)
    need(superuser, store, Position.CENTRE_HEAD)
    assert me.get("/imports").status_code == 200
    assert me.post(f"{OWN}/removals", {"password": PASSWORD, "code": device.code()}).status_code == 303
    assert me.get("/imports").headers["Location"] == OWN


def test_the_general_manager_says_which_positions_need_one(visit: Visit, head: MadePerson, manager: MadePerson) -> None:
    assert visit(head).get(SETTINGS).status_code == 403
    boss, me = visit(manager), visit(head)
    assert boss.post(SETTINGS, {"positions": ["centre_head", "cashier"]}).status_code == 303
    page = boss.get(SETTINGS).text
    assert re.findall(r'name="positions" value="(\w+)" checked', page) == ["centre_head", "cashier"]
    assert re.findall(r'name="seen" value="(\w+)"', page) == ["centre_head", "cashier"]
    assert me.get("/account").status_code == 303
    # Somebody changed it in the meantime.
    assert boss.post(SETTINGS, {"positions": ["cashier"], "seen": ["cashier"]}).status_code == 409
    assert boss.post(SETTINGS, {"seen": ["centre_head", "cashier"]}).status_code == 303
    assert me.get("/account").status_code == 200


@pytest.mark.parametrize("wrong", ["hq_admin", "nobody", "", "\x00", "9" * 400])
def test_positions_that_are_none_are_refused(visit: Visit, manager: MadePerson, wrong: str) -> None:
    assert visit(manager).post(SETTINGS, {"positions": wrong}).status_code == 422
