"""Guards of what code says: one commit, one clock, one reader of the environment, no Flask below the edge."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.guards import Guard
from tests.architecture.tree import Module, Tree, docstrings, dotted, imports

COMMIT_LIVES_IN = "platform/backbone/db/unit_of_work.py"
CLOCK_LIVES_IN = "platform/backbone/clock.py"
MAKES_HISTORY = "platform/assembly/demo/"
ENVIRONMENT_READERS = ("platform/backbone/config.py", "platform/assembly/servers/", "platform/assembly/up/")
BELOW_THE_EDGE = frozenset({"models", "may", "rules", "queries", "actions", "schemas", "facts"})
WEB = re.compile(r"(flask|werkzeug|flask_\w+)(\.|\Z)")
AN_UPLOAD = "werkzeug.datastructures.FileStorage"  # a schema may say that a field is a file

_CLOCK_CALL = re.compile(
    r"(?:\w+\.)*(?:datetime|date)\.(?:now|today|utcnow)\Z|time\.time\Z|func\.(?:now|current_\w+)\Z"
)
_SQL_CLOCK = re.compile(r"\b(now\(\)|current_timestamp|current_date|localtimestamp|clock_timestamp\(\))", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def _one_commit(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.place == COMMIT_LIVES_IN:
            continue
        for node in module.nodes(ast.Call):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
                yield f"{module.place}:{node.lineno}: commit(): only the unit of work commits; flush, or use one"


def _one_environment(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.place.startswith(ENVIRONMENT_READERS):
            continue
        for node in module.nodes(ast.Attribute):
            if dotted(node) in {"os.environ", "os.getenv", "os.environb"}:
                yield f"{module.place}:{node.lineno}: reads the environment; backbone.config.Settings does"  # type: ignore[attr-defined]
        for line, name in imports(module):
            if name in {"os.environ", "os.getenv"}:
                yield f"{module.place}:{line}: reads the environment; backbone.config.Settings does"


def _one_clock(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.place == CLOCK_LIVES_IN:
            continue
        for node in module.nodes(ast.Call):
            if isinstance(node, ast.Call) and _CLOCK_CALL.match(dotted(node.func)):
                yield f"{module.place}:{node.lineno}: {dotted(node.func)}(): ask backbone.clock"
        for line, text in _texts(module):
            if found := _SQL_CLOCK.search(text):
                yield f"{module.place}:{line}: {found[1]} in SQL: pass backbone.clock.now() as a parameter"


def _no_other_now(tree: Tree) -> Iterator[str]:
    """Acting as of a past moment makes a demo's history; anywhere else it would make up records."""
    for module in tree.platform:
        if module.place == CLOCK_LIVES_IN or module.place.startswith(MAKES_HISTORY):
            continue
        for line, name in imports(module):
            if name == "backbone.clock.as_of":
                yield f"{module.place}:{line}: as_of: the demo alone acts as of another moment"
        for node in module.nodes(ast.Attribute):
            if isinstance(node, ast.Attribute) and node.attr == "as_of" and dotted(node).endswith("clock.as_of"):
                yield f"{module.place}:{node.lineno}: as_of: the demo alone acts as of another moment"


def _texts(module: Module) -> Iterator[tuple[int, str]]:
    """String literals that are no docstrings."""
    silent = docstrings(module.tree)
    for node in module.nodes(ast.Constant):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.lineno, node.value


