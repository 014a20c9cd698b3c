"""The real import: three stores' samples whole, and what an import may never do (DATA-1, CUS-1, CB-16)."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from backbone.db.unit_of_work import acting_as
from dealer.callbacks.interface import VisitKind, bucket_counts
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import UnreadableFile
from tests.dealer.imports.files import NOON, VINS, import_file, order, orders_file, rows, sample
from tests.factories import tenants as made
from tests.factories.tenants import MadeNetwork, MadeStore

OCTOBER = dt.date(2026, 10, 5)
BUSINESS = (
    "customers",
    "customer_phones",
    "vehicles",
    "vehicle_roles",
    "repair_orders",
    "vehicle_deliveries",
    "callbacks",
)


@pytest.fixture(autouse=True)
def _files(files_root: Path) -> None:
    """Imported files are kept in the test's own folder."""


@pytest.fixture
def october_store(network: MadeNetwork) -> MadeStore:
    """A store whose history ends with September."""
    return made.store(network, start_date=OCTOBER)


def snapshot(store: MadeStore) -> dict[str, list[tuple[object, ...]]]:
    """Every business row of a store, with the transaction that wrote it."""
    return {
        table: rows(store, f"SELECT xmin::text, t::text FROM app.{table} AS t WHERE tenant_id = :tenant ORDER BY 2")
        for table in BUSINESS
    }


@pytest.mark.rule("DATA-1")
@pytest.mark.rule("CB-16")
@pytest.mark.parametrize("name", ["a", "b", "c"])
@time_machine.travel(NOON, tick=False)
def test_sample_store(name: str, october_store: MadeStore) -> None:
    """Records are those expected; every visit is in one bucket and they add up; the second run changes nothing."""
    expected: dict[Kind, dict[str, int]] = {}
    for kind in Kind:
        path, expected[kind] = sample(name, kind)
        done = import_file(october_store, path, kind)
        assert done.written.new == expected[kind]["records"]
    with acting_as(october_store.acting):
        buckets = bucket_counts()
    assert sum(buckets[VisitKind.REPAIR_ORDERS].values()) == expected[Kind.REPAIR_ORDERS]["records"]
    assert sum(buckets[VisitKind.DELIVERIES].values()) == expected[Kind.DELIVERIES]["records"]
    assert buckets[VisitKind.REPAIR_ORDERS]["not_picked_up"] == expected[Kind.REPAIR_ORDERS]["not_picked_up"]
    assert buckets[VisitKind.REPAIR_ORDERS]["planned"] > 0
    before = snapshot(october_store)
    for kind in Kind:
        again = import_file(october_store, sample(name, kind)[0], kind)
        assert (again.written.new, again.written.changed) == (0, 0)
    assert snapshot(october_store) == before


@pytest.mark.rule("CUS-1")
@time_machine.travel(NOON, tick=False)
def test_the_senders_phone_stays_the_senders(october_store: MadeStore, tmp_path: Path) -> None:
    """Owner and sender of one car are two people; only the sender has the sender's number."""
    import_file(october_store, orders_file(tmp_path, [order("W1", 车主="李雷", 送修人="韩梅梅")]))
    phones = dict(
        rows(
            october_store,
            """SELECT c.name, (SELECT string_agg(p.number, ',') FROM app.customer_phones p
                               WHERE p.tenant_id = :tenant AND p.customer_id = c.id)
                 FROM app.customers c WHERE c.tenant_id = :tenant""",
        )
    )
    assert phones == {"李雷": None, "韩梅梅": "13912345678"}
    called = rows(
        october_store,
        """SELECT c.name FROM app.callbacks k JOIN app.customers c ON c.tenant_id = :tenant AND c.id = k.customer_id
            WHERE k.tenant_id = :tenant""",
    )
    assert called == [("韩梅梅",)]


