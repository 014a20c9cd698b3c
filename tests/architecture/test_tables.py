"""Models and migrations say the same; every model is known to the assembly; nothing loads lazily."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Column, Connection, ForeignKey, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, relationship

from assembly.tables import metadata
from backbone.db.base import Base
from tests.architecture.tree import CHECKOUT, ROOT, SIDES, Tree, imports
from tests.house.databases import Place

# What alembic can't see: the expression of a partial index and of a check are compared by name only.
CHECKS = """
SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.contype = 'c' AND c.relnamespace = 'app'::regnamespace
"""


@pytest.fixture
def migrated(place: Place) -> Iterator[Connection]:
    """A superuser's connection to the migrated database; nothing it does stays."""
    engine = create_engine(place.owner_url)
    with engine.connect() as connection:
        connection.execute(text("SET search_path = public"))
        yield connection
        connection.rollback()
    engine.dispose()


def differences(connection: Connection) -> list[object]:
    """What alembic would write into the next migration."""
    options = {"include_schemas": True, "include_name": _ours, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    return [each for each in compare_metadata(context, metadata) if not _is_alembics(each)]


def _ours(name: str | None, kind: str, parents: object) -> bool:
    return kind != "schema" or name == "app"


def _is_alembics(difference: object) -> bool:
    return isinstance(difference, tuple) and getattr(difference[1], "name", "") == "alembic_version"


def test_models_are_the_migrated_schema(migrated: Connection) -> None:
    assert differences(migrated) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("ALTER TABLE app.stores ADD COLUMN colour text", "remove_column"),
        ("ALTER TABLE app.stores DROP COLUMN name", "add_column"),
        ("ALTER TABLE app.stores ALTER COLUMN name DROP NOT NULL", "modify_nullable"),
        ("ALTER TABLE app.stores ALTER COLUMN name TYPE varchar(3)", "modify_type"),
        ("DROP INDEX app.audit_events_tenant_id_at_id_idx", "add_index"),
        ("DROP TABLE app.form_keys", "add_table"),
        ("ALTER TABLE app.accounts DROP CONSTRAINT accounts_tenant_id_username_key", "add_constraint"),
        ("ALTER TABLE app.staffing_plans DROP CONSTRAINT staffing_plans_tenant_id_network_id_fkey", "add_fk"),
    ],
)
def test_a_difference_is_found(migrated: Connection, change: str, found: str) -> None:
    migrated.execute(text(change))
    assert found in str(differences(migrated))


def test_checks_are_the_migrated_ones(superuser: psycopg.Connection) -> None:
    migrated = {name for (name,) in superuser.execute(CHECKS).fetchall()}
    declared = {
        f"{table.name}.{constraint.name}"
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert declared == migrated


def test_every_models_file_is_named_in_the_assembly() -> None:
    assert unnamed(CHECKOUT) == []


def test_an_unnamed_models_file_is_found(tmp_path: Path) -> None:
    for place, source in {
        "platform/assembly/tables.py": "from oem.today import models as today",
        "platform/oem/today/models.py": "",
        "platform/oem/other/models/things.py": "",
        "platform/backbone/files/models.py": "",
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(source)
    assert unnamed(Tree(tmp_path)) == ["backbone.files.models", "oem.other.models"]


def unnamed(tree: Tree) -> list[str]:
    """Modules called models that assembly/tables.py does not import."""
    named = {name for module in tree.platform if module.name == "assembly.tables" for _, name in imports(module)}
    homes = {module.parts for module in tree.platform if module.parts[0] in {"backbone", *SIDES}}
    return sorted({".".join(parts[:3]) for parts in homes if len(parts) > 2 and parts[2] == "models"} - named)


def test_nothing_loads_lazily() -> None:
    assert list(lazy(Base.registry.mappers)) == []


def test_a_lazy_relationship_is_found() -> None:
    class Other(DeclarativeBase):
        pass

    class Parent(Other):
        __tablename__ = "parents"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Child(Other):
        __tablename__ = "children"
        id: Mapped[int] = mapped_column(primary_key=True)
        parent_id = Column(ForeignKey("parents.id"))
        parent: Mapped[Parent] = relationship()

    assert list(lazy(Other.registry.mappers)) == ["Child.parent loads by 'select'; say lazy=\"raise\""]


def lazy(mappers: Iterable[Mapper[object]]) -> Iterator[str]:
    """Relationships that would send a statement when somebody looks at them."""
    for mapper in mappers:
        for each in mapper.relationships:
            if each.lazy != "raise":
                yield f"{mapper.class_.__name__}.{each.key} loads by '{each.lazy}'; say lazy=\"raise\""


def test_migrations_are_numbered() -> None:
    assert misnumbered(ROOT / "migrations" / "versions") == []


def test_a_misnumbered_migration_is_found(tmp_path: Path) -> None:
    (tmp_path / "0001_house.py").write_text('revision = "0001"\ndown_revision = None\n')
    (tmp_path / "0003_roof.py").write_text('revision = "0002"\ndown_revision = "0000"\n')
    (tmp_path / "roof.py").write_text("")
    assert misnumbered(tmp_path) == [
        "0003_roof.py: 0002 comes next",
        "0003_roof.py: revision is 0002",
        "0003_roof.py: down_revision is 0000, the one before is 0001",
        "roof.py: called NNNN_what.py",
    ]


def misnumbered(folder: Path) -> list[str]:
    """Faults of file names and revisions; one migration follows the other."""
    found, before = [], None
    for number, path in enumerate(sorted(folder.glob("*.py")), 1):
        if not (match := re.match(r"(\d{4})_\w+\.py\Z", path.name)):
            found.append(f"{path.name}: called NNNN_what.py")
            continue
        said = _assigned(path)
        if match[1] != f"{number:04d}":
            found.append(f"{path.name}: {number:04d} comes next")
        if said.get("revision") != match[1]:
            found.append(f"{path.name}: revision is {said.get('revision')}")
        if said.get("down_revision") != before:
            found.append(f"{path.name}: down_revision is {said.get('down_revision')}, the one before is {before}")
        before = match[1]
    return found


def _assigned(path: Path) -> dict[str, object]:
    return {
        target.id: node.value.value
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
