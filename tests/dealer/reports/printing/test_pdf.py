"""The paper form: what it says, how it breaks over pages, and that nothing can be smuggled into it."""

import contextvars
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dealer.reports.printing.pdf import as_pdf
from dealer.reports.rules.content import Line, Personal
from dealer.reports.rules.printed import PrintedReport, Signature
from dealer.reports.rules.signing import SignatureLine
from tests.dealer.reports.printing import made
from tests.dealer.reports.printing.read import on_paper, pages_of, printed, squeezed

pytestmark = pytest.mark.usefixtures("context")


def saying(said: str, **others: str) -> PrintedReport:
    """A report of one line in which the customer said this."""
    plain = made.line(1)
    assert plain.personal
    return made.report([replace(plain, personal=replace(plain.personal, said=said), **others)])


@pytest.mark.rule("REP-10")
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_equal_input_gives_equal_bytes(locale: str) -> None:
    report = made.sealed()
    assert printed(report, locale) == printed(report, locale)
    other = as_pdf(
        report, locale=locale, verify_url=made.VERIFY_URL, printed_at=made.PRINTED_AT + dt.timedelta(hours=1)
    )
    assert other != printed(report, locale)


def test_one_font_and_that_from_its_package() -> None:
    fonts = set()
    for page in PdfReader(io.BytesIO(printed(made.returned()))).pages:
        fonts |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"NotoSansSC"}


def test_a_paper_without_a_language_is_refused(translating: Flask) -> None:
    with pytest.raises(RuntimeError, match="app context"):
        _outside(lambda: printed(made.report()))


def _outside(does: Callable[[], bytes]) -> None:
    """As a process does that has no application."""
    contextvars.Context().run(does)


@pytest.mark.rule("REP-1")
def test_the_head_says_store_day_and_callers() -> None:
    text = on_paper(made.report())
    assert "华悦汽车苏州吴中店SZ-WZ01" in text
    assert "日期2026年11月19日星期四截止20:00" in text
    assert "回访人沈悦（8条）、顾佳宁（5条）" in text
    assert "SZ-WZ01-3DC-20261119" in text
    assert "需求2另计，不入意见" in text
    assert "更正11-18日报序4：总评9改为8，录入有误。原报告不变沈悦11-1909:10" in text


def test_in_english_the_form_is_english() -> None:
    text = on_paper(made.sealed(), "en")
    for words in ("Daily callback report", "Thursday, 19 November 2026", "Completed 11 11/14 78.6%", "General manager"):
        assert squeezed(words) in text
    assert "回访" not in text


@pytest.mark.rule("CUS-9")
def test_phones_are_masked_and_the_vin_is_cut() -> None:
    plain = made.line(1)
    shown = replace(plain, personal=Personal("罗萱 女士", "15012348628", "苏E·7K43F", "LFV3A23C7K3104582", "好"))
    text = on_paper(made.report([shown]))
    assert "150****8628" in text
    assert "15012348628" not in text
    assert "104582" in text
    assert "3104582" not in text


@pytest.mark.rule("CUS-9", "REP-4")
def test_who_was_erased_is_said_to_be() -> None:
    gone = replace(made.line(3), personal=None)
    text = on_paper(made.report([gone]))
    assert "3意见已删除山岚SUV2.0T11-17钱峰" in text
    assert "6已删除致歉" in text  # the score stays, the words are gone
    assert "苏E·8K1B7" not in text


@pytest.mark.rule("REP-2")
def test_an_unsigned_form_waits_for_pens() -> None:
    text = on_paper(made.report())
    assert "尚未签字" in text
    assert "验证码" not in text
    assert text.count("年月日") == 2  # the head and the general manager
    assert "沈悦月日顾佳宁月日" in text  # every caller signs a line of their own


@pytest.mark.rule("REP-2")
def test_who_is_still_to_sign_has_room_beside_who_has() -> None:
    first, *others = made.fields(made.CALLERS[0])
    text = on_paper(replace(made.report(), fields=(replace(first, awaited=("顾佳宁",)), *others)))
    assert "沈悦已签11-1920:04顾佳宁月日" in text
    assert "内容已冻结（首签11-1920:04），总经理签后封存" in text


@pytest.mark.rule("REP-2", "REP-4")
def test_a_sealed_form_says_who_signed_and_how_to_verify() -> None:
    text = on_paper(made.sealed())
    for words in (
        "沈悦已签11-1920:04", "顾佳宁已签11-1920:06", "徐岚已签11-2009:12", "陆建华已签11-2016:47",
        "已封存11-2016:47，链号413", "验证码3Z4F-9X2D-7C37", f"内容摘要{made.HASH[:16]}打印2026-11-2016:50",
    ):  # fmt: skip
        assert words in text
    assert "年月日" not in text
    assert len(pages_of(printed(made.sealed()))) == 1


