"""`sanqi` as other tools call it: a process of its own, on this test's database."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from assembly.migrate import psycopg_url
from tests.house.databases import Place

Sanqi = Callable[..., subprocess.CompletedProcess[str]]


def run(env: dict[str, str], *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """One command; what it says and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "assembly.cli", *words],
        check=False,
        input=stdin,
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
    )


@pytest.fixture
def sanqi(environment: dict[str, str]) -> Sanqi:
    """`sanqi("check")`: the command on this process's database."""
    return lambda *words, stdin="": run(environment, *words, stdin=stdin)


@pytest.fixture
def empty(place: Place) -> Iterator[Place]:
    """A database that has nothing in it, not even our schema."""
    other = place.on(f"{place.template}_{secrets.token_hex(4)}")
    with psycopg.connect(psycopg_url(place.owner_url), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{other.owner_url.rsplit("/", 1)[1].split("?")[0]}"'.encode())
    yield other
    other.drop()


@pytest.fixture
def on_empty(empty: Place, tmp_path: Path) -> Sanqi:
    """The command on an empty database."""
    env = os.environ | {
        "DATABASE_URL": empty.database_url,
        "DATABASE_OWNER_URL": empty.owner_url,
        "REDIS_URL": empty.redis_url,
        "SANQI_HOME": str(tmp_path),
        "SANQI_SECRET_KEY": "of-the-tests-alone",
    }
    return lambda *words, stdin="": run(env, *words, stdin=stdin)
