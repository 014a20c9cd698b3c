"""Lists in code that must agree with each other: jobs, permissions, event types, import contracts."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly.schedule import SCHEDULE
from assembly.subscriptions import JOB_MODULES, load_jobs
from backbone.jobs.registry import registered
from tenants.access.interface import HOLDERS, WORDS, Permission, Position, Side
from tests.architecture.tree import CHECKOUT, ROOT, Tree, dotted

load_jobs()


def jobs_in(tree: Tree) -> Iterator[tuple[str, str]]:
    """(module, function) of everything decorated with `@job(…)`."""
    for module in tree.platform:
        for node in module.nodes(ast.FunctionDef):
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    if isinstance(decorator, ast.Call) and dotted(decorator.func) in {"job", "registry.job"}:
                        yield module.name, node.name


def test_every_job_is_registered_in_every_process() -> None:
    known = {(each.function.__module__, each.function.__name__) for each in registered()}
    assert set(jobs_in(CHECKOUT)) == {(module, name) for module, name in known if not module.startswith("tests.")}


def test_jobs_stand_in_jobs_files() -> None:
    assert {module for module, _ in jobs_in(CHECKOUT)} <= set(JOB_MODULES)
    assert {module.rpartition(".")[2] for module in JOB_MODULES} == {"jobs"}


def test_the_schedule_starts_jobs_that_there_are() -> None:
    assert {task.job for task in SCHEDULE} <= {each.name for each in registered()}


def test_every_permission_has_holders_and_words() -> None:
    assert set(HOLDERS) == set(WORDS) == set(Permission)
    assert [permission for permission, holders in HOLDERS.items() if not holders] == []


def test_every_position_has_a_side_and_a_title() -> None:
    assert {position.side for position in Position} == set(Side)
    assert [position for position in Position if not str(position.title)] == []


def test_permissions_are_asked_for() -> None:
    """A permission stands in the enum when a view asks for it; what isn't built has none."""
    asked = {
        dotted(node).removeprefix("Permission.")
        for module in CHECKOUT.platform
        if module.name != "tenants.access.permissions"
        for node in module.nodes(ast.Attribute)
        if dotted(node).startswith("Permission.")
    }
    assert {permission.name for permission in Permission} <= asked


def test_imports_go_one_way() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("lower", "higher"), [("backbone", "tenants"), ("oem", "dealer"), ("dealer", "frontend")])
def test_an_import_the_wrong_way_is_found(tmp_path: Path, lower: str, higher: str) -> None:
    for package in ("backbone", "tenants", "oem", "dealer", "frontend", "assembly"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / lower / "wrong.py").write_text(f"import {higher}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert f"{lower}.wrong -> {higher}" in done.stdout


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter with our contracts on the packages in `folder` (or on the installed ones)."""
    command = [
        str(Path(sys.executable).parent / "lint-imports"),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "", "LANG": "C.UTF-8", "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
