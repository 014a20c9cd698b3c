"""What the documents point to is there, and every document is pointed to."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "bench" / "README.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")
# A file or a folder of the project, named in a text; what a command makes is said below.
NAMED = re.compile(r"`((?:platform|tests|migrations|deploy|docs|bench)/[\w./-]+)`")
MADE = ("deploy/secrets/",)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_named_files_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [target for target in LINK.findall(text) if not (page.parent / target).exists()]
    named = [path for path in NAMED.findall(text) if not path.startswith(MADE) and not (ROOT / path).exists()]
    assert links + named == []


def test_every_page_and_picture_is_pointed_to() -> None:
    pointed = {(page.parent / target).resolve() for page in PAGES for target in LINK.findall(page.read_text("utf-8"))}
    there = {*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "pictures").iterdir()}
    assert sorted(path.name for path in there - pointed) == []
