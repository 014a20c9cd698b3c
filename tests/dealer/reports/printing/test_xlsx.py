"""The workbook: read back by another program, and safe to open (targets R15)."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer.reports.printing.xlsx import as_xlsx
from dealer.reports.rules.content import Correction, Personal
from dealer.reports.rules.printed import Instructed, PrintedReport, Signature
from dealer.reports.rules.signing import SignatureLine
from tests.dealer.reports.printing import made
from tests.dealer.reports.printing.read import sheets_of

pytestmark = pytest.mark.usefixtures("context")

LIVE = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]


def parts_of(report: PrintedReport) -> dict[str, str]:
    """The workbook's own files."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(report, locale="zh_CN"))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def filled(text: str) -> PrintedReport:
    """A report in which every text that a person or the DMS gave is this one."""
    plain = made.sealed()
    line = replace(
        made.line(2), personal=Personal(text, text, text, text, text), model=text, served_by=text, work=text,
        caller=text, kind=text, proposal=text, department=text, person=text, reason=text,
        scores=tuple(replace(score, value=text) for score in made.line(2).scores),
    )  # fmt: skip
    head = replace(
        plain.content, lines=(line,), callers=((text, 1),),
        questions=tuple((code, text, text) for code, _zh, _en in made.QUESTIONS),
        corrections=(Correction(made.DAY, 2, text, text, made.at(made.DAY, 900)),),
    )  # fmt: skip
    orders = tuple(Instructed(number, text, text, made.at(made.NEXT, 2000)) for number in (2, None))
    signature = Signature(text, made.at(made.DAY, 2004), for_name=text)
    return replace(
        plain, network=text, store=text, store_code=text, report_number=text, content=head, instructions=orders,
        fields=made.fields((SignatureLine.CALLER, signature)),
    )  # fmt: skip


@pytest.mark.rule("REP-10")
def test_equal_input_gives_equal_bytes() -> None:
    assert as_xlsx(made.sealed(), locale="zh_CN") == as_xlsx(made.sealed(), locale="zh_CN")


@pytest.mark.rule("REP-1", "REP-10")
def test_the_columns_of_the_form() -> None:
    lines, _totals = sheets_of(made.report())
    assert lines[0] == [
        "序", "标记", "客户", "电话", "车型", "车牌", "VIN 后六位", "取车日", "服务顾问", "里程", "维修类型", "回访人",
        "时间", "结果", "拨打次数", "质量", "态度", "速度", "价格", "清洁", "故障", "总评", "客户反馈", "类别",
        "建议处理", "部门", "责任人", "状态", "说明", "总经理批示",
    ]  # fmt: skip
    assert len(lines) == 15
    assert lines[3][:10] == [
        3, "意见", "吴静 女士", "138****6604", "山岚 SUV 2.0T", "苏E·8K1B7", "218840",
        dt.date(2026, 11, 17), "钱峰", 46205,
    ]  # fmt: skip
    assert lines[3][12] == made.at(made.DAY, 921).replace(tzinfo=None)


def test_in_english_the_words_are_english() -> None:
    lines, totals = sheets_of(made.sealed(), "en")
    assert lines[0][:4] == ["No.", "Mark", "Customer", "Phone"]
    assert totals[2][:4] == ["Completed", 11, 14, pytest.approx(11 / 14)]


@pytest.mark.rule("REP-2", "REP-3", "REP-4")
def test_what_stands_around_the_totals() -> None:
    _lines, totals = sheets_of(made.returned())
    texts = {str(cell) for row in totals for cell in row}
    assert {"未审阅 11-20 20:00 转下一级", "沈悦 兼 已签 11-20 13:15", "沈悦 代 徐岚 已签 11-20 13:15"} <= texts
    assert "徐岚 已签 11-20 09:08、退回 11-20 11:30" in texts
    _lines, totals = sheets_of(made.sealed())
    texts = {str(cell) for row in totals for cell in row}
    assert {made.HASH, "3Z4F-9X2D-7C37", f"{made.WHOLE}（售后 11-25 20:00 前）"} <= texts


@pytest.mark.rule("CUS-9")
def test_nobody_is_told_who_was_erased() -> None:
    lines, _totals = sheets_of(made.report([replace(made.line(3), personal=None)]))
    assert lines[1][2:7] == ["已删除", "", "山岚 SUV 2.0T", "", ""]
    assert lines[1][22] == "已删除"


@pytest.mark.rule("CUS-9")
def test_phones_are_masked() -> None:
    assert not any("15012348628" in part for part in parts_of(made.report()).values())


@pytest.mark.parametrize("sign", LIVE)
def test_no_text_becomes_a_formula(sign: str) -> None:
    text = sign + 'HYPERLINK("https://example.com";"x")'
    parts = parts_of(filled(text))
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert not any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet for sheet in sheets)
    # Nor when somebody edits the cell: it is marked as text.
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    lines, totals = sheets_of(filled(text))
    told = text.replace("\r", "_x000D_") if sign == "\r" else text
    assert lines[1][2] in {text, told}
    assert sum(str(cell) in {text, told} for cell in lines[1]) >= 9
    assert any(text in str(cell) or told in str(cell) for row in totals for cell in row)


def test_every_text_is_in_a_cell_marked_as_text() -> None:
    parts = parts_of(filled("=1+1"))
    styles = parts["xl/styles.xml"].partition("<cellXfs")[2].partition("</cellXfs>")[0].split("<xf ")[1:]
    marked = {str(n) for n, style in enumerate(styles) if 'quotePrefix="1"' in style}
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        cells = [cell for cell in parts[name].split("<c ")[1:] if 't="inlineStr"' in cell or 't="s"' in cell]
        assert cells
        assert {cell.partition('s="')[2].partition('"')[0] for cell in cells} <= marked


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
@settings(max_examples=40)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    lines, _totals = sheets_of(filled(text))
    assert lines[1][2] == text


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    plain = made.line(1)
    assert plain.personal
    long = replace(plain, personal=replace(plain.personal, said="好" * 40_000))
    lines, _totals = sheets_of(made.report([long]))
    assert len(lines[1][22]) == 32_767


def test_heads_stay_in_sight() -> None:
    sheet = parts_of(made.report())["xl/worksheets/sheet1.xml"]
    assert 'xSplit="3" ySplit="1"' in sheet
    assert "<cols>" in sheet
