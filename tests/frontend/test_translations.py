"""The catalogs: every text has its Chinese, and nothing in it is out of step with the code."""

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from dealer.imports.reading import kinds, problems
from dealer.imports.reading.child import delimited, formats
from frontend.catalogs import (
    TRANSLATIONS,
    CatalogNotCompiledError,
    compile_catalogs,
    extract,
    read_catalog,
    require_catalog,
    update_catalogs,
)
from frontend.store.imports import words

CHINESE = TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def forms(message: Message) -> list[tuple[str, str]]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    return [(ids[-1], text) for text in texts]


def test_every_text_has_its_chinese() -> None:
    catalog = read_catalog(CHINESE)
    found = {message.id: catalog.get(message.id) for message in extract() if message.id}
    assert [
        text for text, message in found.items() if message is None or not all(said for _, said in forms(message))
    ] == []


def test_the_catalog_holds_nothing_that_nobody_says() -> None:
    wanted = {message.id if isinstance(message.id, str) else message.id[0] for message in extract()}
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in read_catalog(CHINESE)}
    assert kept - wanted == set()


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message in read_catalog(CHINESE):
        for said, translated in forms(message):
            assert set(PLACEHOLDER.findall(translated)) == set(PLACEHOLDER.findall(said)), said


def test_nothing_is_marked_as_a_guess() -> None:
    assert [message.id for message in read_catalog(CHINESE) if message.id and message.fuzzy] == []


def test_updating_a_catalog_that_is_in_step_changes_no_byte(tmp_path: Path) -> None:
    shutil.copytree(TRANSLATIONS, tmp_path, dirs_exist_ok=True)
    copy = tmp_path / CHINESE.relative_to(TRANSLATIONS)
    update_catalogs(tmp_path)
    assert copy.read_bytes() == CHINESE.read_bytes()


def test_a_compiled_catalog_is_found_by_babels_own_name(tmp_path: Path) -> None:
    shutil.copytree(TRANSLATIONS / "zh_CN", tmp_path / "zh_CN")
    with pytest.raises(CatalogNotCompiledError, match=r"frontend\.catalogs"):
        require_catalog(tmp_path)
    assert len(compile_catalogs(tmp_path)) == 1
    assert compile_catalogs(tmp_path) == []
    require_catalog(tmp_path)


@pytest.mark.rule("DATA-1")
def test_imports_have_a_word_for_everything_that_reading_can_say() -> None:
    fields = {field for kind in kinds.Kind for field in kinds.FIELDS[kind]}
    codes = {code.value for code in problems.RowCode}
    assert set(words.KINDS) == {kind.value for kind in kinds.Kind}
    assert fields <= set(words.FIELDS)
    assert set(words.REJECTIONS) == {code.value for code in problems.REJECTING}
    assert set(words.WARNINGS) == codes - set(words.REJECTIONS)
    assert {code.value for code in problems.FileCode} <= set(words.UNREADABLE)


def test_imports_have_a_word_for_everything_that_pretends_to_be_a_table() -> None:
    source = Path(formats.__file__).read_text(encoding="utf-8") + Path(delimited.__file__).read_text(encoding="utf-8")
    said = set(re.findall(r'_not_a_spreadsheet\("([^"]+)"\)|looks_like="([^"]+)"', source))
    named = {first or second for first, second in said} | {name for _, name in formats._OTHERS}
    assert named <= set(words.IMPOSTORS)


@pytest.mark.rule("DATA-1")
def test_a_file_that_cannot_be_read_is_explained_without_a_code_or_a_gap() -> None:
    params = {
        "looks_like": "a PDF",
        "seconds": 20,
        "limit": 1_000_000,
        "examples": "工单号, 车牌号",
        "header": "电话",
        "columns": "C, F",
        "fields": "pickup, vin",
        "found": "deliveries",
        "said": "repair_orders",
    }
    for code in words.UNREADABLE:
        sentence = words.why_unreadable(code, params)
        assert "%(" not in sentence
        assert "_" not in sentence
