"""A text message that did not go out stands on the desk of whoever calls (CB-4, CARE-12)."""

import pytest

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from dealer.messages.interface import MessageState, TextMessage, mark_sent_by_hand
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore


@pytest.mark.rule("CARE-12", "CB-4")
def test_it_is_a_caller_s_until_it_is_sent_by_hand(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    callback, me = uuid7(), visit(head)
    failed = TextMessage(
        tenant_id=store.id, about="callback", about_id=callback, purpose="unreached", number="13900005033", text="x",
        state=MessageState.FAILED, error="http_422", not_before=now(), by_name="somebody",
    )  # fmt: skip
    with unit_of_work(store.acting) as session:
        session.add(failed)
    assert f'href="/callbacks/{callback}"' in me.get("/").text
    assert "13900005033" not in me.get("/").text
    advisor = visit(tenants.person(store, Position.SERVICE_ADVISOR))
    assert str(callback) not in advisor.get("/").text
    with unit_of_work(store.acting):
        mark_sent_by_hand("13900005033", "x", about_id=callback, by=store.actor)
    assert str(callback) not in me.get("/").text
