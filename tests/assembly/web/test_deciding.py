"""Deciding conflicts over both doors: who may, what is told, and that nothing chosen is lost (DATA-1)."""

import io
import re
import uuid

import pytest

from backbone.db.unit_of_work import unit_of_work
from dealer.imports.actions import reading, running
from dealer.imports.interface import get_import_to_change
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.counting import statements

API, PAGE = "/api/v1/imports", "/imports"
HEADER = "维修单号,进厂时间,取车时间,车牌号,送修人,送修人电话"
ROWS = (
    "W1,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,13912345678",
    "W2,2026-10-08 09:00,2026-10-08 11:00,苏E12346,李四,13912345679",
    "W1,2026-10-08 09:00,2026-10-08 12:00,苏E12345,张三,13912995678",
    "W2,2026-10-08 09:00,2026-10-08 11:00,苏E12346,李武,13912345679",
)
pytestmark = pytest.mark.rule("DATA-1")


@pytest.fixture
def me(visit: Visit, head: MadePerson) -> Visitor:
    return visit(head)


def read(store: MadeStore, one: str) -> None:
    """What a worker would do."""
    with unit_of_work(store.acting):
        reading.read(uuid.UUID(one))


def handed_in(me: Visitor, store: MadeStore, *rows: str) -> str:
    sent = {"kind": "repair_orders", "file": (io.BytesIO("\n".join((HEADER, *rows, "")).encode()), "orders.csv")}
    one = str(me.call(API, data=sent).json["id"])
    read(store, one)
    return one


def test_conflicts_are_told_decided_and_told_as_decided(me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    report = me.get(f"{API}/{one}").json["report"]
    assert (report["conflicts_total"], report["numbers_in_conflict"], report["conflicts_open"]) == (2, 2, 2)
    first, second = me.get(f"{API}/{one}/conflicts").json["conflicts"]
    assert (first["number"], first["left_out"]) == ("W1", 0)
    assert first["contents"] == [
        {
            "rows": [row],
            "counts": row == 2,
            "decided": False,
            "fields": {"pickup": f"2026-10-08 {hour}:00:00", "sender_phone": "139****5678"},
        }
        for row, hour in ((2, 11), (4, 12))
    ]
    assert [content["fields"] for content in second["contents"]] == [{"sender": "李四"}, {"sender": "李武"}]
    answer = me.call(f"{API}/{one}/decisions", json={"rows": [4]})
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert me.get(f"{API}/{one}/conflicts").json == {
        "conflicts": [], "conflicts_open": None, "numbers_in_conflict": None,
    }  # fmt: skip
    assert me.call(f"{API}/{one}/decisions", json={"rows": [4]}).json["title"] == "import_under_way"
    read(store, one)
    told = me.get(f"{API}/{one}/conflicts").json
    assert (told["conflicts_open"], [conflict["number"] for conflict in told["conflicts"]]) == (1, ["W2", "W1"])
    assert [(c["rows"], c["counts"], c["decided"]) for c in told["conflicts"][1]["contents"]] == [
        ([4], True, True),
        ([2], False, False),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rows": []},
        {"rows": [0]},
        {"rows": [10**30]},
        {"rows": ["4"]},
        {"rows": [True]},
        {"rows": [4.5]},
        {"rows": None},
        {"rows": [2, 4]},
        {"rows": [6]},
        {"rows": [2] * 1001},
        {"rows": [4], "more": 1},
    ],
)
def test_what_is_no_decision_is_refused(me: Visitor, store: MadeStore, body: dict[str, object]) -> None:
    one = handed_in(me, store, *ROWS)
    answer = me.call(f"{API}/{one}/decisions", json=body)
    assert answer.status_code == 422, answer.text
    assert me.get(f"{API}/{one}").json["state"] == "ready"


