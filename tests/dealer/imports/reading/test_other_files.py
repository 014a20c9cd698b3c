"""Workbooks and texts of every make: sheets, places, formulas, encodings, quotes, and what a person chose."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import read_file
from tests.dealer.imports.reading.reading_of import read, told
from tests.dealer.imports.reading.tables import Row, as_text, as_xlsx, fill_sheet

# ruff: noqa: DTZ001 - the moments of a file are local and have no zone

pytestmark = pytest.mark.rule("DATA-1")


def test_the_sheet_with_the_data_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    table: list[Row] = [
        ["工单号", "车牌号", "进厂时间", "出厂时间", "联系电话"],
        ["W1", "苏J12345", "2026-10-01", "2026-10-02", "13812345678"],
    ]
    with xlsxwriter.Workbook(file) as book:
        fill_sheet(book, book.add_worksheet("说明"), [["本表由系统导出"], ["工单号", "见委托书", "请勿修改"]])
        hidden = book.add_worksheet("旧数据")
        fill_sheet(book, hidden, [*table, ["W9", "苏J99999", "2020-10-01", "2020-10-02", "13812345678"]])
        hidden.hide()
        fill_sheet(book, book.add_worksheet("10月"), [[""], *table])
    reading, records = read(file)
    assert (reading.sheet, reading.header_row) == ("10月", 2)
    assert told(records, "number", "row_number") == [("W1", "3")]
    assert reading.notes == ("other_sheet:旧数据",)


def test_row_numbers_are_those_of_the_file_wherever_the_table_stands(tmp_path: Path) -> None:
    table: list[Row] = [
        *[[None] * 8] * 5,
        [None, None, "工单号", "车牌号", "进厂时间", "出厂时间", "联系电话"],
        [None, None, "W1", "苏J12345", "2026-10-01", "2026-10-02", "13812345678"],
        [None] * 8,
        [None, None, "", "苏J12345", "2026-10-01", "2026-10-02", "13812345678"],
    ]
    reading, records = read(as_xlsx(tmp_path / "a.xlsx", table))
    assert (reading.header_row, records[0]["row_number"], reading.rejected[0].row) == (6, "7", 9)
    assert {column.field: column.column for column in reading.columns}["number"] == 2


def test_formulas_are_read_by_their_last_value_and_never_computed(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        fill_sheet(
            book,
            sheet,
            [
                ["工单号", "车牌号", "进厂时间", "出厂时间", "送修人", "联系电话", "结算金额"],
                ["", "苏J12345", "2026-10-01", "2026-10-02", "", "13812345678", 0],
            ],
        )
        sheet.write_formula(1, 0, '=CONCATENATE("W","1")', None, "W1")
        sheet.write_formula(1, 4, "=cmd|'/c calc'!A1", None, "张三")
        sheet.write_formula(1, 6, "=100+1", None, 101)
    _, records = read(file)
    assert told(records, "number", "sender", "total") == [("W1", "张三", "101.00")]


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        fill_sheet(
            book, sheet, [["工单号", "车牌号", "进厂时间", "出厂时间"], ["W1", "苏J12345", dt.datetime(2026, 10, 1, 8)]]
        )
        sheet.write_number(1, 3, (dt.datetime(2026, 10, 1, 12) - dt.datetime(1904, 1, 1)) / dt.timedelta(days=1))
    _, records = read(file)
    assert told(records, "arrival", "pickup") == [("2026-10-01 08:00:00", "2026-10-01 12:00:00")]


def test_columns_and_header_row_as_a_person_chose_them(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙", "丁", "戊"], ["W1", "苏J12345", "2026-10-01", "2026-10-02", "13812345678"]]
    file = as_text(tmp_path / "a.csv", rows)
    chosen = {"number": 0, "plate": 1, "arrival": 2, "pickup": 3, "sender_phone": 4}
    reading = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out", columns=chosen, header_row=1)
    assert {column.field: (column.column, column.how) for column in reading.columns} == {
        field: (column, "chosen") for field, column in chosen.items()
    }
    assert reading.records == 1
    with pytest.raises(ValueError, match="no such fields"):
        read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out", columns={"colour": 1})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["工单号", "车牌号", "进厂时间", "出厂时间", "送修人"],
        ["W1", "苏J12345", "2026-10-01", "2026-10-02", f"张{separator}三"],
    ]
    _, records = read(as_text(tmp_path / "a.csv", rows, encoding=encoding, separator=separator))
    assert told(records, "number", "plate") == [("W1", "苏J12345")]


def test_a_character_that_the_dms_cut_in_half_is_no_reason_to_refuse(tmp_path: Path) -> None:
    rows = [
        ["工单号", "车牌号", "进厂时间", "出厂时间", "送修人"],
        *([f"W{at}", "苏J12345", "2026-10-01", "2026-10-02", "张三丰"] for at in range(30)),
    ]
    content = as_text(tmp_path / "a.csv", rows, encoding="gb18030").read_bytes()
    (tmp_path / "b.csv").write_bytes(content.replace("丰".encode("gb18030"), b"\xb7", 1))
    reading, records = read(tmp_path / "b.csv")
    assert (len(records), reading.notes) == (30, ("unreadable_characters",))


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    rows = [
        "工单号,车牌号,进厂时间,出厂时间,送修人",
        *(f"W{at},苏J12345,2026-10-01,2026-10-02,张三" for at in range(99)),
    ]
    rows[3] = rows[3].replace("张三", '"张三')
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    reading, _ = read(tmp_path / "a.csv")
    assert reading.data_rows == 99
