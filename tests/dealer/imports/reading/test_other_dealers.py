"""Exports of systems other than the samples', read as a careful person would read them."""

import datetime as dt
from pathlib import Path

import pytest

from dealer.imports.reading.kinds import Kind
from tests.dealer.imports.reading.reading_of import read, told
from tests.dealer.imports.reading.tables import Row, as_text, as_xls, as_xlsx

# ruff: noqa: DTZ001 - the moments of a file are local and have no zone

VIN, VIN_2, VIN_3 = "LJD2AAZN1P0817187", "LJD4AALV0V0947847", "LJD9AABU2P0068061"
pytestmark = pytest.mark.rule("DATA-1")


def test_date_and_time_in_columns_apart(tmp_path: Path) -> None:
    rows = [
        ["售后维修台账"],
        [
            "R/O号码",
            "车牌号码",
            "车架号",
            "来店日期",
            "来店时间",
            "预计交车日期",
            "预计交车时间",
            "交车日期",
            "交车时间",
            "联系人",
            "联系人电话",
            "SA",
        ],
        [
            "R1",
            "苏J12345",
            VIN,
            "2026/10/1",
            "8:30",
            "2026/10/1",
            "10:30",
            "2026/10/1",
            "11:05",
            "王",
            "138-1234-5678",
            "赵",
        ],
        ["R2", "苏J12346", VIN_2, "2026/10/1", "9:30", "2026/10/1", "10:30", "", "", "李", "13812345679", "赵"],
        [
            "R3",
            "苏J12347",
            VIN_3,
            "2026/10/2",
            "9:30",
            "2026/10/2",
            "10:30",
            "2026/10/2",
            "8:00",
            "李",
            "13812345679",
            "赵",
        ],
        ["总计", "3台", "", "", "", "", "", "", "", "", "", ""],
    ]
    reading, records = read(as_text(tmp_path / "toyota.csv", rows))
    assert told(records, "arrival", "promised", "pickup") == [
        ("2026-10-01 08:30:00", "2026-10-01 10:30:00", "2026-10-01 11:05:00"),
        ("2026-10-01 09:30:00", "2026-10-01 10:30:00", None),
    ]
    assert [(each.row, each.code.value) for each in reading.rejected] == [(5, "pickup_before_arrival")]


def test_numbers_for_dates_and_no_column_for_the_pick_up(tmp_path: Path) -> None:
    header = [
        "任务委托书号",
        "底盘号",
        "牌照号",
        "开单日期",
        "完工日期",
        "结算日期",
        "送修人",
        "送修人手机",
        "车主",
        "车主手机",
        "维修类别",
        "合计",
    ]
    rows: list[Row] = [
        ["一汽大众某某经销商 维修结算清单"],
        ["期间：2026-10-01 至 2026-10-31"],
        header,
        [
            261001001,
            VIN,
            "苏J12345",
            20261001,
            20261001,
            20261002,
            "张三",
            13812345678,
            "李四",
            13912345678,
            "首保",
            300,
        ],
        [261001002, VIN_2, "苏J12346", 20261001, 20261001, None, "张三", None, "张三", 13912345678, "内部", 300],
        [261001002, VIN_2, "苏J12346", 20261001, 20261001, None, "张三", None, "张三", 13912345678, "内部", 301],
        ["合计", None, None, None, None, None, None, None, None, None, None, 901],
    ]
    reading, records = read(as_xlsx(tmp_path / "vw.xlsx", rows))
    assert told(records, "number", "arrival", "finished", "pickup", "phones", "phone_of") == [
        ("261001001", "2026-10-01", "2026-10-01", "2026-10-02", "{13812345678}", "sender"),
        ("261001002", "2026-10-01", "2026-10-01", None, "{13912345678}", "owner"),
    ]
    assert [(each.row, each.column, each.value) for each in reading.conflicts] == [(6, "合计", "301")]
    assert {column.field: column.how for column in reading.columns}["pickup"] == "stand_in"


def test_traditional_characters_in_unicode_text(tmp_path: Path) -> None:
    rows = [
        [
            "維修單號",
            "來廠時間",
            "實際交車時間",
            "車牌號碼",
            "車身號碼",
            "車主姓名",
            "聯絡電話",
            "維修類別",
            "進廠里程",
        ],
        [
            "W1",
            "2026-10-01 上午 08:30",
            "2026-10-01 下午 02:30",
            "粤A12345",
            VIN,
            "陳大文",
            "+86 138 1234 5678",
            "定期保養",
            "12345",
        ],
        ["W2", "2026-10-01 上午 08:30", "", "粤A12346", VIN_2, "陳小文", "020-83838383轉8", "定期保養", "12345"],
    ]
    _, records = read(as_text(tmp_path / "a.txt", rows, encoding="utf-16", separator="\t"))
    assert told(records, "number", "arrival", "pickup", "owner", "phones", "phone_of") == [
        ("W1", "2026-10-01 08:30:00", "2026-10-01 14:30:00", "陳大文", "{13812345678}", "owner"),
        ("W2", "2026-10-01 08:30:00", None, "陳小文", "{020-83838383-8}", "owner"),
    ]
    in_big5 = [[cell.replace("粤", "粵") for cell in row] for row in rows]
    _, again = read(as_text(tmp_path / "b.csv", in_big5, encoding="big5hkscs"))
    assert [record["fingerprint"] for record in again] == [record["fingerprint"] for record in records]


