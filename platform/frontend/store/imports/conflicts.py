"""Conflicts of a file, side by side, for who decides them and for who looks (DATA-1)."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from backbone.errors import InvalidError
from backbone.i18n import gettext as _
from dealer.imports.interface import Conflict, ImportRun, ImportState, list_conflicts
from frontend.store.imports.lines import address
from frontend.store.imports.values import in_words
from frontend.store.imports.words import FIELDS

SHOWN_NUMBERS = 50
SHOWN_ROWS = 10
CHOICE = "conflict."
"""Begins the name of each number's choice; its value is a row, or nothing for later."""


def conflicts(run: ImportRun, chosen: Collection[int] | None = None, errors: Mapping[str, Any] | None = None) -> Any:
    """What imports/_conflicts.html shows, or none; `chosen` are the rows of a form that was refused for `errors`."""
    report = run.report or {}
    found = list_conflicts(run)[:SHOWN_NUMBERS]
    if not found:
        return None
    return {
        "url": f"{address(run)}/decisions",
        "done": run.state == ImportState.DONE,
        "open": report["conflicts_open"],
        "total": report["numbers_in_conflict"],
        "numbers": [_number(conflict, chosen) for conflict in found],
        "errors": errors or {},
    }


def _number(conflict: Conflict, chosen: Collection[int] | None) -> dict[str, Any]:
    decision = conflict.decision
    return {
        "number": conflict.number,
        "name": f"{CHOICE}{conflict.contents[0].rows[0]}",
        "decision": decision and {"who": decision.decided_by_name, "at": decision.decided_at},
        "left_out": conflict.left_out,
        "contents": [
            {
                "row": content.rows[0],
                "rows": _rows(content.rows),
                "counts": content is conflict.contents[0],
                "decided": content is conflict.decided,
                "chosen": content is conflict.decided if chosen is None else content.rows[0] in chosen,
            }
            for content in conflict.contents
        ],
        "fields": [_field(conflict, field) for field in conflict.differing],
    }


def _rows(rows: tuple[int, ...]) -> str:
    text = _("Row %(rows)s", rows=_(", ").join(map(str, rows[:SHOWN_ROWS])))
    return f"{text} …" if len(rows) > SHOWN_ROWS else text


def _field(conflict: Conflict, field: str) -> dict[str, Any]:
    """`veiled`: what differs is what nobody is shown of a number."""
    forms = [content.forms[field] for content in conflict.contents]
    texts = [in_words(field, form) for form in forms]
    return {"word": str(FIELDS[field]), "texts": texts, "veiled": len(set(texts)) < len(set(forms))}


def chosen_rows(form: Mapping[str, str]) -> list[int]:
    """The rows that a form chooses. Raises InvalidError for what is no row."""
    told = [value for name, value in form.items() if name.startswith(CHOICE) and value]
    if not all(re.fullmatch("[0-9]{1,7}", value) for value in told):
        raise InvalidError(fields={"rows": [_("There is no such row.")]})
    return [int(value) for value in told]
