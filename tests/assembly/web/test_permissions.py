"""The table of who may do what (§13), asked of the application."""

import pytest

from tenants.access.interface import HOLDERS, Permission, Position, Side
from tests.assembly.web.conftest import Visit
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore


@pytest.mark.rule("ORG-6")
def test_each_position_may_open_what_the_table_says(visit: Visit, network: MadeNetwork, store: MadeStore) -> None:
    pages = {
        "/imports": Permission.IMPORTS_SEE,
        "/imports/new": Permission.IMPORTS_READ_FILE,
        "/hq/stores": Permission.STORES_SEE,
        "/permissions": Permission.ACCESS_SEE,
    }
    for position in Position:
        home = network if position.side is Side.HQ else store
        bound = (network.regions["north"],) if position.bound_to_regions else ()
        me = visit(tenants.person(home, position, region_ids=bound))
        for path, permission in pages.items():
            expected = 200 if position in HOLDERS[permission] else 403
            assert me.get(path).status_code == expected, (position, path)


def test_the_page_shows_the_table_of_ones_own_side(visit: Visit, head: MadePerson, admin: MadePerson) -> None:
    for who, own, other in ((head, "客服中心负责人", "总部管理员"), (admin, "总部管理员", "客服中心负责人")):
        page = visit(who).get("/permissions").text
        table = page[page.index("<table") : page.index("</table")]
        assert own in table
        assert other not in table