HAND_MADE: list[Row] = [
    ["2026年10月维修车辆登记表", *[""] * 11],
    ["单号", "车辆信息", "", "", "客户信息", "", "", "时间", "", "金额", "", ""],
    ["", "车牌", "车架号", "车型", "车主", "送修人", "电话", "进厂", "出厂", "工时", "配件", "合计"],
    [
        "A-001",
        "苏J 12345",
        VIN,
        "K3",
        "张　三",
        "李 四",
        "13812345678/13912345678",
        dt.date(2026, 10, 1),
        dt.date(2026, 10, 2),
        100,
        50,
        150,
    ],
    ["A-002", "苏J·12346", "无", "K3", "张　三", "李 四", "无", dt.date(2026, 10, 3), "", 100, 50, 150],
    [""] * 12,
    ["A-003", "临牌", "", "K3", "张　三", "李 四", "无", dt.date(2026, 10, 3), "", 100, 50, 150],
    ["合  计", *[""] * 8, 300, 150, 450],
    ["制表人：王会计", "", "", "", "审核：", *[""] * 7],
]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_hand_made_with_groups_over_the_header(tmp_path: Path, form: str) -> None:
    if form == "xlsx":
        merged = [(0, 0, 0, 11), (1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 6), (1, 7, 1, 8), (1, 9, 1, 11)]
        file = as_xlsx(tmp_path / "a.xlsx", HAND_MADE, merged=merged)
    else:
        file = as_text(tmp_path / "a.csv", HAND_MADE, encoding="gb18030")
    reading, records = read(file)
    assert told(records, "number", "plate", "owner", "sender", "phones", "phone_of", "arrival", "pickup", "total") == [
        (
            "A-001",
            "苏J12345",
            "张三",
            "李四",
            "{13812345678,13912345678}",
            "sender",
            "2026-10-01",
            "2026-10-02",
            "150.00",
        ),
        ("A-002", "苏J12346", "张三", "李四", None, None, "2026-10-03", None, "150.00"),
    ]
    assert [(each.row, each.code.value) for each in reading.rejected] == [(7, "no_vehicle")]
    assert [(each.row, each.code.value) for each in reading.warned] == [(5, "phone_missing")]


def test_accounting_system_with_an_odd_word_for_everything(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["单据编号", "单据日期", "业务类型", "客户名称", "车牌号", "VIN", "联系电话", "出厂日期", "价税合计", "制单人"],
        [
            "WX-2026-1",
            dt.datetime(2026, 10, 1),
            "维修",
            "某公司",
            "苏J12345",
            VIN,
            "0515-88383974",
            dt.datetime(2026, 10, 1),
            9.5,
            "张",
        ],
        [
            "WX-2026-2",
            dt.datetime(2026, 10, 1),
            "维修",
            "某公司",
            "苏JD12345",
            VIN,
            "88383974",
            dt.datetime(2026, 9, 30),
            9.5,
            "张",
        ],
    ]
    reading, records = read(as_xls(tmp_path / "a.xls", rows))
    assert told(records, "number", "arrival", "pickup", "owner", "total") == [
        ("WX-2026-1", "2026-10-01", "2026-10-01", "某公司", "9.50")
    ]
    assert [(each.row, each.code.value) for each in reading.rejected] == [(3, "pickup_before_arrival")]


def test_deliveries_with_many_dates(tmp_path: Path) -> None:
    header = [
        "合同编号",
        "客户",
        "手机号码",
        "车型",
        "车架号",
        "发动机号",
        "出厂日期",
        "上牌日期",
        "开票日期",
        "交车日期",
        "车牌",
        "销售顾问",
        "裸车价",
        "付款方式",
    ]
    rest = ["李", "9.58万", "全款"]
    rows = [
        header,
        [
            "HT1",
            "张三",
            "13812345678",
            "K3",
            VIN,
            "G4FC1",
            "2025-01-01",
            "2026-10-05",
            "2026-09-30",
            "46296.5",
            "临牌",
            *rest,
        ],
        [
            "HT2",
            "李四",
            "13812345678",
            "K3",
            "",
            "G4FC2",
            "2025-01-01",
            "2026-10-05",
            "2026-09-30",
            "46296",
            "未上牌",
            *rest,
        ],
        ["HT3", "李四", "1.38E+10", "K3", VIN_2, "G4FC3", "2025-01-01", "", "2026-09-30", "2026-10-02", "", *rest],
        ["HT4", "李四", "13812345678", "K3", VIN_3, "G4FC4", "2025-01-01", "", "2026-09-30", "1900-01-01", "", *rest],
    ]
    reading, records = read(as_text(tmp_path / "a.csv", rows, encoding="gb18030"), Kind.DELIVERIES)
    assert told(records, "number", "delivered", "delivered_has_time", "plate", "phones", "price") == [
        ("HT1", "2026-10-01 12:00:00", "t", None, "{13812345678}", "95800.00"),
        ("HT3", "2026-10-02", "f", None, None, "95800.00"),
    ]
    assert [(each.row, each.code.value) for each in reading.rejected] == [(3, "no_vehicle"), (5, "date_unreadable")]
    assert [(each.row, each.code.value) for each in reading.warned] == [(4, "phone_invalid")]
