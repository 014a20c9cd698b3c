"""What was ordered, and how far it is followed (REP-3)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, func, select, tuple_

from backbone.db.unit_of_work import acting, current
from backbone.web.paging import decode, encode
from dealer.reports.models import DailyReport, Instruction, InstructionStep, ReportLine
from tenants.access.interface import Actor

PAGE = 50
WAITING_INSTRUCTIONS = """
SELECT count(*) FROM app.instructions AS i
 WHERE i.tenant_id = :tenant AND i.ended_at IS NULL AND i.state <> 'draft'
"""
"""How many are followed: a part of the menu's one statement."""


def waiting_for_instructions(me: Actor) -> dict[str, Any]:
    """The values of `WAITING_INSTRUCTIONS`: everybody who follows them sees all of the store's."""
    del me
    return {}


@dataclass(frozen=True)
class InstructionPage:
    """Some instructions, each (Instruction, programme and day of its report, `personal` of its line or None), their
    steps in order, and where the next ones begin."""

    rows: Sequence[Row[Any]]
    steps: Mapping[uuid.UUID, Sequence[InstructionStep]]
    next_cursor: str | None


def list_instructions(
    *, ended: bool = False, department: str | None = None, cursor: str | None = None
) -> InstructionPage:
    """Given out and not rectified, those due first; or `ended`, the last ones first.

    Raises InvalidError for a page link that is none, or of another list.
    """
    query = select(Instruction, DailyReport.programme, DailyReport.day, ReportLine.personal).where(
        Instruction.tenant_id == acting().tenant_id, Instruction.state != "draft", _is_ended(ended)
    )
    query = query.join(DailyReport, _of_report()).outerjoin(ReportLine, _of_line())
    if department is not None:
        query = query.where(Instruction.department == department)
    at = Instruction.ended_at if ended else Instruction.due_at
    place = f"instructions/{ended}/{department}"
    if cursor:
        moment, identity = decode(cursor, (dt.datetime.fromisoformat, uuid.UUID), place)
        pair = tuple_(at, Instruction.id)
        query = query.where(pair < (moment, identity) if ended else pair > (moment, identity))
    order = (at.desc(), Instruction.id.desc()) if ended else (at, Instruction.id)
    found = current().execute(query.order_by(*order).limit(PAGE + 1)).all()
    rows = found[:PAGE]
    last = rows[-1][0] if len(found) > PAGE else None
    link = encode([(last.ended_at if ended else last.due_at).isoformat(), str(last.id)], place) if last else None
    return InstructionPage(rows, steps_of([row[0].id for row in rows]), link)


def count_instructions() -> dict[tuple[str, bool], int]:
    """How many there are, by (department, whether they are rectified)."""
    mine = (Instruction.tenant_id == acting().tenant_id, Instruction.state != "draft")
    ended = Instruction.ended_at.is_not(None)
    query = select(Instruction.department, ended, func.count()).where(*mine).group_by(Instruction.department, ended)
    return {(department, over): count for department, over, count in current().execute(query)}


def steps_of(instructions: Collection[uuid.UUID]) -> dict[uuid.UUID, list[InstructionStep]]:
    """Their steps, in order."""
    found: dict[uuid.UUID, list[InstructionStep]] = defaultdict(list)
    if instructions:
        mine = (InstructionStep.tenant_id == acting().tenant_id, InstructionStep.instruction_id.in_(instructions))
        query = select(InstructionStep).where(*mine).order_by(InstructionStep.at, InstructionStep.id)
        for step in current().scalars(query):
            found[step.instruction_id].append(step)
    return found


def _is_ended(ended: bool) -> Any:
    return Instruction.ended_at.is_not(None) if ended else Instruction.ended_at.is_(None)


def _of_report() -> Any:
    return and_(DailyReport.tenant_id == acting().tenant_id, DailyReport.id == Instruction.report_id)


def _of_line() -> Any:
    return and_(
        ReportLine.tenant_id == acting().tenant_id,
        ReportLine.report_id == Instruction.report_id,
        ReportLine.edition == DailyReport.edition,
        ReportLine.number == Instruction.line_number,
    )
