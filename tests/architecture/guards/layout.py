"""Guards of folders, files and sizes (architecture §1, §2)."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.guards import Guard
from tests.architecture.tree import PACKAGES, SIDES, Tree

MAX_FILE, MAX_FUNCTION, MAX_CARD = 350, 40, 8

ROLES = frozenset(
    {"models", "schemas", "may", "rules", "queries", "actions", "api", "jobs", "facts", "interface"}
)  # fmt: skip

# What else a slice may have, with the reason.
EXTRA = {
    "tenants.access": {
        "actor": "the known person, passed into every action",
        "permissions": "§13: one enum and one table",
        "positions": "ORG-1's list",
    },
    "tenants.calendar": {"data": "the published working days"},
    "oem.standards": {"data": "the standards that ship"},
    "dealer.messages": {"gateway": "the way out to customers' mobiles, behind one protocol"},
    "dealer.imports": {"reading": "runs in a child process of its own, without a database"},
    "dealer.reports": {"printing": "pure functions from a report to the bytes of a PDF and a workbook"},
}

# The parts of the packages that are no slices. A new part is a decision: name it here.
PARTS = {
    "backbone": {
        "clock", "config", "db", "errors", "files", "i18n", "ids", "isolation", "jobs", "outbox", "web",
    },
    "frontend": {
        "assets", "catalogs", "formats", "paths", "programmes", "qr", "rendering", "door", "hq", "own", "store",
        "styles", "scripts", "templates", "components", "static", "translations", "images", "links",
    },
    "assembly": {
        "app", "bench", "cli", "demo", "doorkeeper", "migrate", "onboarding", "pages", "schedule", "servers",
        "site_map", "subscriptions", "tables", "up", "wsgi",
    },
}  # fmt: skip

FORBIDDEN = re.compile(r"(utils?|helpers?|common|services?|managers?|misc|stuff)\Z")
FORBIDDEN_CLASS = re.compile(r".+(Utils?|Helpers?|Service|Manager)\Z")

# Long because they are lists.
LONG = {
    "tests/assembly/web/routes.py": "every route",
    "tests/frontend/examples.py": "an example of every component and page",
    "tests/dealer/imports/reading/test_other_dealers.py": "what other dealers' files look like",
}

# Packages whose __init__.py is a door and not only a card.
DOORS = {"backbone.i18n": "one import for the extraction keywords and the library behind them"}


def _nothing_loose(tree: Tree) -> Iterator[str]:
    for path in sorted((tree.root / "platform").glob("*.py")):
        yield f"{path.name} lies directly in platform/: `platform` is a module of the standard library; move it"
    for path in sorted((tree.root / "platform").iterdir()):
        if path.is_dir() and path.name not in PACKAGES and any(path.rglob("*.py")):
            yield f"platform/{path.name}: no package of architecture §1"


def _cards(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if not module.is_package:
            continue
        card = ast.get_docstring(module.tree)
        if not card:
            yield f"{module.place}: no card: say in a docstring what the package is for"
        elif len(card.splitlines()) > MAX_CARD:
            yield f"{module.place}: a card of {len(card.splitlines())} lines; {MAX_CARD} are the most"
        if len(module.tree.body) > 1 and module.name not in DOORS:
            yield f"{module.place}: code beside the card; give it a file"


def _slice_cards(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.is_package and module.slice == module.name:
            card = ast.get_docstring(module.tree) or ""
            missing = [word for word in ("Tables:", "Rules:") if word not in card]
            if missing:
                yield f"{module.place}: the slice card does not say {' and '.join(missing)}"


def _every_folder_is_a_package(tree: Tree) -> Iterator[str]:
    homes = {module.path.parent for module in tree.platform} - {tree.root / "platform"}
    for folder in sorted(homes):
        if not (folder / "__init__.py").exists():
            yield f"{folder.relative_to(tree.root).as_posix()}: no __init__.py with its card"


def _file_names(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        if module.slice and module.role and module.role not in ROLES | EXTRA.get(module.slice, {}).keys():
            yield f"{module.place}: a slice has {', '.join(sorted(ROLES))}, each a file or a folder"
        package = module.parts[0]
        if package in PARTS and len(module.parts) > 1 and module.parts[1] not in PARTS[package]:
            yield f"{module.place}: a new part of {package}; name it in PARTS of {__name__}"
        if package in SIDES and len(module.parts) == 2 and not module.is_package:
            yield f"{module.place}: a slice is a folder"


def _forbidden_names(tree: Tree) -> Iterator[str]:
    for module in tree.all:
        if bad := [part for part in module.parts if FORBIDDEN.match(part)]:
            yield f"{module.place}: '{bad[0]}' says nothing; name it after what it does"
        for node in module.nodes(ast.ClassDef):
            if isinstance(node, ast.ClassDef) and FORBIDDEN_CLASS.match(node.name):
                yield f"{module.place}:{node.lineno}: class {node.name}: name it after what it is"


def _file_length(tree: Tree) -> Iterator[str]:
    for module in tree.all:
        lines = module.text.count("\n")
        if lines > MAX_FILE and module.place not in LONG:
            yield f"{module.place}: {lines} lines; split it by verb or noun ({MAX_FILE} are the most)"


def _function_length(tree: Tree) -> Iterator[str]:
    for module in tree.platform:
        for node in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            length = _length(node)
            if length > MAX_FUNCTION:
                yield f"{module.place}:{node.lineno}: a function of {length} lines; {MAX_FUNCTION} are the most"  # type: ignore[attr-defined]


def _length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def _mirror(tree: Tree) -> Iterator[str]:
    for module in tree.tests:
        if not (module.path.parent / "__init__.py").exists():
            yield f"{module.place}: its folder has no __init__.py: two tests of one name would be one"


def _module(place: str, text: str = '"""A card. Tables: none. Rules: none."""\n') -> dict[str, str]:
    return {f"platform/{place}": text}


GUARDS = {
    "nothing loose in platform/": Guard(_nothing_loose, _module("__init__.py"), "__init__.py lies directly"),
    "no foreign package in platform/": Guard(_nothing_loose, _module("sanqi/a.py"), "platform/sanqi"),
    "every package has a card": Guard(_cards, _module("dealer/x/__init__.py", ""), "no card"),
    "a card is short": Guard(_cards, _module("dealer/x/__init__.py", '"""a' + "\n." * 9 + '"""'), "a card of 10 lines"),
    "a card is alone": Guard(_cards, _module("dealer/x/__init__.py", '"""Card."""\nx = 1\n'), "code beside the card"),
    "a slice card says tables and rules": Guard(_slice_cards, _module("oem/x/__init__.py", '"""X."""'), "Tables:"),
    "every folder is a package": Guard(_every_folder_is_a_package, _module("oem/x/queries.py"), "no __init__.py"),
    "a slice has the same file names": Guard(_file_names, _module("oem/x/logic.py"), "a slice has"),
    "a slice is a folder": Guard(_file_names, _module("oem/today.py"), "a slice is a folder"),
    "a new part is a decision": Guard(_file_names, _module("backbone/magic.py"), "a new part of backbone"),
    "no empty names": Guard(_forbidden_names, _module("oem/x/rules/helpers.py"), "'helpers' says nothing"),
    "no empty class names": Guard(
        _forbidden_names, _module("oem/x/rules.py", "class OrderService: ..."), "class OrderService"
    ),
    "files are short": Guard(_file_length, _module("oem/x/rules.py", "\n" * 351), "351 lines"),
    "functions are short": Guard(
        _function_length, _module("oem/x/rules.py", "def f():\n" + "    1\n" * 40), "a function of 41 lines"
    ),
    "tests lie in packages": Guard(_mirror, {"tests/oem/test_x.py": ""}, "no __init__.py"),
}
