"""What is looked at on every page: axe, structure, title, language, width."""

import re
from pathlib import Path

from playwright.sync_api import Page

from frontend import assets
from tests.frontend.reading import Page as Read
from tests.frontend.reading import faults_of
from tests.frontend.validity import invalid

AXE = Path(assets.__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHINESE = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"(?<![\w./@-])[A-Za-z]{4,}(?![\w./@-])")
# Latin words that stand in Chinese text as they are, and words of the tests' own data.
NAMES = frozenset(
    {
        "Sanqi",
        "English",
        "Excel",
        "Chrome",
        "Edge",
        "Windows",
        "WeChat",
        "Linux",
        "JSON",
        "HTML",
        "xlsx",
        "Shift",
        "Ctrl",
        "Enter",
    }
)
DATA = frozenset({"Store", "Network", "Person", "STORE", "north", "south", "orders", "sanqi", "store", "create"})
# The product's own name and the name of the other language.
ALSO_IN_ENGLISH = ("三七", "中文")


def axe(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """Serious and critical faults (targets R14, WCAG 2.2 AA)."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "without => axe.run({exclude: without.map(one => [one])}).then(result => result.violations)", list(without)
    )
    return [
        f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> bool:
    """Whether a person must scroll sideways."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth + 1"))


def faults(source: str, language: str, data: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with a page's source: validity, labels, title, untranslated texts. `data`: not ours to say."""
    read = Read(source)
    found = [*faults_of(read), *invalid(source)]
    titles = [title.text for title in read.tagged("title")]
    if len(titles) != 1 or not titles[0].split(" · ")[0]:
        found.append(f"titles: {titles}")
    if read.tagged("html")[0].attributes.get("lang") != {"zh": "zh-CN", "en": "en"}[language]:
        found.append("html has another language")
    said = [_without(text, data) for text in read.said()]
    if language == "zh":
        words = {word for text in said for word in WORD.findall(text)} - NAMES - DATA
        return found + ([f"English on a Chinese page: {sorted(words)}"] if words else [])
    return found + [f"Chinese on an English page: {text}" for text in said if CHINESE.search(text)]


def _without(text: str, data: tuple[str, ...]) -> str:
    for known in sorted((*data, *ALSO_IN_ENGLISH), key=len, reverse=True):
        text = text.replace(known, "")
    return text
