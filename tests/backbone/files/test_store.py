"""The file store: bytes below the tenant's folder, whatever the name says."""

import hashlib
import io
from pathlib import Path

import pytest
from sqlalchemy import select

from backbone.db.unit_of_work import unit_of_work
from backbone.files import store as files
from backbone.files.models import StoredFile
from backbone.files.store import CHUNK, FileTooLargeError, forget, keep, path_of
from tests.factories.tenants import MadeStore


def _everything(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_it_keeps_bytes_size_and_hash(store: MadeStore, files_root: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with unit_of_work(store.acting):
        kept = keep(io.BytesIO(content), name="orders.xlsx", limit=size)
    assert path_of(kept).read_bytes() == content
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(content).digest())
    assert path_of(kept).is_relative_to(files_root / str(store.id))
    assert path_of(kept).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\wang\\维修.xlsx", "维修.xlsx"),
        ("a" * 300 + ".csv", "a" * 200),
        ("nul\x00byte\r\n.csv", "nulbyte.csv"),
        ("..", ".."),
        ("", "file"),
        ("\x00", "file"),
    ],
)
def test_a_name_never_becomes_a_path(store: MadeStore, files_root: Path, name: str, shown: str) -> None:
    with unit_of_work(store.acting):
        kept = keep(io.BytesIO(b"x"), name=name, limit=1)
    assert kept.name == shown
    assert _everything(files_root) == [files_root / str(store.id) / str(kept.id) / "content"]


def test_what_is_too_large_leaves_nothing(store: MadeStore, files_root: Path) -> None:
    with pytest.raises(FileTooLargeError), unit_of_work(store.acting):
        keep(io.BytesIO(b"x" * 11), name="a", limit=10)
    assert _everything(files_root) == []
    with unit_of_work(store.acting) as session:
        assert session.scalars(select(StoredFile)).all() == []


class _Torn(io.BytesIO):
    """An upload that breaks off."""

    def read(self, size: int | None = -1) -> bytes:
        """Once, then never again."""
        if self.tell():
            raise ConnectionResetError
        return super().read(4)


def test_what_breaks_off_leaves_nothing(store: MadeStore, files_root: Path) -> None:
    with pytest.raises(ConnectionResetError), unit_of_work(store.acting):
        keep(_Torn(b"12345678"), name="a", limit=100)
    assert _everything(files_root) == []


def test_forgetting_takes_what_was_derived_too(store: MadeStore, files_root: Path) -> None:
    with unit_of_work(store.acting):
        kept = keep(io.BytesIO(b"x"), name="a", limit=1)
    (files.folder_of(kept) / "rejected.csv").write_text("y")
    forget(kept)
    forget(kept)
    assert _everything(files_root) == []


def test_without_a_folder_it_says_what_is_missing(store: MadeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_root", None)
    with pytest.raises(RuntimeError, match="use_folder"), unit_of_work(store.acting):
        keep(io.BytesIO(b""), name="a", limit=1)
