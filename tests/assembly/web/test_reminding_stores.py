"""Reminding stores from the network's picture (HQ-3): what is late, many at once, onto their desks."""

import uuid
from collections.abc import Iterator

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from dealer.notices.interface import list_open_notices
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.test_network_today import PAGE, words
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore
from tests.house.outbox import work_off
from tests.oem.today.totals import AS_OF, hand_over


@pytest.fixture(autouse=True)
def afternoon() -> Iterator[None]:
    """2026-11-20, 14:40 in Shanghai, a Friday."""
    with time_machine.travel(AS_OF.replace(minute=40), tick=True):
        yield


@pytest.fixture
def hq(visit: Visit, network: MadeNetwork) -> Visitor:
    return visit(tenants.person(network, Position.HQ_AFTER_SALES))


@pytest.fixture
def viewer(network: MadeNetwork) -> MadePerson:
    return tenants.person(network, Position.HQ_VIEWER)


@pytest.mark.rule("HQ-3")
def test_reminding_from_the_page_reaches_the_desk(hq: Visitor, store: MadeStore, other_store: MadeStore) -> None:
    hand_over(store, overdue=3, to_call=3, handovers_due=1, handovers_missing=1)
    hand_over(other_store, done=3)
    form = hq.get("/hq/reminders/new?about=missing_handover").text
    assert f'value="{store.id}" id="f-stores" checked' in form
    assert str(other_store.id) not in form, "only where the matter is late"
    sent = hq.post("/hq/reminders", {"about": "missing_handover", "stores": str(store.id), "note": "今天 17:30 前"})
    assert (sent.status_code, sent.headers["Location"]) == (303, PAGE)
    page = hq.get(PAGE)
    assert "已催办 1 家门店" in page.text
    assert "14:40" in words(page), "the store's row says when it was reminded"
    again = hq.get("/hq/reminders/new?about=missing_handover").text
    assert f'value="{store.id}" id="f-stores">' in again, "not twice without meaning it"
    work_off()
    with unit_of_work(store.acting):
        (notice,) = list_open_notices()
    assert notice.details == {"about": "missing_handover", "note": "今天 17:30 前"}


@pytest.mark.rule("HQ-3", "HQ-4")
@pytest.mark.parametrize(
    ("about", "counts", "said"),
    [
        ("unsigned_reports", {"reports_due": 5, "reports_unsigned": 2}, "总部催办：回访日报还没有签完"),
        ("overdue_opinions", {"opinions_open": 5, "opinions_overdue": 2}, "总部催办：意见已逾期"),
        ("overdue_complaints", {"complaints_open": 5, "complaints_overdue": 2}, "总部催办：投诉已逾期"),
    ],
)
def test_whatever_is_late_can_be_reminded_of(
    visit: Visit, hq: Visitor, store: MadeStore, head: MadePerson, about: str, counts: dict[str, int], said: str
) -> None:
    hand_over(store, **counts)
    opened = hq.get(f"{PAGE}?store={store.id}").text
    assert f"about={about}&amp;store={store.id}" in opened
    assert f'value="{store.id}" id="f-stores" checked' in hq.get(f"/hq/reminders/new?about={about}").text
    assert hq.post("/hq/reminders", {"about": about, "stores": str(store.id)}).status_code == 303
    work_off()
    assert said in visit(head).get("/").text


def test_a_double_click_reminds_once(hq: Visitor, store: MadeStore) -> None:
    form = {"about": "missing_handover", "stores": str(store.id), "_once": str(uuid.uuid4())}
    assert [hq.post("/hq/reminders", form).status_code for _ in range(2)] == [303, 303]
    work_off()
    with unit_of_work(store.acting):
        assert len(list_open_notices()) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [({}, "请至少选一家门店"), ({"stores": "x"}, "请至少选一家门店"), ({"note": "长" * 301}, "最多 300 个字符")],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    hq: Visitor, store: MadeStore, form: dict[str, str], said: str
) -> None:
    hand_over(store, overdue=3, to_call=3)
    sent = {
        "about": "overdue_callbacks",
        "note": "请补",
        **({"stores": str(store.id)} if "note" in form else {}),
        **form,
    }
    answer = hq.post("/hq/reminders", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent["note"] in answer.text


def test_a_foreign_store_can_not_be_reminded(hq: Visitor, foreign_store: MadeStore) -> None:
    sent = hq.post("/hq/reminders", {"about": "overdue_callbacks", "stores": str(foreign_store.id)})
    assert sent.status_code == 404


def test_a_viewer_sees_no_button(visit: Visit, viewer: MadePerson, store: MadeStore) -> None:
    hand_over(store, overdue=3, to_call=3)
    page = visit(viewer).get(f"{PAGE}?store={store.id}")
    assert page.status_code == 200
    assert "/hq/reminders" not in page.text
