"""What every command needs: a language, servers, a database that is there and migrated."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask_babel import Babel

from assembly.migrate import is_migrated, migrate
from assembly.servers.interface import running
from assembly.subscriptions import load_jobs
from backbone.config import Settings, language_of_terminal
from backbone.db import unit_of_work
from backbone.files import store as files
from backbone.i18n import LOCALES, force_locale
from dealer.messages.gateway import gateway_of, use_gateway
from dealer.reports.actions.keys import use_keys
from frontend.catalogs import TRANSLATIONS


@contextmanager
def speaking() -> Iterator[None]:
    """Messages in the terminal's language."""
    app = Flask("sanqi-terminal")
    app.config.update(BABEL_DEFAULT_LOCALE=LOCALES[0], BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS))
    Babel(app)
    with app.app_context(), force_locale(language_of_terminal()):
        yield


def say(text: str) -> None:
    """A line for the person, never on standard output: that belongs to what the command answers."""
    click.echo(text, err=True)


@contextmanager
def with_servers() -> Iterator[Settings]:
    """Servers that answer: those of the environment, or embedded ones."""
    with running(say=say) as servers:
        yield Settings.from_env(
            database_url=servers.database_url, owner_url=servers.owner_url, redis_url=servers.redis_url
        )


@contextmanager
def with_database() -> Iterator[Settings]:
    """Servers, an up-to-date schema where there was none, and this process bound to it."""
    with with_servers() as settings:
        if not is_migrated(settings.owner_url):
            say("The database is empty: migrating.")
            migrate(settings.owner_url)
        join_database(settings)
        yield settings


def join_database(settings: Settings) -> None:
    """Bind this process to the database, the files, the gateway and the keys of these settings."""
    load_jobs()
    unit_of_work.connect(settings.database_url)
    files.use_folder(settings.files_root)
    use_gateway(gateway_of(settings))
    use_keys(settings.seal_key, settings.former_seal_keys)
