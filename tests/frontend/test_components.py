"""Components: what a macro promises wherever it is used."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.frontend.reading import Page, faults_of

Fragment = Callable[..., str]
counts = st.integers(min_value=0, max_value=10_000_000)
relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.mark.rule("KPI-1")
@relaxed
@given(numerator=counts, denominator=counts.filter(bool), macro=st.sampled_from(["ratio", "rate"]))
def test_a_rate_shows_its_numerator_and_denominator(
    fragment: Fragment, numerator: int, denominator: int, macro: str
) -> None:
    text = Page(fragment(f"{{{{ ui.{macro}(n, d) }}}}", n=numerator, d=denominator)).root.text
    assert f"{numerator:,}" in text
    assert f"/{denominator:,}" in text


@pytest.mark.rule("KPI-1")
@pytest.mark.parametrize(("language", "word"), [("zh", "无"), ("en", "none")])
@pytest.mark.parametrize("macro", ["ratio", "rate"])
def test_a_denominator_of_0_is_none_and_never_a_percentage(
    fragment: Fragment, macro: str, language: str, word: str
) -> None:
    for numerator in (0, 3):
        text = Page(fragment(f"{{{{ ui.{macro}(n, 0) }}}}", language, n=numerator)).root.text
        assert text == word


@pytest.mark.rule("KPI-1")
def test_a_legend_shows_each_part_of_the_whole(fragment: Fragment) -> None:
    parts = [("done", 27, "已完成"), ("wait", 7, "等待"), ("", 60, "待打")]
    text = Page(fragment("{{ ui.legend(parts, 94) }}", parts=parts)).root.text
    assert [f"{word} {count} /94" in text for _, count, word in parts] == [True] * 3


def test_a_bar_sets_nothing_but_its_share(fragment: Fragment) -> None:
    page = Page(fragment('{{ ui.bar([("done", 21, "a"), ("", 54, "b")]) }}'))
    assert [piece.attributes["style"] for piece in page.tagged("i")] == ["--n:21", "--n:54"]


def test_a_form_carries_the_token_and_the_one_time_key(fragment: Fragment) -> None:
    page = Page(fragment('{% call ui.form("/x") %}{{ ui.button("go") }}{% endcall %}{{ ui.post_button("end", "/y") }}'))
    for form in page.tagged("form"):
        hidden = {i.attributes["name"]: i.attributes["value"] for i in form.all() if i.tag == "input"}
        assert hidden == {"csrf_token": "csrf", "_once": "once"}
        assert form.attributes["method"] == "post"


@pytest.mark.parametrize("kind", ['type="text"', 'type="password"', "rows=4", 'options=[("a", "A"), ("b", "B")]'])
def test_a_field_says_its_label_hint_and_error(fragment: Fragment, kind: str) -> None:
    source = f'{{{{ ui.field("plate", "车牌", "b", hint="例如 苏E", error=["看不懂。"], {kind}) }}}}'
    page = Page(fragment(source))
    (control,) = page.tagged("input", "select", "textarea")
    said = {element.attributes["id"]: element.text for element in page.elements if "id" in element.attributes}
    assert faults_of(page) == []
    assert control.attributes["aria-invalid"] == "true"
    assert [said[name] for name in control.attributes["aria-describedby"].split()] == ["例如 苏E", "看不懂。"]


def test_a_password_is_never_written_into_the_page(fragment: Fragment) -> None:
    assert "geheim" not in fragment('{{ ui.field("p", "密码", "geheim", type="password") }}')


def test_what_people_typed_is_escaped(fragment: Fragment) -> None:
    html = fragment(
        '{{ ui.field("name", "姓名", typed) }}{{ ui.notice(typed) }}{{ ui.chip(typed) }}', typed='"><script>'
    )
    assert "<script>" not in html


def test_a_pager_draws_only_the_ways_there_are(fragment: Fragment) -> None:
    page = {"text": "共 3 份", "prev_url": None, "next_url": "/imports?cursor=x"}
    links = Page(fragment("{{ ui.pager(page) }}", page=page)).tagged("a")
    assert [link.attributes["rel"] for link in links] == ["next"]


def test_progress_asks_again_only_while_there_is_something_to_ask(fragment: Fragment) -> None:
    running = Page(fragment('{{ ui.progress("p", "读", 61, 94, "/progress") }}'))
    ended = Page(fragment('{{ ui.progress("p", "读", 94, 94) }}'))
    assert running.tagged("div")[0].attributes["data-hx-trigger"] == "every 1s"
    assert running.tagged("div")[0].attributes["data-announce"] == "读 50%"
    assert "data-hx-get" not in ended.tagged("div")[0].attributes


def test_a_missing_component_is_an_error_not_a_blank(fragment: Fragment) -> None:
    with pytest.raises(Exception, match="sparkle"):
        fragment("{{ ui.sparkle() }}")
