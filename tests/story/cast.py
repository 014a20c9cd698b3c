"""Who plays in the story: two dealers with their DMS exports, one on each staffing plan, and headquarters."""

import csv
import datetime as dt
import re
import uuid
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from python_calamine import load_workbook

from backbone.db.unit_of_work import unit_of_work
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Position
from tenants.people.interface import choose_language, get_account
from tests.browser.conftest import LOCALES
from tests.browser.looking import CHINESE
from tests.dealer.callbacks.calendars import day
from tests.dealer.imports.files import rows, sample
from tests.factories import tenants
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

FIRST_DAY = day("2026-11-01")
"""Visits before it are history: a list that people can work through is left."""
POSITIONS = {
    "head": Position.CENTRE_HEAD,
    "caller": Position.INFORMATION_ADMINISTRATOR,
    "representative": Position.CUSTOMER_REPRESENTATIVE,
    "after sales": Position.AFTER_SALES_MANAGER,
    "manager": Position.GENERAL_MANAGER,
}


@dataclass(frozen=True)
class Dealer:
    """One store: its people by what they do, the language they work in, the letter of its exports."""

    store: MadeStore
    people: dict[str, MadePerson]
    language: str
    exports: str

    @cached_property
    def data(self) -> tuple[str, ...]:
        """What stands in its exports and is nobody's to translate."""
        cells = {cell for kind in Kind for cell in _cells(sample(self.exports, kind)[0])}
        parts = {part for cell in cells for part in re.split(r"[^\u3400-\u9fff]+", cell)}
        return tuple(sorted({part for part in parts if part} | {cell for cell in cells if len(cell) > 1}))

    @property
    def signers(self) -> list[str]:
        """The route of its plan (ORG-4), without the general manager."""
        return ["caller", "head", *(["affairs"] if "affairs" in self.people else [])]

    def report(self, of: dt.date) -> uuid.UUID:
        """Its 3DC report of a day."""
        query = "SELECT id FROM app.daily_reports WHERE tenant_id = :tenant AND programme = 'three_dc' AND day = :day"
        [(found,)] = rows(self.store, query, day=of)
        return uuid.UUID(str(found))

    def personal(self) -> set[str]:
        """Names and numbers of its customers: what headquarters never sees (HQ-7)."""
        names = rows(self.store, "SELECT name FROM app.customers WHERE tenant_id = :tenant")
        phones = rows(self.store, "SELECT number FROM app.customer_phones WHERE tenant_id = :tenant")
        return {str(value) for (value,) in (*names, *phones)}


def dealer(network: MadeNetwork, *, plan: int, language: str, exports: str) -> Dealer:
    """A store of the network with everybody whom its plan asks for."""
    store = tenants.store(network, plan=plan, start_date=FIRST_DAY)
    positions = POSITIONS | ({"affairs": Position.GENERAL_AFFAIRS_MANAGER} if plan == 2 else {})
    people = {name: tenants.person(store, position) for name, position in positions.items()}
    for person in people.values():
        with unit_of_work(store.acting):
            choose_language(get_account(person.id), LOCALES[language], by=person.actor)
    return Dealer(store, people, language, exports)


def _cells(path: Path) -> set[str]:
    if path.suffix == ".csv":
        table: list[list[object]] = [list(row) for row in csv.reader(path.read_text(encoding="gb18030").splitlines())]
    else:
        table = [list(row) for row in load_workbook(str(path)).get_sheet_by_index(0).to_python()]
    return {str(cell) for row in table for cell in row if CHINESE.search(str(cell)) or re.search("[A-Za-z]", str(cell))}
