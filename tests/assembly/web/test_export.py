"""What is taken out as a workbook holds no live formula (targets R15)."""

import io
import uuid
import zipfile

import pytest
from python_calamine import load_workbook

from backbone.db.unit_of_work import unit_of_work
from dealer.imports.actions import reading
from tests.assembly.web.conftest import Visit
from tests.factories.tenants import MadePerson, MadeStore

BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠")
TITLES = ["维修单号", "进厂时间", "取车时间", "车牌号", "送修人", "服务顾问", "地址"]


@pytest.mark.rule("DATA-1", "DATA-3")
def test_rejected_rows_carry_no_live_formula(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    cells = [f'{beginning}HYPERLINK("http://evil.example","{column}")' for beginning in BEGINNINGS for column in "AB"]
    lines = [[f"W{number}", cell, "2026-10-08", cell, cell, cell, cell] for number, cell in enumerate(cells)]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    file = "\n".join([",".join(TITLES), *quoted, ""]).encode()
    me = visit(head)
    sent = {"kind": "repair_orders", "file": (io.BytesIO(file), "=cmd|'/c calc'!A1.csv")}
    one = me.call("/api/v1/imports", data=sent).json["id"]
    with unit_of_work(store.acting):
        reading.read(uuid.UUID(one))
    assert me.get(f"/api/v1/imports/{one}").json["report"]["rejected_total"] == len(lines)
    answer = me.get(f"/imports/{one}/rejected.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
        assert not [name for name in archive.namelist() if "externalLink" in name or "rels/sheet" in name]
    assert sheets
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]
    rows = load_workbook(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0][2:] == TITLES
    assert {str(row[5]).strip() for row in rows[1:]} == {cell.strip() for cell in cells}
