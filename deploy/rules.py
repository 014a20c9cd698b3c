"""Prints each rule of docs/rules.md with the tests that name it, and what is not proven yet. Reads, runs nothing."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RULE = re.compile(r"^\| ([A-Z]+-\d+) \| (.+) \|$", re.MULTILINE)
SHOWN = 3


def rules() -> dict[str, str]:
    """Every rule and what it is about."""
    return dict(RULE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8")))


def named(path: Path) -> Iterator[tuple[str, str]]:
    """(rule, test) for each test of a file that names one; a module's own mark counts for all of its tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    everywhere = {rule for node in tree.body if isinstance(node, ast.Assign) for rule in _of(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            marked = {rule for decorator in node.decorator_list for rule in _of(decorator)}
            for rule in sorted(marked | everywhere):
                yield rule, f"{path.relative_to(ROOT)}::{node.name}"


def _of(node: ast.expr) -> Iterator[str]:
    """The rules in `pytest.mark.rule(...)`, alone or in a list of marks."""
    if isinstance(node, ast.List | ast.Tuple):
        for each in node.elts:
            yield from _of(each)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.rule"):
        yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def main() -> int:
    """The table; exit code 1 when a test names a rule that there isn't."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for rule, test in named(path):
            found[rule].append(test)
    known = rules()
    for rule, about in known.items():
        tests = found.get(rule, [])
        print(f"{rule:8} {len(tests):4}  {about}")
        for test in tests[:SHOWN]:
            print(f"               {test}")
    print(f"\nNot proven yet: {', '.join(rule for rule in known if rule not in found)}")
    strangers = sorted(set(found) - set(known))
    if strangers:
        print(f"Named by tests, and no rules: {', '.join(strangers)}", file=sys.stderr)
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main())
