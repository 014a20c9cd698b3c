"""Built page assets: plain name -> address with a hash in it, which browsers may keep for good."""

import json
from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent / "static"
STATIC_URL = "/static"
BUILD_FOLDER = STATIC_FOLDER / "build"
BUILD_URL = f"{STATIC_URL}/build/"
"""Everything below this address carries a hash in its name: `Cache-Control: public, max-age=31536000, immutable`."""


class AssetsNotBuiltError(RuntimeError):
    """The page assets, or one of them, are not there."""


def asset(name: str) -> str:
    """Address of a built asset, for instance `asset("app.css")`. Raises AssetsNotBuiltError in plain words."""
    try:
        return BUILD_URL + _manifest(BUILD_FOLDER)[name]
    except KeyError:
        raise AssetsNotBuiltError(f"The page asset {name} is not built. Run `npm run build`.") from None


@cache
def _manifest(folder: Path) -> dict[str, str]:
    try:
        manifest: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = "The page assets are not built. Run `make setup`, or `npm ci` and then `npm run build`."
        raise AssetsNotBuiltError(message) from None
    return manifest
