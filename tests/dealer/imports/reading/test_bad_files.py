"""Bad input ends in a plain message, or is read for what it holds; the parent lives (issue: bad input; R6)."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from dealer.imports.reading import reader
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import FILE_MESSAGES, ROW_MESSAGES, FileCode, RowCode, UnreadableFile
from dealer.imports.reading.reader import Limits, read_file
from tests.dealer.imports.reading.hostile import (
    SHEET_BEGIN,
    SHEET_END,
    archive,
    cell,
    ole,
    packed,
    packed_with_filling,
    row,
    workbook,
)
from tests.dealer.imports.reading.tables import as_text, as_xls, as_xlsx

DMS = Path(__file__).resolve().parents[3] / "data" / "dms"
HEADER = ["工单号", "车牌号", "VIN", "进厂时间", "出厂时间", "送修人", "电话"]
ROW = ["W1", "苏J12345", "LJD2AAZN1P0817187", "2026-10-01", "2026-10-01", "张三", "13812345678"]
TABLE = row(1, HEADER) + row(2, ROW)
SMALL = Limits(memory_bytes=320 << 20)
pytestmark = pytest.mark.rule("DATA-1")


def refused(tmp_path: Path, content: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> UnreadableFile:
    """Why a file is refused."""
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out", limits=limits)
    assert str(error.value)
    return error.value


def count(tmp_path: Path, content: bytes, name: str = "a.xlsx") -> int:
    """How many records a file gives."""
    file = tmp_path / name
    file.write_bytes(content)
    return read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out").records


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b" \r\n\r\n\t ", b"\xef\xbb\xbf\r\n"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content).code is FileCode.EMPTY_FILE


def test_a_workbook_with_nothing_in_it_is_empty(tmp_path: Path) -> None:
    assert refused(tmp_path, as_xlsx(tmp_path / "b.xlsx", []).read_bytes()).code is FileCode.EMPTY_FILE


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"<html><body><table><tr><td>x</td></tr></table>", "a web page (HTML)"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>\n<html>", "a web page (HTML)"),
        ("<table><tr><td>工单号</td></tr></table>".encode("gb18030"), "a web page (HTML)"),
        ("<html><table>".encode("utf-16"), "a web page (HTML)"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web page (MHTML)"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML spreadsheet of Excel 2003",
        ),
        (b'<?xml version="1.0"?><rows/>', "an XML document"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\n\n%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b'{"rows": []}', "JSON"),
        (bytes(range(256)) * 40, "a file of an unknown kind, maybe encrypted"),
        (ole("WordDocument"), "a Word document"),
        (ole("VisioDocument"), "a document of another program"),
        (archive({"a.txt": packed(b"x")}), "a ZIP archive"),
        (archive({"word/document.xml": packed(b"x")}), "a Word document"),
        (archive({"ppt/presentation.xml": packed(b"x")}), "a presentation"),
    ],
)
def test_what_only_pretends_to_be_a_table(tmp_path: Path, content: bytes, looks_like: str) -> None:
    error = refused(tmp_path, content)
    assert (error.code, error.params) == (FileCode.NOT_A_SPREADSHEET, {"looks_like": looks_like})


def test_password_of_a_new_workbook(tmp_path: Path) -> None:
    assert refused(tmp_path, ole("EncryptionInfo", "EncryptedPackage")).code is FileCode.PASSWORD_PROTECTED


def test_password_of_an_old_workbook(tmp_path: Path) -> None:
    content = bytearray(as_xls(tmp_path / "b.xls", [HEADER, ROW]).read_bytes())
    begin_of_file = content.find(b"\x09\x08\x10\x00")
    content[begin_of_file + 20 : begin_of_file + 22] = b"\x2f\x00"  # the record after it says: encrypted from here on
    assert refused(tmp_path, bytes(content), "a.xls").code is FileCode.PASSWORD_PROTECTED


@pytest.mark.parametrize("name", ["store-a/repair_orders.xlsx", "store-c/repair_orders.xls"])
@pytest.mark.parametrize("keep", [0.02, 0.5, 0.99])
def test_cut_off(tmp_path: Path, name: str, keep: float) -> None:
    content = (DMS / name).read_bytes()
    assert refused(tmp_path, content[: int(len(content) * keep)]).code is FileCode.DAMAGED


def test_a_two_cell_file_that_claims_a_billion_rows(tmp_path: Path) -> None:
    sheet = (
        f'{SHEET_BEGIN}<row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("XFD1048576", "y")}</row>{SHEET_END}'
    )
    assert refused(tmp_path, workbook(sheet)).code is FileCode.TOO_LARGE


def test_a_million_empty_rows(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{at}"><c r="A{at}" s="0"/></row>' for at in range(3, 1_000_003))
    assert count(tmp_path, workbook(SHEET_BEGIN + TABLE + empty + SHEET_END)) == 1


def test_a_stray_cell_in_the_last_row(tmp_path: Path) -> None:
    stray = f'<row r="1048576">{cell("A1048576", " ")}</row>'
    assert count(tmp_path, workbook(SHEET_BEGIN + TABLE + stray + SHEET_END)) == 1


def test_a_million_blank_lines_and_lines_of_commas(tmp_path: Path) -> None:
    text = ",".join(HEADER) + "\n" + ",".join(ROW) + "\n" + "\n" * 500_000 + ",,,,,,\n" * 500_000
    assert count(tmp_path, text.encode(), "a.csv") == 1


def test_a_bomb_that_says_how_large_it_is(tmp_path: Path) -> None:
    bomb = packed_with_filling((SHEET_BEGIN + TABLE).encode(), b" ", 2000, SHEET_END.encode())
    content = workbook(bomb)
    assert len(content) < 4 << 20
    error = refused(tmp_path, content)
    assert (error.code, error.params) == (FileCode.TOO_LARGE, {"what": "2000 MiB when unpacked"})


@pytest.mark.parametrize(
    ("before", "filling", "after"),
    [
        (f'{TABLE}<row r="3"><c r="A3" t="inlineStr"><is><t>', b"a", "</t></is></c></row>"),
        (f'{TABLE}<row r="3">', b"<c><v>1</v></c>", "</row>"),
    ],
    ids=["one-text", "many-cells"],
)
def test_a_bomb_that_lies_about_its_size(tmp_path: Path, before: str, filling: bytes, after: str) -> None:
    bomb = packed_with_filling((SHEET_BEGIN + before).encode(), filling, 900, (after + SHEET_END).encode(), claims=1000)
    error = refused(tmp_path, workbook(bomb), limits=SMALL)
    assert error.code in {FileCode.TOO_LARGE, FileCode.DAMAGED}


def test_entities_that_grow_are_not_followed(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "lol"}">' for at in range(12))
    sheet = f"<!DOCTYPE x [{entities}]>{SHEET_BEGIN}{row(1, HEADER)}{row(2, [*ROW[:5], '&e11;', ROW[6]])}{SHEET_END}"
    assert refused(tmp_path, workbook(sheet)).code is FileCode.DAMAGED


def test_too_many_bytes_and_too_many_rows(tmp_path: Path) -> None:
    text = "\n".join([",".join(HEADER), *(",".join([f"W{at}", *ROW[1:]]) for at in range(20))]).encode()
    assert refused(tmp_path, text, limits=Limits(file_bytes=100)).code is FileCode.TOO_LARGE
    error = refused(tmp_path, text, limits=Limits(rows=19))
    assert (error.code, error.params) == (FileCode.TOO_MANY_ROWS, {"limit": 19})


def test_too_slow(tmp_path: Path) -> None:
    error = refused(tmp_path, (DMS / "store-a/repair_orders.xlsx").read_bytes(), limits=Limits(seconds=0))
    assert (error.code, error.params) == (FileCode.TOO_SLOW, {"seconds": 0})


def test_too_much_written(tmp_path: Path) -> None:
    error = refused(tmp_path, (DMS / "store-a/repair_orders.xlsx").read_bytes(), limits=Limits(written_bytes=10_000))
    assert error.code is FileCode.TOO_LARGE


@pytest.mark.parametrize(
    ("killed_by", "code"),
    [(signal.SIGSEGV, FileCode.DAMAGED), (signal.SIGABRT, FileCode.DAMAGED), (signal.SIGKILL, FileCode.TOO_SLOW)],
)
def test_whatever_kills_the_child_the_parent_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_by: signal.Signals, code: FileCode
) -> None:
    monkeypatch.setattr(reader, "_START", f"import os; os.kill(os.getpid(), {int(killed_by)})")
    assert refused(tmp_path, b"a,b,c").code is code


def test_an_error_of_our_own_in_the_child_is_told_plainly_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_START", "raise KeyError('x')")
    assert refused(tmp_path, b"a,b,c").code is FileCode.DAMAGED


def test_no_child_is_left_behind(tmp_path: Path) -> None:
    refused(tmp_path, (DMS / "store-a/repair_orders.xlsx").read_bytes(), limits=Limits(seconds=0))
    children = subprocess.run(
        ["ps", "-o", "pid=,stat=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    ).stdout
    assert "dealer.imports.reading" not in children
    assert " Z" not in children


@pytest.mark.parametrize(
    "content",
    [
        "número,coche,fecha\nñandú,á,2026\n".encode("latin-1"),
        b"a,b\n" + b"\xff\xfa\xf5" * 50,
        ",".join(HEADER).encode("gb18030").decode("latin-1").encode("utf-8"),
        ",".join(HEADER).encode("utf-8").decode("gb18030", "replace").encode("utf-8"),
    ],
    ids=["latin", "noise", "gbk-as-latin", "utf8-as-gbk"],
)
def test_wrong_encoding(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content, "a.csv").code is FileCode.WRONG_ENCODING


@pytest.mark.parametrize("rows", [[ROW, ROW], [["a", "b", "c"], ["1", "2", "3"]], [["只有一个标题"]]])
def test_no_header(tmp_path: Path, rows: list[list[str]]) -> None:
    error = refused(tmp_path, as_text(tmp_path / "b.csv", rows).read_bytes(), "a.csv")
    assert error.code is FileCode.NO_HEADER
    assert error.params["examples"]


def test_two_headers_with_one_name_tell_what_to_choose_from(tmp_path: Path) -> None:
    rows = [["说明"], [*HEADER, "电话"], [*ROW, "13912345678"]]
    error = refused(tmp_path, as_xlsx(tmp_path / "b.xlsx", rows).read_bytes())
    assert (error.code, error.params) == (
        FileCode.DUPLICATE_HEADER,
        {"header": "电话", "columns": "G, H", "field": "sender_phone"},
    )
    assert (error.header_row, error.titles) == (2, (*HEADER, "电话 (H)"))
    assert error.columns["vin"] == 2
    chosen = read_file(
        tmp_path / "a.xlsx",
        kind=Kind.REPAIR_ORDERS,
        out=tmp_path / "out",
        columns={"sender_phone": 7, "other_phone": -1},
    )
    assert chosen.records == 1


def test_a_header_without_rows_is_a_file_without_visits(tmp_path: Path) -> None:
    reading = read_file(as_text(tmp_path / "a.csv", [HEADER]), kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    assert (reading.data_rows, reading.records, reading.records_file.read_bytes()) == (0, 0, b"")


@pytest.mark.parametrize(
    ("file", "kind"), [("store-a/deliveries.xlsx", Kind.REPAIR_ORDERS), ("store-b/repair_orders.csv", Kind.DELIVERIES)]
)
def test_the_other_kind_of_file(tmp_path: Path, file: str, kind: Kind) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_file(DMS / file, kind=kind, out=tmp_path)
    assert error.value.code is FileCode.WRONG_KIND
    assert error.value.params["said"] == kind


@pytest.mark.rule("CUS-7")
def test_bad_cells_in_a_good_file(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["W1", *ROW[1:4], "1900-01-01", *ROW[5:]],
        ["W2", *ROW[1:4], "2999-12-31", *ROW[5:]],
        ["W3", *ROW[1:6], "1.38E+10"],
        ["W4", *ROW[1:5], "😀张三👍", ROW[6]],
        ["W5", *ROW[1:5], "=cmd|'/c calc'!A1", ROW[6]],
        ["W6", *ROW[1:5], "<script>alert(1)</script>", ROW[6]],
    ]
    reading = read_file(as_text(tmp_path / "a.csv", rows), kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    assert [(each.row, each.code) for each in reading.rejected] == [
        (2, RowCode.DATE_UNREADABLE),
        (3, RowCode.DATE_UNREADABLE),
    ]
    assert [(each.row, each.code) for each in reading.warned] == [(4, RowCode.PHONE_INVALID)]
    senders = [each.fields["sender"] for each in reading.preview]
    assert senders == ["张三", "😀张三👍", "=cmd|'/c calc'!A1", "<script>alert(1)</script>"]


def test_every_code_has_its_message() -> None:
    assert set(FILE_MESSAGES) == set(FileCode)
    assert set(ROW_MESSAGES) == set(RowCode)
