"""Instructions as the store follows them: the list with its steps, and one more step (REP-3)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from backbone.clock import now
from backbone.errors import DomainError
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from backbone.web.forms import sent
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from dealer.reports import may
from dealer.reports.interface import Instruction, StepOf, follow_instruction
from dealer.reports.queries.instructions import InstructionPage, count_instructions, list_instructions
from dealer.reports.schemas import StepCreate
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.rendering import language
from frontend.store.reports.words import DEPARTMENTS, INSTRUCTION_STATES, STEPS, due
from frontend.store.voices.case import NOTHING_FAILED, Failed
from tenants.access.interface import Actor, Permission
from tenants.calendar.interface import store_day

blueprint = Blueprint("instructions", __name__)
Counts = Mapping[tuple[str, bool], int]


@dataclass(frozen=True)
class Asked:
    """What the address asks for. What nobody understands in it is left out, not refused."""

    ended: bool = False
    department: str | None = None
    cursor: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From the address's query, or from a form that carries it back."""
        department = query.get("department")
        known = department if department in DEPARTMENTS else None
        return cls(query.get("ended") == "1", known, query.get("cursor") or None)

    def address(self, **changes: object) -> str:
        """The page's address with some of `ended department cursor` changed; a page link is left out unless given."""
        parts = {"ended": "1" if self.ended else None, "department": self.department} | changes
        query = urlencode({name: str(value) for name, value in parts.items() if value})
        return f"{PATHS.instructions}?{query}" if query else PATHS.instructions


@blueprint.get(PATHS.instructions)
@requires(Permission.INSTRUCTIONS_FOLLOW)
def index() -> ResponseReturnValue:
    """What was ordered, those due first; or what was rectified."""
    return _page(Asked.of(request.args))


@blueprint.post(f"{PATHS.instructions}/<uuid:instruction_id>/steps")
@requires(Permission.INSTRUCTIONS_FOLLOW)
@once
def create_step(instruction_id: uuid.UUID) -> ResponseReturnValue:
    """What was done about it."""
    back = Asked.of(dict(parse_qsl(request.form.get("back", ""))))
    try:
        wanted = sent(StepCreate)
        follow_instruction(instruction_id, StepOf(wanted["what"]), words=wanted["words"], by=person())
    except DomainError as refusal:
        if refusal.status != 422:
            raise
        return _page(back, Failed.of(str(instruction_id), request.form, refusal)), refusal.status
    tell(_("Rectified and closed.") if wanted["what"] == StepOf.RECTIFIED else _("Noted."))
    return redirect(back.address(cursor=back.cursor), 303)


def _page(asked: Asked, failed: Failed = NOTHING_FAILED) -> str:
    page = list_instructions(ended=asked.ended, department=asked.department, cursor=asked.cursor)
    return render_template("reports/instructions.html", **context(asked, page, count_instructions(), person(), failed))


def context(asked: Asked, page: InstructionPage, counts: Counts, me: Actor, failed: Failed) -> dict[str, Any]:
    """Context of `reports/instructions.html`."""
    moment = now()
    return {
        "tabs": [
            (_("To be followed"), _of(counts, False, asked.department), asked.address(ended=None), not asked.ended),
            (_("Rectified"), _of(counts, True, asked.department), asked.address(ended="1"), asked.ended),
        ],
        "filters": _filters(asked, counts),
        "rows": [_shown(row, page, me, moment) for row in page.rows],
        "ended": asked.ended,
        "back": asked.address(cursor=asked.cursor).partition("?")[2],
        "failed": failed,
        "page": {
            "text": ngettext("%(num)d instruction here", "%(num)d instructions here", len(page.rows)),
            "prev_url": asked.address() if asked.cursor else "",
            "next_url": asked.address(cursor=page.next_cursor) if page.next_cursor else "",
        },
    }


def _of(counts: Counts, ended: bool, department: str | None) -> int:
    return sum(count for (of, over), count in counts.items() if over is ended and department in {None, of})


def _filters(asked: Asked, counts: Counts) -> list[dict[str, Any]]:
    """A chip for each department that has any."""
    chips: list[tuple[str, str | None]] = [(_("All"), None)]
    chips += [(str(word), name) for name, word in DEPARTMENTS.items() if _of(counts, asked.ended, name)]
    return [
        {
            "word": word,
            "count": _of(counts, asked.ended, name),
            "on": asked.department == name,
            "url": asked.address(department=name),
        }
        for word, name in chips
    ]


def _shown(row: Row[Any], page: InstructionPage, me: Actor, moment: dt.datetime) -> dict[str, Any]:
    one: Instruction = row[0]
    spoken, today = language(), store_day(moment)
    icon, word = INSTRUCTION_STATES[one.state]
    mark = PROGRAMMES[row.programme]
    allowed = [step for step in StepOf if may.follow(me, step.value, one.department)] if not one.ended_at else []
    return {
        "id": str(one.id),
        "words": one.words,
        "department": str(DEPARTMENTS[one.department]),
        "due": due(one.due_at, moment),
        "late": one.ended_at is None and one.due_at < moment,
        "ended": formats.moment(one.ended_at, spoken, today),
        "in_time": one.ended_at is not None and one.ended_at <= one.due_at,
        "by": one.by_name,
        "state": str(word),
        "icon": icon,
        "shape": mark.shape,
        "programme": str(mark.word),
        "day": formats.day(row.day, spoken, today),
        "url": f"{PATHS.reports}/{one.report_id}",
        "about": _about(one, row.personal),
        "steps": [
            {"what": str(STEPS[StepOf(each.what)]), "words": each.words, "by": each.by_name, "at": each.at}
            for each in page.steps.get(one.id, ())
        ],
        "choices": [(step.value, str(STEPS[step])) for step in allowed],
    }


def _about(one: Instruction, personal: Mapping[str, str] | None) -> str:
    if one.line_number is None:
        return str(_("whole report"))
    number = _("No. %(numbers)s", numbers=one.line_number)
    return f"{number} {personal['customer'] if personal else _('erased')}"
