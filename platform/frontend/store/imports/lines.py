"""Imports as lines of a list and as cards of the desk."""

from collections.abc import Sequence
from typing import Any

from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.imports.interface import ImportRun, ImportState
from frontend.paths import PATHS
from frontend.store.imports.words import KINDS, why_unreadable

CARDS = 4


def address(run: ImportRun) -> str:
    """An import's page."""
    return f"{PATHS.imports}/{run.id}"


def import_line(run: ImportRun) -> dict[str, Any]:
    """What imports/_lines.html shows of an import."""
    return {
        "url": address(run),
        "file_name": run.file.name,
        "kind_word": str(KINDS[run.what]),
        "state": run.state,
        "who": run.requested_by_name,
        "at": run.created_at,
        "counts": _counts(run.report),
    }


def _counts(report: dict[str, Any] | None) -> dict[str, int] | None:
    if report is None:
        return None
    return {
        "data_rows": report["data_rows"],
        "rejected": report["rejected_total"],
        "warned": report["warned_total"],
    }


def waiting_cards(runs: Sequence[ImportRun]) -> list[dict[str, str]]:
    """What in recent imports somebody has to look at: files that can't be read, rejected rows, conflicts."""
    cards = [card for run in runs if (card := _card(run))]
    return cards[:CARDS]


def _card(run: ImportRun) -> dict[str, str] | None:
    if run.state == ImportState.FAILED and run.error_code:
        note = why_unreadable(run.error_code, run.error_params or {})
        return _of(run, _("Look"), _("Not readable"), "bad", note)
    rejected = run.report["rejected_total"] if run.report else 0
    if rejected:
        words = ngettext("%(num)d row rejected", "%(num)d rows rejected", rejected)
        return _of(run, _("Mend"), words, "warn", run.requested_by_name)
    undecided = run.report.get("conflicts_open") if run.report else 0
    if undecided:
        words = ngettext("%(num)d number to be decided", "%(num)d numbers to be decided", undecided)
        return _of(run, _("Decide"), words, "warn", run.requested_by_name)
    return None


def _of(run: ImportRun, action: str, words: str, tone: str, note: str) -> dict[str, str]:
    return {
        "title": run.file.name,
        "url": address(run),
        "action": action,
        "icon": "alert-triangle",
        "words": words,
        "tone": tone,
        "note": note,
    }
