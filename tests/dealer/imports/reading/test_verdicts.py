"""Which rows count, repeat, conflict or are refused, and what is said about them (DATA-1)."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from dealer.imports.reading.child.exclusions import ExclusionCode, never_called
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import Reading, read_file
from tests.dealer.imports.reading.tables import as_text

VIN, VIN_2 = "LJD2AAZN1P0817187", "LJD4AALV0V0947847"
HEADER = ["工单号", "维修类型", "进厂时间", "出厂时间", "车牌号", "VIN", "车主", "送修人", "送修人电话", "结算金额"]
GOOD = [
    "W1",
    "定期保养",
    "2026-10-01 08:00",
    "2026-10-01 10:00",
    "苏J12345",
    VIN,
    "张三",
    "张三",
    "13812345678",
    "100.00",
]


def row(**changed: str) -> list[str]:
    """A good row, with some cells changed."""
    names = ["number", "kind", "arrival", "pickup", "plate", "vin", "owner", "sender", "phone", "total"]
    cells = list(GOOD)
    for name, value in changed.items():
        cells[names.index(name)] = value
    return cells


def read(tmp_path: Path, rows: Sequence[Sequence[object]], kind: Kind = Kind.REPAIR_ORDERS) -> Reading:
    """The reading of a table."""
    reading = read_file(as_text(tmp_path / "file.csv", rows), kind=kind, out=tmp_path / "out")
    parts = reading.records + reading.repeated + len(reading.conflicts) + len(reading.rejected)
    assert parts == reading.data_rows
    return reading


@pytest.mark.rule("DATA-1")
def test_one_rejection_a_row_in_this_order(tmp_path: Path) -> None:
    bad = {"pickup": "2026-09-30"}
    rows = [
        HEADER,
        row(number="W2", **bad),
        row(number="W3", **bad | {"arrival": "待定"}),
        row(number="W4", **bad | {"arrival": "待定", "vin": "", "plate": "临牌"}),
        row(number="", **bad | {"arrival": "待定", "vin": "", "plate": "临牌"}),
        row(number="W5", pickup="2999-12-31"),
        row(number="W6", arrival=""),
    ]
    rejected = [(each.row, each.column, each.value, each.code.value) for each in read(tmp_path, rows).rejected]
    assert rejected == [
        (2, "出厂时间", "2026-09-30", "pickup_before_arrival"),
        (3, "进厂时间", "待定", "date_unreadable"),
        (4, "VIN", "", "no_vehicle"),
        (5, "工单号", "", "no_number"),
        (6, "出厂时间", "2999-12-31", "date_unreadable"),
        (7, "进厂时间", "", "date_unreadable"),
    ]


@pytest.mark.rule("DATA-1")
def test_a_rejected_row_claims_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEADER, row(arrival="待定"), row(), row()])
    assert (reading.records, reading.repeated, reading.conflicts) == (1, 1, ())
    assert [each.row for each in reading.rejected] == [2]


@pytest.mark.rule("DATA-1")
def test_the_first_accepted_row_counts_and_others_repeat_or_conflict(tmp_path: Path) -> None:
    rows = [
        [*HEADER, "序号"],
        [*row(), "1"],
        [
            *row(
                arrival="2026/10/1 8:00", plate="苏Ｊ·12345", vin=VIN.lower(), phone="+86 138-1234-5678", total="¥100"
            ),
            "2",
        ],
        [*row(total="1,201.00", sender="李四"), "3"],
        [*row(total="1,201.00", sender="李四"), "4"],
        [*row(total="1,201.00"), "5"],
    ]
    reading = read(tmp_path, rows)
    assert (reading.records, reading.repeated) == (1, 1)
    told = [(each.row, each.column, each.value) for each in reading.conflicts]
    assert told == [(4, "送修人", "李四"), (5, "送修人", "李四"), (6, "结算金额", "1,201.00")]


@pytest.mark.rule("DATA-1")
def test_a_row_in_conflict_or_repeated_is_not_warned_about(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEADER, row(phone=""), row(phone=""), row(phone="138")])
    assert [(each.row, each.code.value) for each in reading.warned] == [(2, "phone_missing")]


@pytest.mark.rule("DATA-1")
@pytest.mark.rule("CUS-7")
def test_every_warning_of_a_row(tmp_path: Path) -> None:
    rows = [HEADER, row(number="W1", phone="无", vin=VIN[:-1]), row(number="W2", phone="1381234567", vin="1" + VIN[1:])]
    told = [(each.row, each.code.value) for each in read(tmp_path, rows).warned]
    assert told == [(2, "phone_missing"), (2, "vin_length"), (3, "phone_invalid"), (3, "vin_check_digit")]


@pytest.mark.rule("CUS-7")
def test_a_car_without_a_vin_has_its_plate_and_no_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEADER, row(vin=""), row(number="W2", plate="未上牌")])
    assert (reading.records, reading.warned) == (2, ())


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize("pickup", ["", "-", "无", "N/A", "0", "未取车", "尚未交车", "在厂"])
def test_a_blank_pick_up_is_not_picked_up_yet(tmp_path: Path, pickup: str) -> None:
    reading = read(tmp_path, [HEADER, row(pickup=pickup), row(number="W2", pickup=pickup, kind="PDI")])
    assert (reading.records, reading.not_picked_up, reading.picked_up_but_not_called) == (2, 2, 0)


@pytest.mark.rule("DATA-1")
@pytest.mark.rule("CB-16")
def test_picked_up_but_never_called(tmp_path: Path) -> None:
    kinds = ["PDI", "内部车辆", "首保", "保修索赔", "新车PDI检查", "试乘试驾车保养", "内部", "内部"]
    rows = [row(number=f"W{at}", kind=kind) for at, kind in enumerate(kinds)]
    rows[-1][3] = ""
    reading = read(tmp_path, [HEADER, *rows, row(number="W0")])
    assert (reading.not_picked_up, reading.picked_up_but_not_called) == (1, 5)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (("定期保养", "", ""), None),
        (("保修索赔", "", ""), None),
        (("返修", "", ""), None),
        (("本店投保事故", "", ""), None),
        (("内部清洁", "", ""), None),
        (("事故维修", "保险公司", ""), None),
        (("一般维修", "客户付费/内部", ""), None),
        (("pdi", "", ""), ExclusionCode.PDI),
        (("售前检查", "", ""), ExclusionCode.PDI),
        (("交车前检查", "", ""), ExclusionCode.PDI),
        (("内部维修", "", ""), ExclusionCode.INTERNAL),
        (("试驾车", "", ""), ExclusionCode.INTERNAL),
        (("", "内部结算", ""), ExclusionCode.INTERNAL),
        (("一般维修", "内部结算", ""), None),  # the house pays, the customer is called
        (("内部返修", "", ""), None),
        (("一般维修", "", "已作废"), ExclusionCode.CANCELLED),
        (("一般维修", "", "已取消"), ExclusionCode.CANCELLED),
        (("一般维修", "", "正常"), None),
        (("一般维修", "", "已结算"), None),
        (("一般维修", "", "未作废"), None),
    ],
)
@pytest.mark.rule("CB-5")
def test_what_is_never_called(told: tuple[str, str, str], code: ExclusionCode | None) -> None:
    assert never_called(*told) is code


def test_a_flag_of_voided_orders() -> None:
    assert never_called("保养", "", "是", status_is_flag=True) is ExclusionCode.CANCELLED
    assert never_called("保养", "", "否", status_is_flag=True) is None
    assert never_called("保养", "", "是") is None


@pytest.mark.rule("CUS-1")
def test_the_phone_is_the_sender_s(tmp_path: Path) -> None:
    header = [*HEADER[:7], "车主手机", *HEADER[7:]]

    def told(owner: str, owner_phone: str, sender: str, phone: str, number: str) -> list[str]:
        cells = row(owner=owner, sender=sender, phone=phone, number=number)
        return [*cells[:7], owner_phone, *cells[7:]]

    rows = [
        header,
        told("李四", "13900000001", "张三", "13812345678", "W1"),
        told("李四", "13900000001", "张三", "", "W2"),
        told("张三", "13900000001", "张三", "", "W3"),
        told("李四", "13900000001", "", "", "W4"),
    ]
    reading = read(tmp_path, rows)
    assert [(each.row, each.code.value) for each in reading.warned] == [(3, "phone_missing")]


@pytest.mark.rule("DATA-1")
def test_totals_titles_notes_and_blank_rows_are_no_data(tmp_path: Path) -> None:
    blank = [""] * len(HEADER)
    rows = [
        ["维修委托书明细表"],
        ["打印日期:2026-11-02", "", "制表人:管理员"],
        blank,
        HEADER,
        ["服务顾问：张伟"],
        row(number="W1"),
        blank,
        row(number="W2"),
        ["小计", "", "", "", "", "", "", "", "", "200.00"],
        ["2026年11月"],
        HEADER,
        row(number="W3", vin="", plate=""),
        ["", "小 计：", "1台", "", "", "", "", "", "", "100.00"],
        ["", "", "", "", "", "", "", "", "", "300.00"],
        ["3", "", "", "", "", "", "", "", "", "300.00"],
        ["合计（3台）", "", "", "", "3", "3", "", "", "", "300.00"],
        ["总计:300.00元"],
        ["共 3 条记录"],
        ["第1页 共1页"],
        ["制表人：王会计", "", "审核：", "", "", "日期："],
        ["-"] * len(HEADER),
        ["注：以上金额含税"],
    ]
    reading = read(tmp_path, rows)
    assert (reading.data_rows, reading.records, reading.header_row) == (3, 2, 4)
    assert [(each.row, each.code.value) for each in reading.rejected] == [(12, "no_vehicle")]
    assert sum(reading.skipped.values()) == len(rows) - 3 - 4 - 1  # three data rows, four to the header, one blank


def test_rejected_rows_are_kept_whole_for_the_download(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEADER, row(), row(total='1"2\n3'), row(number="")])
    (rejected,) = map(json.loads, reading.rejected_file.read_text(encoding="utf-8").splitlines())
    assert rejected == {"row": 4, "code": "no_number", "column": "工单号", "value": "", "cells": row(number="")}
    assert reading.titles == tuple(HEADER)


def test_rows_are_numbered_as_records_not_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEADER, row(sender="张\n三"), row(number="")])
    assert [each.row for each in reading.rejected] == [3]


@pytest.mark.rule("DATA-1")
def test_deliveries(tmp_path: Path) -> None:
    header = ["合同号", "客户", "手机", "车架号", "车牌", "交车日期", "成交价"]
    good = ["H1", "张三", "13812345678", VIN, "临牌", "2026-10-01", "12.2万"]
    rows = [
        header,
        good,
        ["H2", "李四", "", VIN_2, "", "20261001", "1"],
        ["H3", "李四", "1", "", "临牌", "20261001", "1"],
        ["H4", "李四", "1", VIN_2, "", "", "1"],
        ["H1", "张三", "138 1234 5678", VIN, "未上牌", "2026年10月1日", "122000"],
        ["合计", "", "", "", "", "", "9"],
    ]
    reading = read(tmp_path, rows, Kind.DELIVERIES)
    assert (reading.data_rows, reading.records, reading.repeated) == (5, 2, 1)
    assert [(each.row, each.code.value) for each in reading.rejected] == [(4, "no_vehicle"), (5, "date_unreadable")]
    assert [(each.row, each.code.value) for each in reading.warned] == [(3, "phone_missing")]
    assert "not_picked_up" not in reading.as_json_counts()


@pytest.mark.rule("DATA-1")
def test_counts_as_the_command_line_prints_them(tmp_path: Path) -> None:
    counts = read(
        tmp_path, [HEADER, row(), row(total="1,201.00"), row(number="W2", phone=""), row(number="")]
    ).as_json_counts()
    assert counts == {
        "data_rows": 4,
        "repeated": 0,
        "conflicts": [{"row": 3, "column": "结算金额", "value": "1,201.00"}],
        "rejected": [{"row": 5, "column": "工单号", "value": "", "code": "no_number"}],
        "warned": [{"row": 4, "code": "phone_missing"}],
        "not_picked_up": 0,
        "picked_up_but_not_called": 0,
    }
    assert json.loads(json.dumps(counts)) == counts
