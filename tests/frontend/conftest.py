"""A small application that renders templates with example contexts: no database, no views."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, render_template
from flask_babel import Babel

from frontend.assets import STATIC_FOLDER, STATIC_URL
from frontend.catalogs import TRANSLATIONS, compile_catalogs
from frontend.rendering import init_rendering
from tests.frontend.examples.pages import EXAMPLES
from tests.frontend.examples.shell import shell

Render = Callable[..., str]


def make_pages() -> Flask:
    """An application that can render; its catalogs are compiled from the .po as it stands."""
    compile_catalogs()
    app = Flask("pages", static_folder=str(STATIC_FOLDER), static_url_path=STATIC_URL)
    app.config.update(SECRET_KEY="of-the-tests-alone", BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS))
    Babel(app, default_locale="zh_CN", locale_selector=lambda: app.config.get("LANGUAGE", "zh_CN"))
    app.jinja_env.globals.update(csrf_token=lambda: "csrf", one_time_key=lambda: "once")
    init_rendering(app)
    return app


@pytest.fixture(scope="session")
def pages() -> Flask:
    """The application of all rendering tests."""
    return make_pages()


@pytest.fixture
def render(pages: Flask, monkeypatch: pytest.MonkeyPatch) -> Render:
    """`render("desk")`, `render("desk", "en")`: an example page as HTML."""

    def rendered(name: str, language: str = "zh") -> str:
        monkeypatch.setitem(pages.config, "LANGUAGE", {"zh": "zh_CN", "en": "en"}[language])
        template, context = EXAMPLES[name]
        with pages.test_request_context():
            made: dict[str, Any] = {**shell(name), **context(), "locale": language}
            return render_template(template, **made)

    return rendered


@pytest.fixture
def fragment(pages: Flask) -> Render:
    """`fragment("{{ ui.ratio(1, 2) }}", "en")`: a piece of template as HTML."""

    def rendered(source: str, language: str = "zh", **context: Any) -> str:
        pages.config["LANGUAGE"] = {"zh": "zh_CN", "en": "en"}[language]
        with pages.test_request_context():
            return pages.jinja_env.from_string(source).render(**context)

    return rendered
