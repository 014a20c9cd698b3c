"""The one list of opinions and complaints, by time left: its rows, by keyset, and its counts."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, text

from backbone.db.unit_of_work import acting, current
from backbone.errors import InvalidError
from backbone.web.paging import NO_PLACE, Page, cut, decode
from dealer.voices import may
from dealer.voices.rules import VoiceState, VoiceTab
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor

# ruff: noqa: S608 - the parts are our own constants, values are bound

PAGE = 50
LINKS_LIVE = dt.timedelta(days=1)
"""How long one may page through a list as it stood."""

_BOTH = (
    "id", "state", "department", "owner_id", "person_name", "said", "reasons", "said_by", "customer_id", "vehicle_id",
    "said_at", "due_at", "department_due_at", "answered_at", "stopped_at", "ended_at",
)  # fmt: skip

_TABS: dict[VoiceTab, str] = {
    VoiceTab.OPEN: "v.ended_at IS NULL",
    VoiceTab.TO_TELL: f"v.ended_at IS NULL AND v.state = '{VoiceState.ANSWERED}'",
    VoiceTab.OVERDUE: "v.ended_at IS NULL AND v.stopped_at IS NULL AND v.due_at < :now",
    VoiceTab.ARCHIVED: "v.ended_at IS NOT NULL",
}
_MINE = "(CAST(:owner AS uuid) IS NULL OR v.owner_id = :owner)"
_FILTERS = f"""
    {_MINE}
AND (CAST(:department AS text) IS NULL OR v.department = :department)
AND (CAST(:kind AS text) IS NULL OR v.kind = :kind)
"""


def _voices(where: str) -> str:
    """Rows of both tables alike, each narrowed down before they meet."""
    columns = ", ".join(f"v.{name}" for name in _BOTH)
    return f"""
    SELECT 'opinion' AS about, v.kind, NULL AS severity, v.reaction AS outcome, NULL AS contacted_at, {columns}
      FROM (SELECT *, what AS kind FROM app.opinions WHERE tenant_id = :tenant) AS v WHERE {where}
    UNION ALL
    SELECT 'complaint', v.kind, v.severity, v.outcome, v.contacted_at, {columns}
      FROM (SELECT *, 'complaint' AS kind FROM app.complaints WHERE tenant_id = :tenant) AS v WHERE {where}
    """


@dataclass(frozen=True, slots=True)
class VoiceFilter:
    """What a person narrows the list to; `kind` is one of `KINDS`. `owner`: only what this account has in hand."""

    department: Department | None = None
    kind: str | None = None
    owner: uuid.UUID | None = None

    def __str__(self) -> str:
        """For the cursor: a page link fits the filter it was made under."""
        return f"{self.department or ''}|{self.kind or ''}|{self.owner or ''}"

    @property
    def values(self) -> dict[str, Any]:
        """For the statements."""
        return {"department": self.department, "kind": self.kind, "owner": self.owner}


class Cell(NamedTuple):
    """So many voices that are alike."""

    department: str
    kind: str
    to_tell: bool
    overdue: bool
    ended: bool
    voices: int

    def is_in(self, tab: VoiceTab) -> bool:
        """Does the tab show them?"""
        match tab:
            case VoiceTab.ARCHIVED:
                return self.ended
            case VoiceTab.TO_TELL:
                return self.to_tell
            case VoiceTab.OVERDUE:
                return self.overdue
        return not self.ended


@dataclass(frozen=True)
class VoiceCounts:
    """What there is; every figure of the list page is a sum over some of the cells."""

    cells: tuple[Cell, ...]

    def of(self, tab: VoiceTab, department: Department | None = None, kind: str | None = None) -> int:
        """How many a tab shows, narrowed down."""
        return _sum(
            cell
            for cell in self.cells
            if cell.is_in(tab) and department in {None, cell.department} and kind in {None, cell.kind}
        )


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.voices for cell in cells)


def count_voices(now: dt.datetime, *, owner: uuid.UUID | None = None) -> VoiceCounts:
    """Count all tabs at once, as at `now` (aware); `owner`: only what this account has in hand."""
    statement = f"""
    WITH voices AS ({_voices(_MINE)})
    SELECT v.department, v.kind, {_TABS[VoiceTab.TO_TELL]} AS to_tell, {_TABS[VoiceTab.OVERDUE]} AS overdue,
           {_TABS[VoiceTab.ARCHIVED]} AS ended, count(*) AS voices
      FROM voices AS v GROUP BY 1, 2, 3, 4, 5
    """
    values = {"tenant": acting().tenant_id, "now": now, "owner": owner}
    return VoiceCounts(tuple(Cell(*row) for row in current().execute(text(statement), values)))


class Place(NamedTuple):
    """Where a page begins, in the list as it stood at `now`."""

    now: dt.datetime
    part: int
    when_at: dt.datetime
    id: uuid.UUID


def read_place(cursor: str, tab: VoiceTab, shown: VoiceFilter, *, now: dt.datetime) -> Place:
    """A page link's place. Raises InvalidError when it was made for another tab or filter, or before yesterday."""
    moment = dt.datetime.fromisoformat
    found = Place(*decode(cursor, (moment, int, moment, uuid.UUID), f"{tab}|{shown}"))
    aware = found.now.tzinfo is not None and found.when_at.tzinfo is not None
    if not aware or not now - LINKS_LIVE <= found.now <= now or found.part not in {0, 1}:
        raise InvalidError(fields={"cursor": [NO_PLACE]})
    return found


