"""Built assets: what the manifest says is there, and what happens when it isn't."""

import json
import re
from pathlib import Path

import pytest

from frontend import assets
from frontend.assets import BUILD_FOLDER, AssetsNotBuiltError, asset

NAMES = ("api-docs.css", "api-docs.js", "app.css", "app.js", "favicon.svg", "fonts.css", "icons.svg", "inter.woff2")
ELSEWHERE = re.compile(r"""(?:url\(\s*["']?|@import\s+["']|href=["'])(?:https?:)?//""")


@pytest.mark.parametrize("name", NAMES)
def test_an_asset_has_an_address_with_a_hash_and_a_file_behind_it(name: str) -> None:
    address = asset(name)
    file = BUILD_FOLDER / address.removeprefix(assets.BUILD_URL)
    stem, end = name.rsplit(".", 1)
    assert file.is_file()
    assert file.name != name
    assert file.suffix == f".{end}"
    assert stem in file.name


def test_the_manifest_names_nothing_that_is_not_there() -> None:
    manifest = json.loads((BUILD_FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest) == set(NAMES)
    assert all((BUILD_FOLDER / file).is_file() for file in manifest.values())


def test_an_unknown_asset_is_refused_in_plain_words() -> None:
    with pytest.raises(AssetsNotBuiltError, match=r"nothing\.css is not built"):
        asset("nothing.css")


def test_without_a_build_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "BUILD_FOLDER", tmp_path)
    with pytest.raises(AssetsNotBuiltError, match="make setup"):
        asset("app.css")


def test_nothing_built_asks_another_host() -> None:
    texts = [path.read_text(encoding="utf-8") for path in BUILD_FOLDER.iterdir() if path.suffix in (".css", ".svg")]
    assert [found for text in texts for found in ELSEWHERE.findall(text)] == []


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((Path(assets.__file__).parents[2] / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/htmx.org"]["version"] == "4.0.1"
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
