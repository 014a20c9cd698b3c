"""The one table of who may do what (§13)."""

import pytest
from flask_babel import force_locale

from tenants.access.interface import HOLDERS, WORDS, Permission, Position, Side, permissions_of, platform_actor
from tests.factories.tenants import MadeNetwork, MadeStore

CENTRE = {Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR}


def test_every_permission_has_holders_and_words() -> None:
    assert set(HOLDERS) == set(WORDS) == set(Permission)
    assert all(HOLDERS.values())


@pytest.mark.rule("ORG-1")
def test_every_position_has_its_side_and_a_name() -> None:
    named = {Position.REGION_MANAGER, Position.AUDITOR} | {p for p in Position if p.startswith("hq_")}
    assert {p for p in Position if p.side is Side.HQ} == named
    assert {p.side for p in Position} == set(Side)
    assert {p for p in Position if p.bound_to_regions} == {Position.REGION_MANAGER, Position.AUDITOR}
    for locale in ("zh_CN", "en"):
        with force_locale(locale):
            assert all(str(position.title) for position in Position)


@pytest.mark.rule("HQ-7", "ORG-6")
def test_headquarters_holds_nothing_that_opens_a_stores_records() -> None:
    for permission in (Permission.DESK_SEE, Permission.IMPORTS_SEE, Permission.IMPORTS_READ_FILE):
        assert {position.side for position in HOLDERS[permission]} == {Side.STORE}
    assert {position.side for position in HOLDERS[Permission.STORES_SEE]} == {Side.HQ}
    assert HOLDERS[Permission.IMPORTS_READ_FILE] >= CENTRE


def test_positions_add_up() -> None:
    one, other = Position.GENERAL_MANAGER, Position.SALES_MANAGER
    assert permissions_of({one, other}) == permissions_of({one}) | permissions_of({other})
    assert permissions_of(()) == frozenset()


def test_the_platform_itself_holds_no_permission(network: MadeNetwork, store: MadeStore) -> None:
    for acting, side in ((network.acting, Side.HQ), (store.acting, Side.STORE)):
        who = platform_actor("job", acting)
        assert (who.side, who.permissions) == (side, frozenset())
