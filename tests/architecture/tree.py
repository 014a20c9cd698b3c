"""The source tree as the guards see it: files, their text, their syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIDES = ("tenants", "oem", "dealer")
PACKAGES = ("backbone", *SIDES, "frontend", "assembly")


@dataclass(frozen=True)
class Module:
    """One Python file; `name` as it is imported, `place` as it is told to people."""

    path: Path
    place: str
    name: str

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """`dealer.imports.queries` in three."""
        return tuple(self.name.split("."))

    @property
    def is_package(self) -> bool:
        """An `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def slice(self) -> str | None:
        """`dealer.imports`, when it lies in a slice."""
        return ".".join(self.parts[:2]) if self.parts[0] in SIDES and len(self.parts) > 1 else None

    @property
    def role(self) -> str:
        """What the file is in its slice: `queries` for queries.py as well as for queries/open.py."""
        return self.parts[2] if len(self.parts) > 2 else ""

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """All nodes of some kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


@dataclass(frozen=True)
class Tree:
    """A checkout: `platform/` and `tests/` below `root`."""

    root: Path = ROOT

    @cached_property
    def platform(self) -> tuple[Module, ...]:
        """Every module of the product."""
        return tuple(self._modules("platform", strip=1))

    @cached_property
    def tests(self) -> tuple[Module, ...]:
        """Every module of the tests."""
        return tuple(self._modules("tests", strip=0))

    @property
    def all(self) -> tuple[Module, ...]:
        """Both."""
        return (*self.platform, *self.tests)

    def _modules(self, folder: str, strip: int) -> Iterator[Module]:
        for path in sorted((self.root / folder).rglob("*.py")):
            place = path.relative_to(self.root)
            if "__pycache__" in place.parts or "node_modules" in place.parts:
                continue
            parts = place.with_suffix("").parts[strip:]
            yield Module(path, place.as_posix(), ".".join(parts[:-1] if parts[-1] == "__init__" else parts))


CHECKOUT = Tree()
"""This one; read and parsed once."""


def dotted(node: ast.AST) -> str:
    """`a.b.c` of an attribute or a name, else an empty string."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            before = dotted(value)
            return f"{before}.{attr}" if before else ""
    return ""


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """(line, absolute dotted name) of everything imported; `from a import b` gives `a.b`."""
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """The constant nodes that are docstrings, of modules, classes, functions and attributes."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(statement.value)
    return found
