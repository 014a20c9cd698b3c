"""The child starts light and sees nothing of the parent's world."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dealer.imports.reading import reader
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.reader import read_file

HEAVY = ("sqlalchemy", "flask", "psycopg", "marshmallow", "dataclasses", "typing", "inspect", "pathlib", "pypinyin")
_LOOK = """
import sys
sys.path[:0] = sys.argv[1].split(chr(10))
import dealer.imports.reading.child.main, dealer.imports.reading.child.workbook, json
print(json.dumps(sorted(sys.modules)))
"""


def test_what_the_child_imports_is_little() -> None:
    """A store's small file must not pay for starting; whoever makes customers' interface heavy finds out here."""
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LOOK, reader._search_path()], capture_output=True, text=True, check=True
    ).stdout
    loaded = json.loads(told)
    assert "dealer.imports.reading.child.table" in loaded
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []


def test_the_child_has_no_environment_and_no_open_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    look = (
        "import os, sys, json; told = json.loads(sys.argv[2]);"
        "open(told['out'] + '/seen.json', 'w').write(json.dumps([dict(os.environ), os.getcwd()]))"
    )
    monkeypatch.setattr(reader, "_START", look)
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    with pytest.raises(reader.UnreadableFile):
        read_file(tmp_path / "a.csv", kind=Kind.DELIVERIES, out=tmp_path / "out")
    environment, folder = json.loads((tmp_path / "out" / "seen.json").read_text(encoding="utf-8"))
    assert "DATABASE_URL" not in environment
    assert Path(folder) == (tmp_path / "out").resolve()


def test_a_second_reading_into_the_same_folder_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    header = "工单号,车牌号,进厂时间,出厂时间\n"
    file = tmp_path / "a.csv"
    file.write_text(header + "W1,苏J12345,2026-10-01,2026-10-02\nW2,,2026-10-01,\n", encoding="utf-8")
    first = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    file.write_text("nothing", encoding="utf-8")
    with pytest.raises(reader.UnreadableFile):
        read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    file.write_text(header, encoding="utf-8")
    second = read_file(file, kind=Kind.REPAIR_ORDERS, out=tmp_path / "out")
    assert (first.records, len(first.rejected), second.data_rows) == (1, 1, 0)
    assert second.records_file.read_bytes() == second.rejected_file.read_bytes() == b""
