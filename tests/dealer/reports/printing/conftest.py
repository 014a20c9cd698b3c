"""An app context with both languages: the words of the form are translated."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from frontend.catalogs import TRANSLATIONS, compile_catalogs


@pytest.fixture(scope="session")
def translating() -> Flask:
    """An application that knows the catalogs, and nothing else."""
    compile_catalogs()
    app = Flask("printing")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app)
    return app


@pytest.fixture
def context(translating: Flask) -> Iterator[None]:
    """Within it, texts have a language."""
    with translating.app_context():
        yield