@pytest.mark.rule("CUS-1")
@time_machine.travel(NOON, tick=False)
def test_one_person_over_several_visits(october_store: MadeStore, tmp_path: Path) -> None:
    """The same name at the same car, or with the same phone, is one person; another name is another one."""
    visits = [
        order("W1"),
        order("W2", 送修人电话="13800000002"),
        order("W3", 车架号=VINS[0], 车牌号="苏E22222", 送修人电话="13800000002"),
        order("W4", 送修人="赵强", 送修人电话="13800000004"),
    ]
    import_file(october_store, orders_file(tmp_path, visits))
    people = rows(
        october_store,
        """SELECT c.name, count(p.id) FROM app.customers c
             LEFT JOIN app.customer_phones p ON p.tenant_id = :tenant AND p.customer_id = c.id
            WHERE c.tenant_id = :tenant GROUP BY c.id, c.name ORDER BY 1""",
    )
    assert people == [("王芳", 2), ("赵强", 1)]


@pytest.mark.rule("CUS-1")
@time_machine.travel(NOON, tick=False)
def test_next_months_file_finds_the_same_people(october_store: MadeStore, tmp_path: Path) -> None:
    """A second file adds visits, not people or cars."""
    import_file(october_store, orders_file(tmp_path, [order("W1")]))
    done = import_file(october_store, orders_file(tmp_path, [order("W2"), order("W3", 送修人电话="")], "later.csv"))
    assert (done.written.new, done.written.new_cars, done.written.new_people) == (2, 0, 0)


@pytest.mark.rule("CUS-7")
@time_machine.travel(NOON, tick=False)
def test_a_flawed_vin_is_matched_by_the_plate_first(october_store: MadeStore, tmp_path: Path) -> None:
    """The car that is known by plate and VIN takes the visit with the mistyped VIN; its VIN stays."""
    import_file(october_store, orders_file(tmp_path, [order("W1")]))
    typo = VINS[1][:-1]
    done = import_file(october_store, orders_file(tmp_path, [order("W2", 车架号=typo)], "typo.csv"))
    assert done.written.new_cars == 0
    assert rows(october_store, "SELECT vin FROM app.vehicles WHERE tenant_id = :tenant") == [(VINS[1],)]
    raw = rows(october_store, "SELECT raw->>'车架号' FROM app.repair_orders WHERE tenant_id = :tenant ORDER BY number")
    assert raw == [(VINS[1],), (typo,)]


@pytest.mark.rule("CUS-7")
@time_machine.travel(NOON, tick=False)
def test_a_car_known_by_its_plate_gets_its_vin(october_store: MadeStore, tmp_path: Path) -> None:
    """First a visit without a VIN, then one with: one car, which has the VIN now."""
    import_file(october_store, orders_file(tmp_path, [order("W1", 车架号="")]))
    done = import_file(october_store, orders_file(tmp_path, [order("W2")], "later.csv"))
    assert done.written.new_cars == 0
    cars = rows(october_store, "SELECT vin, plate FROM app.vehicles WHERE tenant_id = :tenant")
    assert cars == [(VINS[1], "苏E12345")]


@pytest.mark.rule("CUS-1")
@time_machine.travel(NOON, tick=False)
def test_a_plate_on_another_car_is_another_car(october_store: MadeStore, tmp_path: Path) -> None:
    """A plate moves from the old car to the new one; the two VINs stay two cars."""
    import_file(october_store, orders_file(tmp_path, [order("W1")]))
    done = import_file(october_store, orders_file(tmp_path, [order("W2", 车架号=VINS[0])], "later.csv"))
    assert done.written.new_cars == 1


@pytest.mark.rule("DATA-5")
@time_machine.travel(NOON, tick=False)
def test_a_changed_pick_up_plans_anew(october_store: MadeStore, tmp_path: Path) -> None:
    """The same number with another pick-up day is 'changed', and its untried callback follows."""
    import_file(october_store, orders_file(tmp_path, [order("W1")]))
    done = import_file(october_store, orders_file(tmp_path, [order("W1", 取车时间="2026-10-20 10:00")], "again.csv"))
    assert (done.written.new, done.written.changed) == (0, 1)
    day0 = rows(october_store, "SELECT day0, state FROM app.callbacks WHERE tenant_id = :tenant")
    assert day0 == [(dt.date(2026, 10, 20), "planned")]


