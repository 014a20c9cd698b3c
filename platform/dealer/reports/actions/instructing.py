"""Instructions 批示 (REP-3): written with the last signature, then followed until rectified."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.reports import may
from dealer.reports.actions.signing import NotYourTurnError, SealedError
from dealer.reports.models import Instruction, InstructionStep
from dealer.reports.queries.reports import get_report, lines_of
from dealer.reports.queries.turns import route_of, turn_of
from dealer.reports.rules.signing import SignatureLine
from oem.questionnaires.interface import Department
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

INSTRUCTION_WRITTEN = event_type("instruction.written", "line_number", "department")
INSTRUCTION_TAKEN_BACK = event_type("instruction.taken_back", "line_number")
INSTRUCTION_FOLLOWED = event_type("instruction.followed", "what", "state")
LONGEST = 500
FARTHEST = dt.timedelta(days=366)


class StepOf(StrEnum):
    """The steps of following an instruction (REP-3)."""

    FEEDBACK = "feedback"
    SERVICE = "service"
    TRACKING = "tracking"
    SUPERVISION = "supervision"
    RECTIFIED = "rectified"


class InstructionOverError(ConflictError):
    """It was rectified already, or is not given out yet."""

    code = "instruction_over"
    message: ClassVar[LazyString] = _l("This instruction can't be followed now: it is a draft, or rectified already.")


def write_instruction(
    report_id: uuid.UUID, *, words: str, department: str, due_at: dt.datetime, by: Actor, line_number: int | None = None
) -> Instruction:
    """An order on a line, or on the whole report. It is given out with the last signature; one a line.

    Raises NotFoundError, SealedError, NotYourTurnError (only whose turn the general manager's line is), InvalidError.
    """
    report = get_report(report_id, lock=True)
    _require_last_line(report_id, by)
    lines = {each.number for each in lines_of(report)}
    _require_fit(words, department, due_at, line_number is None or line_number in lines)
    found = _draft(report_id, line_number)
    if found is None:
        assert by.account_id is not None
        found = Instruction(
            tenant_id=report.tenant_id, id=uuid7(), report_id=report_id, line_number=line_number, state="draft",
            account_id=by.account_id, by_name=by.name, written_at=now(),
        )  # fmt: skip
        current().add(found)
    found.words, found.department, found.due_at = words.strip(), department, due_at
    current().flush()
    said = {"line_number": line_number, "department": department}
    record(INSTRUCTION_WRITTEN, by=by, about="instruction", about_id=found.id, **said)
    return found


def take_back_instruction(instruction_id: uuid.UUID, *, by: Actor) -> uuid.UUID:
    """Take a draft away; gives the report it was on. Raises NotFoundError, SealedError, NotYourTurnError."""
    found = _get(instruction_id)
    _require_last_line(found.report_id, by)
    record(INSTRUCTION_TAKEN_BACK, by=by, about="instruction", about_id=found.id, line_number=found.line_number)
    current().delete(found)
    current().flush()
    return found.report_id


def follow_instruction(instruction_id: uuid.UUID, what: StepOf, *, words: str, by: Actor) -> Instruction:
    """One step: the department's feedback, what was done, tracking, supervision; 'rectified' ends it.

    Raises NotFoundError, ForbiddenError, InstructionOverError, InvalidError.
    """
    found = _get(instruction_id)
    if not may.follow(by, what.value, found.department):
        raise ForbiddenError
    if found.state == "draft" or found.ended_at is not None:
        raise InstructionOverError
    if not words.strip() or len(words) > LONGEST:
        raise InvalidError(fields={"words": [_l("Say what was done, in %(most)s characters at most.", most=LONGEST)]})
    assert by.account_id is not None
    step = InstructionStep(
        tenant_id=found.tenant_id, id=uuid7(), instruction_id=found.id, what=what.value, words=words.strip(), at=now(),
        account_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    current().add(step)
    if what is StepOf.RECTIFIED:
        found.state, found.ended_at = "rectified", now()
    elif what is StepOf.FEEDBACK:
        found.state = "answered"
    current().flush()
    record(INSTRUCTION_FOLLOWED, by=by, about="instruction", about_id=found.id, what=what.value, state=found.state)
    return found


def _get(instruction_id: uuid.UUID) -> Instruction:
    mine = (Instruction.tenant_id == acting().tenant_id, Instruction.id == instruction_id)
    query = select(Instruction).where(*mine).with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(query)) is None:
        raise NotFoundError
    return found


def _draft(report_id: uuid.UUID, line_number: int | None) -> Instruction | None:
    mine = (
        Instruction.tenant_id == acting().tenant_id,
        Instruction.report_id == report_id,
        Instruction.line_number.is_not_distinct_from(line_number),
    )
    return current().scalar(select(Instruction).where(*mine))


def _require_last_line(report_id: uuid.UUID, by: Actor) -> None:
    report = get_report(report_id, lock=True)
    if report.is_sealed:
        raise SealedError
    turn = turn_of(report, route_of(report))
    if turn is None or turn.line is not SignatureLine.GENERAL_MANAGER or turn.signer(by.account_id) is None:
        raise NotYourTurnError


def _require_fit(words: str, department: str, due_at: dt.datetime, line_is_known: bool) -> None:
    fields: dict[str, list[LazyString]] = {}
    if not words.strip() or len(words) > LONGEST:
        fields["words"] = [_l("Say what is to be done, in %(most)s characters at most.", most=LONGEST)]
    if department not in set(Department):
        fields["department"] = [_l("Choose a department.")]
    if due_at <= now():
        fields["due_at"] = [_l("This time has passed: choose a later one.")]
    elif due_at > now() + FARTHEST:
        fields["due_at"] = [_l("This is too far ahead: choose a day within a year.")]
    if not line_is_known:
        fields["line_number"] = [_l("The report has no such line.")]
    if fields:
        raise InvalidError(fields=fields)
