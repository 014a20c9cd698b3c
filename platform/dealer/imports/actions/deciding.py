"""Deciding conflicts: which row of a number counts, from now on and in every file to come (DATA-1)."""

from collections.abc import Collection, Mapping

from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import InvalidError
from backbone.i18n import gettext as _
from backbone.ids import uuid7
from dealer.imports import may
from dealer.imports.actions.handing_in import UnderWayError, wait_for_reader
from dealer.imports.models import DecidedConflict, ImportRun
from dealer.imports.queries import find_decisions, rows_in_conflict
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

DECIDED = event_type("import.conflicts_decided", "rows")


def decide_conflicts(run: ImportRun, rows: Collection[int], *, by: Actor) -> None:
    """Let these rows count, each for its number; who decides again replaces what was decided.

    A file that is not imported yet is read again, so that its dry run shows them. Raises UnderWayError, and
    InvalidError for a row that is in no conflict of this file, for two of one number, and for none at all.
    """
    if not may.decide_conflicts(run):
        raise UnderWayError
    chosen, standing = _chosen(run, rows), find_decisions(Kind(run.what))
    fresh = {number: mark for number, mark in chosen.items() if standing.get(number) != mark}
    if fresh:
        _remember(run, fresh, by=by)
        record(DECIDED, by=by, about="import", about_id=run.id, rows=len(fresh))
    if may.read_again(run):
        wait_for_reader(run)
    else:
        run.report = (run.report or {}) | {"conflicts_open": _still_open(run, standing | fresh)}
        current().flush()


def _chosen(run: ImportRun, rows: Collection[int]) -> dict[str, str]:
    """Number → fingerprint of the rows that shall count."""
    wanted = set(rows)
    found = {line.row: line for line in rows_in_conflict(run) if line.row in wanted}
    said = [_("Choose at least one row.")] if not wanted else []
    said += [_("Row %(row)s is in no conflict of this file.", row=row) for row in sorted(wanted - found.keys())]
    chosen: dict[str, int] = {}
    for row in sorted(found):
        first = chosen.setdefault(found[row].number, row)
        if first != row:
            said.append(_("Rows %(one)s and %(other)s have the same number: choose one.", one=first, other=row))
    if said:
        raise InvalidError(fields={"rows": said})
    return {number: found[row].fingerprint for number, row in chosen.items()}


def _remember(run: ImportRun, chosen: Mapping[str, str], *, by: Actor) -> None:
    told = {"decided_by": by.account_id, "decided_by_name": by.name, "decided_at": now()}
    values = [
        {"tenant_id": run.tenant_id, "id": uuid7(), "what": run.what, "number": number, "fingerprint": mark} | told
        for number, mark in sorted(chosen.items())
    ]
    query = insert(DecidedConflict)
    replaced = {name: query.excluded[name] for name in ("fingerprint", *told)}
    current().execute(
        query.on_conflict_do_update(index_elements=["tenant_id", "kind", "number"], set_=replaced), values
    )


def _still_open(run: ImportRun, decided: Mapping[str, str]) -> int:
    """How many numbers of this reading nobody has decided."""
    numbers, settled = set(), set()
    for line in rows_in_conflict(run):
        numbers.add(line.number)
        if decided.get(line.number) == line.fingerprint:
            settled.add(line.number)
    return len(numbers) - len(settled)