# What waits for nobody's answer any more stands below. The archive: the newest first, mirrored to be ascending.
_OPEN_KEY = "(v.stopped_at IS NOT NULL)::int", "v.due_at"
_ARCHIVE_KEY = "0", "timestamptz 'epoch' - (v.ended_at - timestamptz 'epoch')"

_LOOKED_UP = """
SELECT k.*, who.name AS owner, customer.name AS customer, vehicle.model, vehicle.plate
  FROM chosen AS k
  LEFT JOIN LATERAL (
      SELECT t.name FROM app.accounts AS t WHERE t.tenant_id = :tenant AND t.id = k.owner_id LIMIT 1
  ) AS who ON true
  LEFT JOIN LATERAL (
      SELECT t.name FROM app.customers AS t WHERE t.tenant_id = :tenant AND t.id = k.customer_id LIMIT 1
  ) AS customer ON true
  LEFT JOIN LATERAL (
      SELECT t.model, t.plate FROM app.vehicles AS t WHERE t.tenant_id = :tenant AND t.id = k.vehicle_id LIMIT 1
  ) AS vehicle ON true
 ORDER BY k.part, k.when_at, k.id
"""


def list_voices(
    tab: VoiceTab, shown: VoiceFilter, now: dt.datetime, *, place: Place | None = None, limit: int = PAGE
) -> Page[Row[Any]]:
    """A page of a tab: columns of both tables, with owner, customer, model and plate. Pass the `now` of `place`."""
    part, when_at = _ARCHIVE_KEY if tab is VoiceTab.ARCHIVED else _OPEN_KEY
    statement = f"""
    WITH chosen AS (
        SELECT * FROM (
            SELECT v.*, {part} AS part, {when_at} AS when_at FROM ({_voices(f"{_TABS[tab]} AND {_FILTERS}")}) AS v
        ) AS v
        {"WHERE (v.part, v.when_at, v.id) > (:part, :when_at, :id)" if place else ""}
         ORDER BY v.part, v.when_at, v.id LIMIT :limit
    ) {_LOOKED_UP}
    """
    values = shown.values | {"tenant": acting().tenant_id, "now": now, "limit": limit + 1}
    if place is not None:
        values |= {"part": place.part, "when_at": place.when_at, "id": place.id}
    rows = current().execute(text(statement), values).all()

    def key(row: Row[Any]) -> list[str]:
        return [now.isoformat(), str(row.part), row.when_at.isoformat(), str(row.id)]

    return cut(rows, limit=limit, key=key, filters=f"{tab}|{shown}")


WAITING_VOICES = """
SELECT (SELECT count(*) FROM app.opinions AS v
         WHERE v.tenant_id = :tenant AND v.ended_at IS NULL
           AND (CAST(:voices_of AS uuid) IS NULL OR v.owner_id = :voices_of))
     + (SELECT count(*) FROM app.complaints AS v
         WHERE v.tenant_id = :tenant AND v.ended_at IS NULL
           AND (CAST(:voices_of AS uuid) IS NULL OR v.owner_id = :voices_of))
"""
"""How many are open, for a person whose `waiting_for_voices` these are: a part of the menu's one statement."""


def waiting_for_voices(me: Actor) -> dict[str, uuid.UUID | None]:
    """The values of `WAITING_VOICES`."""
    return {"voices_of": may.sees_only(me)}
