"""Small DMS files for tests, and the samples with what a right reading finds in them."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from backbone.clock import SHANGHAI
from backbone.db.unit_of_work import acting_as, current
from dealer.imports.interface import RealImport, import_now
from dealer.imports.reading.kinds import Kind
from tests.factories.tenants import MadeStore

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "dms"
HEAD = ("工单号", "维修类型", "进厂时间", "取车时间", "车牌号", "车架号", "车主", "送修人", "送修人电话", "结算金额")
VINS = ("LSVAM4186C2184841", "1M8GDM9AXKP042788", "LJDAAA12790000001")
NOON = dt.datetime(2026, 10, 20, 12, tzinfo=SHANGHAI)
"""A Tuesday, a duty day."""


def order(number: str, **cells: str) -> dict[str, str]:
    """A plain repair order; `cells` by header."""
    row = {
        "工单号": number,
        "维修类型": "定期保养",
        "进厂时间": "2026-10-19 09:00",
        "取车时间": "2026-10-19 16:30",
        "车牌号": "苏E12345",
        "车架号": VINS[1],
        "车主": "王芳",
        "送修人": "王芳",
        "送修人电话": "13912345678",
        "结算金额": "680.00",
    }
    return row | cells


def orders_file(folder: Path, rows: Iterable[dict[str, str]], name: str = "orders.csv") -> Path:
    """A CSV in UTF-8 with these orders."""
    target = io.StringIO()
    writer = csv.DictWriter(target, HEAD)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(target.getvalue(), encoding="utf-8-sig")
    return path


def import_file(store: MadeStore, path: Path, kind: Kind = Kind.REPAIR_ORDERS) -> RealImport:
    """Import for real, as the command line does."""
    with acting_as(store.acting):
        return import_now(path, kind=kind, by=store.actor)


def rows(store: MadeStore, query: str, **values: object) -> list[tuple[Any, ...]]:
    """What a store's own transaction sees; `:tenant` is bound."""
    with acting_as(store.acting):
        found = current().execute(text(query), {"tenant": store.id} | values)
        return [tuple(row) for row in found]


def sample(store: str, kind: Kind) -> tuple[Path, dict[str, Any]]:
    """A sample file of the stores a, b, c, and its part of expected.json."""
    folder = SAMPLES / f"store-{store}"
    path = next(each for each in sorted(folder.iterdir()) if each.stem == kind.value)
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return path, expected[path.name]