def _no_web_below_the_edge(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.slice and module.role in BELOW_THE_EDGE:
            for line, name in imports(module):
                if WEB.match(name) and not (module.role == "schemas" and name == AN_UPLOAD):
                    yield f"{module.place}:{line}: imports {name}: the actor and the values are passed in"


def _doors_only(tree: Tree) -> Iterator[str]:
    """Slices meet through `interface`; pages may also use queries, actions, schemas and may; assembly everything."""
    for module in tree.platform:
        for line, name in imports(module):
            if fault := _past_the_door(module, name):
                yield f"{module.place}:{line}: {fault}"


def _past_the_door(module: Module, name: str) -> str | None:
    target = name.split(".")
    if target[0] not in {"tenants", "oem", "dealer"} or len(target) < 2 or module.parts[0] == "assembly":
        return None
    if ".".join(target[:2]) == module.slice:
        return None
    door = target[2] if len(target) > 2 else ""
    pages = {"queries", "actions", "schemas", "may"} if module.parts[0] == "frontend" else set()
    if door in {"interface"} | pages:
        return None
    return f"imports {name}: another slice's door is {'.'.join(target[:2])}.interface"


def _drivers_stay_below(tree: Tree) -> Iterator[str]:
    """Statements go through SQLAlchemy, where the unit of work sets the role and the statement gate listens."""
    below = ("platform/backbone/db/", "platform/backbone/isolation/", "platform/assembly/")
    for module in tree.platform:
        if not module.place.startswith(below):
            for line, name in imports(module):
                if name in {"psycopg", "psycopg.connect", "sqlalchemy.create_engine"}:
                    yield f"{module.place}:{line}: imports {name}: only the unit of work talks to the database"


def _english(tree: Tree) -> Iterator[str]:
    for module in tree.all:
        for node in module.nodes(ast.Name, ast.FunctionDef, ast.ClassDef, ast.arg, ast.Attribute):
            name = getattr(node, "id", None) or getattr(node, "name", None) or getattr(node, "arg", None) or ""
            if not name.isascii():
                yield f"{module.place}:{node.lineno}: {name}: identifiers are English"  # type: ignore[attr-defined]
        if not _HAN.search(module.text):
            continue
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
            # An English sentence may quote what a cell or a screen says.
            if token.type == tokenize.COMMENT and len(_HAN.findall(token.string)) > len(_LATIN.findall(token.string)):
                yield f"{module.place}:{token.start[0]}: comments are English"


def _relative_imports(tree: Tree) -> Iterator[str]:
    for module in tree.all:
        for node in module.nodes(ast.ImportFrom):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield f"{module.place}:{node.lineno}: a relative import: say the whole name"


def _no_stand_ins(tree: Tree) -> Iterator[str]:
    for module in tree.tests:
        for line, name in imports(module):
            if name.startswith(("unittest.mock", "mock.", "pytest_mock")):
                yield f"{module.place}:{line}: {name}: our own code is not mocked; fakes stand at the network's edge"
        for node in module.nodes(ast.Attribute):
            if dotted(node) in {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}:
                yield f"{module.place}:{node.lineno}: {dotted(node)}: a test runs, or is not there"  # type: ignore[attr-defined]


def _no_left_overs(tree: Tree) -> Iterator[str]:
    for module in tree.all:
        for number, line in enumerate(module.text.splitlines(), 1):
            if re.search(r"# *(TODO|FIXME|XXX|HACK)\b", line):
                yield f"{module.place}:{number}: finish it, or write an issue"


def _slice(place: str, text: str) -> dict[str, str]:
    return {f"platform/{place}": text}


GUARDS = {
    "one commit": Guard(_one_commit, _slice("oem/x/actions.py", "def f(s):\n    s.commit()"), "only the unit of work"),
    "one reader of the environment": Guard(
        _one_environment, _slice("oem/x/actions.py", "import os\nos.environ['A']"), "reads the environment"
    ),
    "one reader of the environment, imported": Guard(
        _one_environment, _slice("oem/x/actions.py", "from os import getenv"), "reads the environment"
    ),
    "one clock": Guard(
        _one_clock, _slice("oem/x/rules.py", "import datetime as dt\ndt.datetime.now(dt.UTC)"), "ask backbone.clock"
    ),
    "one clock, today": Guard(
        _one_clock, _slice("oem/x/rules.py", "from datetime import date\ndate.today()"), "ask backbone.clock"
    ),
    "one clock, in SQL": Guard(
        _one_clock, _slice("oem/x/queries.py", "S = 'DELETE FROM t WHERE at < now()'"), "now() in SQL"
    ),
    "one present": Guard(
        _no_other_now, _slice("dealer/x/actions.py", "from backbone.clock import as_of"), "the demo alone acts"
    ),
    "one present, by its module": Guard(
        _no_other_now, _slice("assembly/x.py", "from backbone import clock\nclock.as_of(x)"), "the demo alone acts"
    ),
    "no web below the edge": Guard(
        _no_web_below_the_edge, _slice("oem/x/queries/open.py", "from flask import g"), "imports flask.g"
    ),
    "slices meet at their doors": Guard(
        _doors_only,
        _slice("dealer/x/queries.py", "from tenants.stores.models import Store"),
        "tenants.stores.interface",
    ),
    "pages keep away from models": Guard(
        _doors_only, _slice("frontend/hq/x/views.py", "from tenants.stores import models"), "tenants.stores.interface"
    ),
    "one way to the database": Guard(
        _drivers_stay_below, _slice("dealer/x/actions.py", "import psycopg"), "only the unit of work talks"
    ),
    "English names": Guard(_english, _slice("oem/x/rules.py", "回访 = 1"), "identifiers are English"),
    "English comments": Guard(_english, _slice("oem/x/rules.py", "x = '回访'  # 回访"), "comments are English"),
    "whole names": Guard(_relative_imports, _slice("oem/x/rules.py", "from .models import X"), "a relative import"),
    "no mocks": Guard(_no_stand_ins, {"tests/a.py": "from unittest.mock import Mock"}, "not mocked"),
    "no skipped tests": Guard(_no_stand_ins, {"tests/a.py": "import pytest\npytest.skip('x')"}, "a test runs"),
    "nothing left over": Guard(_no_left_overs, _slice("oem/x/rules.py", "x = 1  #" + " TODO later"), "finish it"),
}
