"""Tables written as dealers' systems write them: XLSX, XLS, and text in several encodings."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
import xlwt

Row = Sequence[object]


def as_xlsx(
    path: Path, rows: Sequence[Row], *, merged: Sequence[tuple[int, int, int, int]] = (), sheet: str = ""
) -> Path:
    """Write rows as XLSX; `merged` are first row, first column, last row, last column, from 0."""
    with xlsxwriter.Workbook(path) as book:
        fill_sheet(book, book.add_worksheet(sheet or None), rows, merged)
    return path


def fill_sheet(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    rows: Sequence[Row],
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> None:
    """Write rows into a sheet of a workbook."""
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy/m/d h:mm"})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.datetime):
                sheet.write_datetime(at, column, cell, moment)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(at, column, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)
    for first_row, first_column, last_row, last_column in merged:
        text = str(rows[first_row][first_column])
        sheet.merge_range(first_row, first_column, last_row, last_column, text)


def as_xls(path: Path, rows: Sequence[Row]) -> Path:
    """Write rows as XLS."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    moment = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write(at, column, cell, moment)
            elif cell is not None and cell != "":
                sheet.write(at, column, cell)
    book.save(str(path))
    return path


def as_text(path: Path, rows: Sequence[Row], *, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    """Write rows as delimited text; moments as exports print them."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows([[_printed(cell) for cell in row] for row in rows])
    path.write_bytes(file.getvalue().encode(encoding))
    return path


def _printed(cell: object) -> object:
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return "" if cell is None else cell
