"""Single habits of dealers' systems and of the people who hand their files in (DATA-1)."""

import datetime as dt
from pathlib import Path

import pytest

from dealer.imports.reading.kinds import Kind
from tests.dealer.imports.reading.reading_of import read, told
from tests.dealer.imports.reading.tables import Row, as_text, as_xlsx

VIN = "LJD2AAZN1P0817187"
pytestmark = pytest.mark.rule("DATA-1")


@pytest.mark.parametrize(
    ("day", "other", "arrivals"),
    [
        ("10/13/2026", "10/2/2026", ["2026-10-13", "2026-10-02"]),
        ("13/10/2026", "2/10/2026", ["2026-10-13", "2026-10-02"]),
    ],
)
def test_english_names_and_dates_with_the_year_last(tmp_path: Path, day: str, other: str, arrivals: list[str]) -> None:
    rows = [
        [
            "RO No.",
            "VIN",
            "Plate",
            "Check-in Time",
            "Delivery Time",
            "Customer Name",
            "Mobile",
            "Service Advisor",
            "Service Type",
        ],
        ["RO1", VIN, "苏J12345", f"{day} 08:30", f"{day} 10:30", "Wang", "13812345678", "Li", "PDI"],
        ["RO2", VIN, "苏J12345", f"{other} 08:30", f"{other} 10:30", "Wang", "13812345678", "Li", "Repair"],
    ]
    reading, records = read(as_text(tmp_path / "a.csv", rows))
    assert [(record["arrival"] or "")[:10] for record in records] == arrivals
    assert reading.picked_up_but_not_called == 1


def test_names_in_two_languages_one_below_the_other(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["工单号", "车牌号", "车架号", "进厂时间", "出厂时间", "送修人", "手机"],
        ["RO_NO", "PLATE_NO", "VIN", "IN_DATE", "OUT_DATE", "SENDER", "MOBILE"],
        ["W1", "苏J12345", VIN, "2026-10-01", "2026-10-02", "张三", "13812345678"],
    ]
    reading, records = read(as_xlsx(tmp_path / "a.xlsx", rows))
    assert told(records, "number", "row_number") == [("W1", "3")]
    assert (reading.data_rows, reading.skipped) == (1, {"header": 1})


def test_the_search_that_made_the_list_stands_above_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["进厂日期", "2026-10-01", "至", "2026-10-31", "服务顾问", "全部", "车牌号", ""],
        ["查询结果"],
        ["序号", "工单号", "车牌号", "底盘号", "进厂日期", "交车日期", "服务顾问", "送修人", "送修人电话"],
        [1, "W1", "苏J12345", VIN, dt.date(2026, 10, 1), dt.date(2026, 10, 2), "赵", "张三", 13812345678],
    ]
    reading, records = read(as_xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.header_row, len(records)) == (3, 1)


def test_lines_of_work_below_their_order_are_no_rows(tmp_path: Path) -> None:
    line: list[Row] = [["", "", "", "", "", "", "换滤芯", 50]]
    rows: list[Row] = [
        ["工单号", "车牌", "进厂时间", "出厂时间", "送修人", "电话", "维修项目", "工时费"],
        ["W1", "苏J12345", "2026-10-01", "2026-10-02", "张", "13812345678", "换机油", 100],
        *line * 2,
        ["W2", "苏J12346", "2026-10-01", "2026-10-02", "张", "13812345678", "换机油", 100],
        *line,
    ]
    reading, records = read(as_xlsx(tmp_path / "a.xlsx", rows, merged=[(1, 0, 3, 0), (1, 1, 3, 1)]))
    assert told(records, "number", "row_number", "work") == [("W1", "2", "换机油"), ("W2", "5", "换机油")]
    assert reading.data_rows == 2


def test_an_owner_with_two_phones_and_nobody_else(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["工单号", "车架号", "进厂时间", "出厂时间", "车主", "车主电话", "车主手机"],
        ["W1", VIN, "2026-10-01", "2026-10-02", "张三", "0515-88383974", ""],
        ["W2", VIN, "2026-10-01", "2026-10-02", "张三", "0515-88383974", "13812345678"],
        ["W3", VIN, "2026-10-01", "2026-10-02", "张三", "", "138"],
    ]
    reading, records = read(as_text(tmp_path / "a.csv", rows))
    assert told(records, "phones", "phone_of") == [
        ("{0515-88383974}", "owner"),
        ("{13812345678,0515-88383974}", "owner"),
        (None, None),
    ]
    assert [(each.row, each.code.value) for each in reading.warned] == [(4, "phone_invalid")]


def test_one_contract_for_a_fleet_is_no_number_of_one_delivery(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["合同号", "交车单号", "客户", "手机", "车架号", "交车日期"],
        *(["HT1", f"JC{at}", "某公司", "13812345678", VIN, "2026-10-01"] for at in range(6)),
    ]
    reading, _ = read(as_text(tmp_path / "a.csv", rows), Kind.DELIVERIES)
    assert (reading.records, reading.conflicts) == (6, ())


def test_voided_orders_by_state_or_by_flag(tmp_path: Path) -> None:
    names = ["工单号", "车架号", "进厂时间", "出厂时间"]
    row = ["W1", VIN, "2026-10-01", "2026-10-02"]
    by_state, _ = read(as_text(tmp_path / "a.csv", [[*names, "工单状态"], [*row, "已作废"]]))
    by_flag, _ = read(as_text(tmp_path / "b.csv", [[*names, "工单状态", "是否作废"], [*row, "已结算", "是"]]))
    assert by_state.picked_up_but_not_called == by_flag.picked_up_but_not_called == 1


def test_a_needless_column_that_comes_twice_is_left_out(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["工单号", "车架号", "出厂时间", "状态", "备注", "状态", "备注"],
        ["W1", VIN, "2026-10-02", "a", "b", "c", "d"],
    ]
    reading, _ = read(as_text(tmp_path / "a.csv", rows))
    assert [column.header for column in reading.unmapped] == ["状态", "备注", "状态 (F)", "备注 (G)"]


@pytest.mark.rule("DATA-1")
def test_drawn_lines_between_the_rows_are_no_rows(tmp_path: Path) -> None:
    names = ["工单号", "车牌", "进厂时间", "出厂时间", "送修人", "电话"]
    row = ["W1", "苏J12345", "2026-10-01", "2026-10-02", "张", "13812345678"]
    lines: list[Row] = [["--------"] * 6, names, ["=" * 8, "=" * 4, *["=" * 10] * 4], row, ["────"] * 6, ["合计", "1"]]
    reading, records = read(as_text(tmp_path / "a.csv", lines))
    assert told(records, "number", "row_number") == [("W1", "4")]
    assert (reading.data_rows, reading.rejected) == (1, ())
