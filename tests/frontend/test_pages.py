"""Every page with its example: renders in both languages, is sound HTML, says nothing untranslated."""

import re
from collections.abc import Callable

import pytest

from tests.frontend.examples.pages import EXAMPLES
from tests.frontend.reading import Page, faults_of
from tests.frontend.test_templates import listed_icons
from tests.frontend.validity import invalid

Render = Callable[..., str]
WHOLE = [name for name, (template, _) in EXAMPLES.items() if not template.split("/")[-1].startswith("_")]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Latin words that stand in Chinese text as they are: names of products, formats, codes.
NAMES = {
    *("Sanqi", "sanqi", "store", "create", "English", "zhoumin", "JSON", "json", "openapi"),
    *("Ctrl", "Enter", "Excel", "xlsx", "Edge", "Windows", "WeChat", "Android", "PHEV"),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_sound(render: Render, name: str, language: str) -> None:
    source = render(name, language)
    assert faults_of(Page(source)) == []
    assert invalid(source) == []


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_has_one_heading_a_title_and_its_language(render: Render, name: str) -> None:
    for language, tag, product in (("zh", "zh-CN", "三七"), ("en", "en", "Sanqi")):
        page = Page(render(name, language))
        (title,) = page.tagged("title")
        parts = title.text.split(" · ")
        assert len(page.tagged("h1")) == 1
        assert len(page.tagged("main")) == 1
        assert page.tagged("html")[0].attributes["lang"] == tag
        assert parts[-1] == product
        assert all(parts)
        assert len(parts) == (3 if page.tagged("nav") else 2)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chinese_page_says_nothing_in_english(render: Render, name: str) -> None:
    page = Page(render(name, "zh"))
    words = {word for text in page.said() for word in re.findall(r"(?<![\w-])[A-Za-z]{4,}(?![\w-])", text)}
    assert words - NAMES == set()


@pytest.mark.parametrize("name", ["sign_in", "sign_in_wait", "sign_in_panel", "error_404", "error_503"])
def test_an_english_page_says_nothing_in_chinese(render: Render, name: str) -> None:
    said = [text for text in Page(render(name, "en")).said() if CHINESE.search(text)]
    data = {
        "中文",
        "三七",
        "三七 Sanqi",
        "苏州吴中专营店",
        "工作台",
        "数据导入",
        "门店",
        "我的账户",
        "权限一览",
        "周",
        "周敏",
        "客服中心负责人",
    }
    assert [text for text in said if not set(text.split(" · ")) - {"There is nothing here", "Sanqi"} <= data] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_uses_known_icons_only(render: Render, name: str) -> None:
    used = set(re.findall(r'icons[^"]*\.svg#([a-z0-9-]*)"', render(name)))
    assert used <= listed_icons()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_keeps_to_the_content_security_policy(render: Render, name: str) -> None:
    page = Page(render(name))
    assert page.tagged("style") == []
    assert [script for script in page.tagged("script") if "src" not in script.attributes or script.texts] == []
    for element in page.elements:
        assert element.attributes.get("style", "--n:0").startswith("--n:")
        assert [attribute for attribute in element.attributes if attribute.startswith("on")] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_form_that_changes_something_carries_its_keys(render: Render, name: str) -> None:
    for form in Page(render(name)).tagged("form"):
        if form.attributes.get("role") == "search":
            assert form.attributes["method"] == "get"
            continue
        names = {field.attributes.get("name") for field in form.all() if field.tag == "input"}
        assert form.attributes["method"] == "post"
        assert {"csrf_token", "_once"} <= names


@pytest.mark.parametrize("name", WHOLE)
def test_no_page_fills_two_buttons(render: Render, name: str) -> None:
    filled = [e for e in Page(render(name)).elements if "go" in e.attributes.get("class", "").split()]
    assert len(filled) <= 1