@pytest.mark.rule("REP-3")
def test_instructions_stand_where_they_belong() -> None:
    text = on_paper(made.sealed())
    assert "已转办当日致歉，精洗后请客户确认。洗车班11-23前交整改。售后11-2320:00前4胡远博" in text
    assert squeezed(made.WHOLE) + "售后11-2520:00前" in text


@pytest.mark.rule("REP-2")
def test_plan_two_shows_what_happened_on_the_way() -> None:
    text = on_paper(made.returned())
    assert "沈悦已签11-1920:04、退回11-2011:30" in text  # struck, and still to be read
    assert "沈悦兼已签11-2013:15" in text
    assert "沈悦代徐岚已签11-2013:15" in text
    assert "未审阅11-2020:00转下一级" in text
    assert "内容已冻结（首签11-2013:15）" in text
    assert "应签11-2320:00前" in text


@pytest.mark.rule("REP-2")
def test_a_day_ends_as_its_own_and_many_callers_have_room() -> None:
    names = [f"回访员{n:02}" for n in range(1, 13)]
    lines = [replace(made.line(n + 1), caller=name) for n, name in enumerate(names)]
    signed = [(SignatureLine.CALLER, Signature(name, made.at(made.DAY, 2004))) for name in names]
    text = on_paper(replace(made.report(lines), fields=made.fields(*signed)))
    assert "应签当日" in text
    assert all(f"{name}已签11-1920:04" in text for name in names)


@pytest.mark.rule("REP-1")
def test_a_nil_report_is_a_form_of_its_own() -> None:
    text = on_paper(made.nil())
    assert "无回访当日没有应回访的客户，也没有拨打。" in text
    assert "完成00/0无" in text
    assert "客户反馈" not in text
    assert "应签11-2020:00前" in text


def test_a_hundred_and_twenty_lines() -> None:
    pages = pages_of(printed(made.report(120)))
    assert len(pages) > 4
    assert all("客户反馈" in page for page in pages[:-1])  # the head of the table on each
    for number, page in enumerate(pages, 1):
        assert f"第{number}页/共{len(pages)}页" in page
        assert ("苏州吴中店回访日报维修3DC2026年11月19日" in page) == (number > 1)
    text = "".join(pages)
    assert [n for n in range(1, 121) if f"{n}{'' if (n - 1) % 14 else '罗萱女士150****8628'}" not in text] == []
    assert "应签" in pages[-1]


def test_long_texts_break_and_nothing_is_lost() -> None:
    story = "".join(f"第{n}句话客户说得很长。" for n in range(400))
    assert story in _flowing(printed(saying(story)))
    assert "客户" * 500 in _flowing(printed(saying("好", proposal="客户" * 500)))
    assert "x" * 900 in on_paper(saying("x" * 900))


def _flowing(pdf: bytes) -> str:
    """The text of all pages as one: without running heads, the table's head, the foot, and the state, which stands
    beside the first part of a row."""
    text = re.sub(r"SZ-WZ01-3DC-20261119尚未签字.{0,60}?第\d+页/共\d+页", "", "".join(pages_of(pdf)))
    return re.sub(r"苏州吴中店回访日报.{0,70}?需求\d|得分序客户.{0,90}?总评|已完成", "", text)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 12])
def test_any_number_of_questions(count: int) -> None:
    report = made.sold(count)
    text = on_paper(report)
    assert all(label in text for _code, label, _en in report.content.questions)
    assert "销售7DC" in text
    assert "交车日销售顾问" in text
    assert "里程" not in text
    assert len(pages_of(printed(report))) == 1
    assert on_paper(report, "en")


NASTY = [
    "#panic()",
    "$x^2$",
    "*b* _i_ `c` <label> @ref // no",
    "\\u{41} \\ ~ --- ...",
    '") #eval("1+1',
    "]}{[",
    "= 1\n+ 2",
]


@pytest.mark.rule("REP-10")
@pytest.mark.parametrize("text", NASTY)
def test_markup_of_a_customer_stays_text(text: str) -> None:
    assert squeezed(text) in on_paper(saying(text, proposal=text, work=text, person=text, kind=text))


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
@settings(max_examples=25)
def test_any_text_can_be_printed(text: str) -> None:
    plain: Line = made.line(2)
    line = replace(plain, personal=Personal(text, text, text, text, text), model=text, proposal=text, kind=text)
    report = replace(made.report([line]), store=text, network=text, report_number=text)
    assert printed(report).startswith(b"%PDF")