@pytest.mark.rule("DATA-1")
@time_machine.travel(NOON, tick=False)
def test_changed_is_measured_against_the_last_imported_row(october_store: MadeStore, tmp_path: Path) -> None:
    """What people corrected since does not count: the same row again touches nothing of it."""
    import_file(october_store, orders_file(tmp_path, [order("W1")]))
    rows(october_store, "UPDATE app.repair_orders SET advisor = 'corrected' WHERE tenant_id = :tenant RETURNING id")
    done = import_file(october_store, orders_file(tmp_path, [order("W1", 结算金额="680")], "again.csv"))
    assert (done.written.new, done.written.changed) == (0, 0)
    assert rows(october_store, "SELECT advisor FROM app.repair_orders WHERE tenant_id = :tenant") == [("corrected",)]


@time_machine.travel(NOON, tick=False)
def test_two_stores_share_nothing(network: MadeNetwork, tmp_path: Path) -> None:
    """The same numbers, VINs and phones in two stores make two archives."""
    path = orders_file(tmp_path, [order("W1"), order("W2", 车架号=VINS[0], 车牌号="苏E22222")])
    for store in (made.store(network, start_date=OCTOBER), made.store(network, start_date=OCTOBER)):
        done = import_file(store, path)
        assert (done.written.new, done.written.new_cars, done.written.new_people) == (2, 2, 1)
        assert rows(store, "SELECT count(*) FROM app.repair_orders WHERE tenant_id = :tenant") == [(2,)]


@time_machine.travel(NOON, tick=False)
def test_accepted_and_rejected_are_all_rows(october_store: MadeStore, tmp_path: Path) -> None:
    """Nothing is lost on the way: data rows = new + repeated + conflicts + rejected."""
    visits = [
        order("W1"),
        order("W1"),
        order("W1", 结算金额="1.00"),
        order(""),
        order("W5", 进厂时间="待定"),
        order("W6", 取车时间=""),
    ]
    counts = import_file(october_store, orders_file(tmp_path, visits)).as_json()
    refused = counts["repeated"] + len(counts["conflicts"]) + len(counts["rejected"])
    assert counts["data_rows"] == len(visits) == counts["new"] + refused
    assert counts["not_picked_up"] == 1


@pytest.mark.rule("DATA-1")
@time_machine.travel(NOON, tick=False)
def test_the_dry_run_counts_cars_that_are_picked_up_by_now(october_store: MadeStore, tmp_path: Path) -> None:
    """Day 0 comes with a later file (CB-16): what was not picked up is planned then, and the dry run says so."""
    import_file(october_store, orders_file(tmp_path, [order("W1", 取车时间=""), order("W2")], "first.csv"))
    later = [order("W1"), order("W2", 结算金额="1.00"), order("W3"), order("W4", 取车时间="")]
    done = import_file(october_store, orders_file(tmp_path, later, "later.csv"))
    assert (done.found.callbacks, done.written.plan.planned) == (2, 2)


@pytest.mark.rule("CB-14")
def test_handover_of_the_day(october_store: MadeStore, tmp_path: Path) -> None:
    """The day's first import decides whether the department was on time; later ones add their rows."""
    for clock, number in ((9, "W1"), (11, "W2")):
        with time_machine.travel(NOON.replace(hour=clock), tick=False):
            import_file(october_store, orders_file(tmp_path, [order(number)], f"{number}.csv"))
    found = rows(october_store, "SELECT department, due_on, on_time, rows FROM app.handovers WHERE tenant_id = :tenant")
    assert found == [("after_sales", NOON.date(), True, 2)]


@pytest.mark.rule("DATA-1")
def test_nul_characters_in_a_file_are_left_out(october_store: MadeStore, tmp_path: Path) -> None:
    cells = {"送修人": "张\0三", "维修类型": "保\0养"}
    path = orders_file(tmp_path, [order("N1", **cells), order("N2", 进厂时间="2026\0年", **cells)])
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("utf-16"))
    found = import_file(october_store, path).found.reading
    assert [(row.row, row.value) for row in found.rejected] == [(3, "2026年")]
    assert rows(october_store, "SELECT name FROM app.customers WHERE tenant_id = :tenant AND name LIKE '张%'") == [
        ("张三",)
    ]


@pytest.mark.rule("DATA-1", "CUS-9")
def test_a_file_that_cannot_be_read_is_not_kept(october_store: MadeStore, tmp_path: Path, files_root: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("张三 13912345678\n", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        import_file(october_store, path)
    assert not [each for each in files_root.rglob("*") if each.is_file()]
