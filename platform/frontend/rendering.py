"""Sets up Jinja for an application: loader, globals, filters, strict undefined.

Components are loaded once and called as `ui.button(…)`: an import at each template's top costs a module per render,
and is undefined inside included partials. Macros see globals only, so what they need is a global here.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, request
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from backbone import clock
from backbone.i18n import get_locale, gettext, ngettext
from dealer.customers.interface import masked_number
from frontend import formats
from frontend.assets import asset
from frontend.catalogs import require_catalog
from frontend.paths import PATHS

ROOT = Path(__file__).parent
TEMPLATES = ROOT / "templates"
COMPONENTS = ROOT / "components"
THEMES = ("light", "dark")
BRAND_MARK = "三七"
BRAND_NAME = "三七 Sanqi"
LANGUAGES = (("zh_CN", "zh-CN", "中文"), ("en", "en", "English"))
"""Locale, HTML tag, own name. Names of languages and of the product are the same in every language."""


def init_rendering(app: Flask) -> None:
    """Make `app` render our templates; after Babel. `csrf_token` and `one_time_key` must become globals as well."""
    require_catalog()
    environment = app.jinja_env
    environment.loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), PrefixLoader({"components": FileSystemLoader(COMPONENTS)})]
    )
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        _=gettext,
        asset=asset,
        brand_mark=BRAND_MARK,
        brand_name=BRAND_NAME,
        language=language,
        languages=LANGUAGES,
        ngettext=ngettext,
        paths=PATHS,
        theme=theme,
        ui=Components(environment),
    )
    environment.filters.update(_filters())


class Components:
    """The macros of every file under components/, by name; loaded when the first one is asked for."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Callable[..., str]:
        """Load all components at the first unknown name. Raises AttributeError for a macro that does not exist."""
        if name.startswith("_") or "_loaded" in self.__dict__:
            raise AttributeError(name)
        self._load()
        macro: Callable[..., str] = getattr(self, name)
        return macro

    def _load(self) -> None:
        for path in sorted(COMPONENTS.glob("*.html")):
            module = self._environment.get_template(f"components/{path.name}").module
            self.__dict__.update({key: value for key, value in vars(module).items() if callable(value)})
        self.__dict__["_loaded"] = True


def language() -> str:
    """`zh` or `en`, of the current request."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def theme() -> str:
    """`light`, `dark`, or an empty string: as the system says. A script writes the cookie."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in THEMES else ""


def _filters() -> dict[str, Callable[..., Any]]:
    def day(value: dt.date | dt.datetime | None) -> str:
        return formats.day(value, language(), clock.today())

    def moment(value: dt.datetime | None) -> str:
        return formats.moment(value, language(), clock.today())

    def money(value: Any) -> str:
        return formats.money(value, language())

    return {
        "browser": formats.browser,
        "clock": formats.clock,
        "column_letters": formats.column_letters,
        "day": day,
        "filesize": formats.size,
        "is_phone": formats.is_phone,
        "moment": moment,
        "money": money,
        "number": formats.number,
        "phone": masked_number,
    }
