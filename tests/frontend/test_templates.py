"""Guards over the source of every template: translated, without inline script or style, with known icons."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from frontend import rendering
from frontend.assets import BUILD_FOLDER, asset
from tests.frontend.examples.pages import EXAMPLES
from tests.frontend.reading import SPOKEN_ATTRIBUTES, Page

SOURCES = sorted([*rendering.TEMPLATES.rglob("*.html"), *rendering.COMPONENTS.glob("*.html")])
NAMES = [path.relative_to(rendering.ROOT).as_posix() for path in SOURCES]
LETTERS = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
# A string in an expression that reads like words of a sentence; names of icons, kinds, types and fields don't.
WORDY = re.compile(r"[A-Z][a-z]|[a-z]{2,} [a-z]+ [a-z]|[.!?]$")
TRANSLATING = ("_", "gettext", "ngettext")
EVERYWHERE_THE_SAME = {"Esc", "Ctrl", "Enter", "Del"}
# What a block that builds attributes leaves behind: all but those that are read out.
ATTRIBUTES = re.compile(r'\b(?!title|aria-label=|placeholder|alt)[a-z-]+="[^"]*"|\b(?:required|autofocus)\b')
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|javascript:|\son[a-z]+\s*=|hx-on|hx-vals", re.IGNORECASE)


def bare_html(environment: Environment, source: str) -> str:
    """The template's own HTML; an expression becomes a mark, so that an attribute made by one counts as filled."""
    kept: list[str] = []
    depth = 0
    for _, kind, text in environment.lex(source):
        if kind in ("variable_begin", "block_begin"):
            depth += 1
            kept.append("§" if kind == "variable_begin" else "")
        elif kind in ("variable_end", "block_end"):
            depth -= 1
        elif kind == "data" and not depth:
            kept.append(text)
    return "".join(kept)


def untranslated(node: nodes.Node) -> Iterator[str]:
    """Strings in what a template outputs or hands to a component, unless they go through a translating call."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in TRANSLATING:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child.value
        yield from untranslated(child)


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_every_text_of_a_template_goes_through_gettext(pages: Flask, path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    page = Page(bare_html(pages.jinja_env, source))
    texts = [ATTRIBUTES.sub("", text) for element in [page.root, *page.elements] for text in element.texts]
    spoken = [e.attributes[name] for e in page.elements for name in SPOKEN_ATTRIBUTES if e.attributes.get(name)]
    strings = [text for text in untranslated(pages.jinja_env.parse(source)) if WORDY.search(text)]
    assert [t for t in texts if LETTERS.search(t) and t not in EVERYWHERE_THE_SAME] == []
    assert [s for s in spoken if LETTERS.search(s)] == []
    assert [s for s in strings if not s.startswith(("/", "."))] == []
    assert CHINESE.findall(source) == []


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_no_template_has_an_inline_script_or_style(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert INLINE.findall(source) == []
    assert [style for style in re.findall(r'style="([^"]*)', source) if not style.startswith("--n:{{")] == []


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_no_template_builds_addresses_or_marks_text_as_safe(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert "url_for" not in source
    assert not re.search(r"\|\s*safe\b|autoescape false", source)


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.parent != rendering.COMPONENTS], ids=[n for n in NAMES if not n.startswith("comp")]
)
def test_every_template_says_its_context_on_top(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(("{# ", "{#- "))


def test_every_page_has_an_example() -> None:
    pages = {name.removeprefix("templates/") for name in NAMES if "/_" not in name and name.startswith("templates/")}
    assert pages - {template for template, _ in EXAMPLES.values()} == {"base.html", "bare.html"}


def listed_icons() -> set[str]:
    icons = json.loads((rendering.ROOT / "icons.json").read_text(encoding="utf-8"))
    return {*icons["tabler"], *icons["own"]}


def test_the_sprite_holds_what_the_list_says() -> None:
    sprite = (BUILD_FOLDER / Path(asset("icons.svg")).name).read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == listed_icons()


def test_every_listed_icon_is_used_somewhere() -> None:
    platform = rendering.ROOT.parent
    sources = [*platform.rglob("*.py"), *platform.rglob("*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    listed = json.loads((rendering.ROOT / "icons.json").read_text(encoding="utf-8"))["tabler"]
    assert [icon for icon in listed if not re.search(rf"[\"'#]{icon}[\"']", text)] == []
