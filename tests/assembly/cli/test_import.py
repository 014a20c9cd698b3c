"""`sanqi import --dry-run --json`: the six samples in every number, row and code; bad files in plain words."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.assembly.cli.conftest import Sanqi
from tests.dealer.imports.reading.test_samples import FILES
from tests.factories.tenants import MadeStore


def told(found: dict[str, Any]) -> dict[str, Any]:
    """What the command said, in the words of expected.json."""
    counts = {
        "data_rows": found["data_rows"],
        "records": found["new"] + found["changed"] + found["unchanged"],
        "repeated": found["repeated"],
        "conflicts": [line["row"] for line in found["conflicts"]],
        "rejected": {str(line["row"]): line["code"] for line in found["rejected"]},
        "warned": {str(line["row"]): line["code"] for line in found["warned"]},
    }
    more = ("not_picked_up", "picked_up_but_not_called")
    return counts | {key: found[key] for key in more if key in found}


@pytest.mark.rule("DATA-1")
def test_the_six_samples(sanqi: Sanqi, store: MadeStore, superuser: psycopg.Connection) -> None:
    def look(file: Path) -> dict[str, Any]:
        done = sanqi("import", str(file), "--store", store.code.lower(), "--kind", file.stem, "--dry-run", "--json")
        assert done.returncode == 0, done.stderr
        (line,) = done.stdout.splitlines()
        found: dict[str, Any] = json.loads(line)
        assert {tuple(entry) for entry in found["rejected"]} <= {("row", "column", "value", "code")}
        assert {tuple(entry) for entry in found["conflicts"]} <= {("row", "column", "value")}
        return told(found)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(look, [file for file, _ in FILES]))
    assert found == [expected for _, expected in FILES]
    for table in ("repair_orders", "vehicle_deliveries", "import_runs", "stored_files"):
        row = superuser.execute(f"SELECT count(*) FROM app.{table}".encode()).fetchone()
        assert row == (0,), "a dry run changes nothing"


def test_what_cannot_be_read_ends_in_a_plain_message(sanqi: Sanqi, store: MadeStore, tmp_path: Path) -> None:
    bad = {
        "page.xlsx": (b"<html><body><table><tr><td>1</td></tr></table>", "save it as .xlsx or CSV"),
        "empty.csv": (b"", "The file is empty"),
        "letter.csv": (("亲爱的客户，\n" * 40).encode(), "No row with column names"),
    }
    for name, (content, sentence) in bad.items():
        (tmp_path / name).write_bytes(content)
        done = sanqi("import", str(tmp_path / name), "--store", store.code, "--kind", "repair_orders", "--dry-run")
        assert done.returncode == 2, name
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_an_unknown_store_is_named(sanqi: Sanqi, network: object, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    done = sanqi("import", str(tmp_path / "a.csv"), "--store", "nowhere-1", "--kind", "deliveries", "--dry-run")
    assert (done.returncode, done.stderr.strip()) == (2, "sanqi: There is no store or network with the code NOWHERE-1.")