@pytest.mark.parametrize("row", ["x", "-4", "4.0", "²", "9" * 5000, "99", "４"])
def test_a_form_with_what_is_no_row_is_refused_and_the_rest_is_still_chosen(
    me: Visitor, store: MadeStore, row: str
) -> None:
    one = handed_in(me, store, *ROWS)
    answer = me.post(f"{PAGE}/{one}/decisions", {"conflict.2": row, "conflict.3": "5"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    if row == "99":
        assert checked(answer.text) == {"conflict.2": "", "conflict.3": "5"}


def checked(text: str) -> dict[str, str]:
    """Which choice of each number stands."""
    return dict(re.findall(r'<input type="radio" name="(conflict\.\d+)" value="(\d*)" checked', text))


def test_the_page_decides_and_shows_what_was_decided(me: Visitor, head: MadePerson, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    page = me.get(f"{PAGE}/{one}").text
    assert checked(page) == {"conflict.2": "", "conflict.3": ""}
    assert "不同处已隐去" in page
    assert "13912995678" not in page
    answer = me.post(f"{PAGE}/{one}/decisions", {"conflict.2": "4", "conflict.3": ""})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/{one}")
    read(store, one)
    page = me.get(f"{PAGE}/{one}").text
    assert checked(page) == {"conflict.3": "", "conflict.4": "4"}
    assert head.actor.name in page
    assert page.index("W2") < page.index("W1")
    assert "1 个单号待选定" in page


def test_after_the_import_the_page_says_that_it_holds_from_the_next_file_on(me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    me.call(f"{API}/{one}/runs")
    with unit_of_work(store.acting):
        running.write(uuid.UUID(one))
    assert "从下一个文件起生效" in me.get(f"{PAGE}/{one}").text
    assert me.post(f"{PAGE}/{one}/decisions", {"conflict.2": "4"}).status_code == 303
    assert me.get(f"{API}/{one}").json["report"]["conflicts_open"] == 1
    assert checked(me.get(f"{PAGE}/{one}").text) == {"conflict.2": "4", "conflict.3": ""}


def test_who_may_only_look_sees_them_without_a_choice(visit: Visit, me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    manager = visit(tenants.person(store, Position.GENERAL_MANAGER))
    page = manager.get(f"{PAGE}/{one}").text
    assert "李武" in page
    assert 'type="radio"' not in page
    assert manager.get(f"{API}/{one}/conflicts").json["conflicts_open"] == 2
    assert manager.post(f"{PAGE}/{one}/decisions", {"conflict.2": "4"}).status_code == 403
    assert manager.call(f"{API}/{one}/decisions", json={"rows": [4]}).status_code == 403


@pytest.mark.parametrize("path", [f"{PAGE}/{{}}", f"{API}/{{}}/conflicts"])
def test_the_number_of_statements_does_not_grow(me: Visitor, store: MadeStore, path: str) -> None:
    many = [row.replace("W", f"W{at:02}") for at in range(30) for row in ROWS]
    counts = []
    for rows in (ROWS, many):
        one = handed_in(me, store, *rows)
        me.get(path.format(one))
        with statements() as sent:
            assert me.get(path.format(one)).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_of_more_than_fifty_it_is_said_how_many_are_shown(me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *(row.replace("W", f"W{at:02}") for at in range(30) for row in ROWS))
    page = me.get(f"{PAGE}/{one}").text
    assert "先列 50 个单号，共 60 个" in page
    assert page.count('<fieldset class="conflict">') == 50
    told = me.get(f"{API}/{one}/conflicts").json
    assert (len(told["conflicts"]), told["numbers_in_conflict"], told["conflicts_open"]) == (50, 60, 60)


def test_a_report_from_before_has_its_list_and_no_choice(me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    with unit_of_work(store.acting):
        run = get_import_to_change(uuid.UUID(one))
        later = ("conflicts_open", "numbers_in_conflict")
        run.report = {key: value for key, value in (run.report or {}).items() if key not in later}
    page = me.get(f"{PAGE}/{one}")
    assert (page.status_code, 'name="conflict.' in page.text, "李武" in page.text) == (200, False, True)
    assert me.get(f"{API}/{one}").json["report"]["conflicts_open"] is None
    assert me.call(f"{API}/{one}/decisions", json={"rows": [4]}).status_code == 422


def test_the_desk_says_that_there_is_something_to_decide(me: Visitor, store: MadeStore) -> None:
    one = handed_in(me, store, *ROWS)
    assert "2 个单号待选定" in me.get("/").text
    me.call(f"{API}/{one}/decisions", json={"rows": [2, 3]})
    read(store, one)
    assert "待选定" not in me.get("/").text


@pytest.mark.parametrize("column", ["²", "9" * 5000, "x", "-7"])
def test_what_is_no_column_leaves_the_field_to_the_guess(me: Visitor, store: MadeStore, column: str) -> None:
    one = handed_in(me, store, *ROWS)
    assert me.post(f"{PAGE}/{one}/readings", {"column.plate": column}).status_code == 303
