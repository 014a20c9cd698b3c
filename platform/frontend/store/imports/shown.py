"""What the page of one import shows, from the row and its report."""

from typing import Any

from backbone.i18n import gettext as _
from dealer.imports.interface import FIELDS, REQUIRED, STEPS, ImportRun, ImportState, Kind
from frontend.store.imports.conflicts import conflicts
from frontend.store.imports.lines import address
from frontend.store.imports.values import in_words
from frontend.store.imports.words import FIELDS as FIELD_WORDS
from frontend.store.imports.words import KINDS, REJECTIONS, STEP_WORDS, WARNINGS, why_unreadable

SHOWN_ROWS = 50
SHOWN_NUMBERS = 40
SURE = 0.9
READ = frozenset({ImportState.READY, ImportState.DONE})


def page(run: ImportRun) -> dict[str, Any]:
    """The context of imports/show.html."""
    report = run.report
    context = progress(run) | {
        "cancel_url": f"{address(run)}/cancellations",
        "columns_url": f"{address(run)}/readings",
        "rejected_url": f"{address(run)}/rejected.xlsx" if report and report["rejected_total"] else "",
        "why": "",
        "columns": _columns(run),
        "headers": list(enumerate(_titles(run))),
        "report": _report(run) if run.state in READ and report else None,
        "conflicts": conflicts(run) if run.state in READ else None,
        "result": _result(run),
        "run_url": f"{address(run)}/runs",
    }
    if run.state == ImportState.FAILED and run.error_code:
        context["why"] = why_unreadable(run.error_code, run.error_params or {})
    return context


def progress(run: ImportRun) -> dict[str, Any]:
    """The context of imports/_progress.html."""
    return {
        "run": {
            "id": run.id,
            "file_name": run.file.name,
            "kind": run.what,
            "typed": run.is_typed,
            "kind_word": str(KINDS[run.what]),
            "state": run.state,
            "who": run.requested_by_name,
            "at": run.created_at,
            "size": run.file.size,
        },
        "progress": {"done": run.progress_done, "total": run.progress_total},
        "progress_url": f"{address(run)}/progress",
        "step": str(STEP_WORDS[STEPS[min(run.progress_done, len(STEPS) - 1)]]),
    }


def _result(run: ImportRun) -> dict[str, int] | None:
    if run.result is None:
        return None
    counts = {name: value for name, value in run.result.items() if isinstance(value, int)}
    planned: dict[str, int] = run.result["plan"]
    return counts | planned


def width(run: ImportRun) -> int:
    """How many columns the file has, as far as it is known."""
    return len(_titles(run))


def _titles(run: ImportRun) -> list[str]:
    if run.report:
        titles: list[str] = run.report["titles"]
        return titles
    return list((run.error_params or {}).get("titles", []))


def _columns(run: ImportRun) -> list[dict[str, Any]]:
    if not _titles(run):
        return []
    report = run.report or _found_before_failing(run)
    mapped = {column["field"]: column for column in report["columns"]}
    samples = {
        field: in_words(field, text)
        for line in reversed(report["preview"])
        for field, text in line["fields"].items()
        if text
    }
    return [
        {
            "field": field,
            "word": str(FIELD_WORDS[field]),
            "required": field in REQUIRED[Kind(run.what)],
            "position": mapped[field]["column"] if field in mapped else None,
            "confidence": _confidence(mapped.get(field), kept=bool(run.columns) or report["kept_columns"]),
            "sample": samples.get(field, ""),
        }
        for field in FIELDS[Kind(run.what)]
    ]


def _found_before_failing(run: ImportRun) -> dict[str, Any]:
    columns = (run.error_params or {}).get("columns", {})
    found = [{"field": field, "column": at, "how": "header", "confidence": 0.0} for field, at in columns.items()]
    return {"columns": found, "preview": [], "kept_columns": False}


def _confidence(column: dict[str, Any] | None, *, kept: bool) -> str:
    if column is None:
        return "guess"
    if kept and column["how"] == "chosen":
        return "kept"
    return "sure" if column["confidence"] >= SURE else "guess"


def _report(run: ImportRun) -> dict[str, Any]:
    report = run.report or {}
    heads = _preview_fields(report)
    return report | {
        "callbacks": report.get("callbacks"),
        "rejected": [line | {"reason": str(REJECTIONS[line["code"]])} for line in report["rejected"][:SHOWN_ROWS]],
        "conflicts": report["conflicts"][:SHOWN_ROWS],
        "conflicts_open": report.get("conflicts_open"),
        "warnings": [_warning(group) for group in report["warnings"]],
        "preview_heads": [str(FIELD_WORDS[field]) for field in heads],
        "preview": [
            (line["row"], [in_words(field, line["fields"].get(field, "")) for field in heads])
            for line in report["preview"]
        ],
    }


def _preview_fields(report: dict[str, Any]) -> list[str]:
    in_file_order = sorted(report["columns"], key=lambda column: column["column"])
    return [column["field"] for column in in_file_order if column["field"] in FIELD_WORDS]


def _warning(group: dict[str, Any]) -> dict[str, Any]:
    word, note = WARNINGS[group["code"]]
    rows = _(", ").join(str(row) for row in group["rows"][:SHOWN_NUMBERS])
    more = " …" if group["count"] > SHOWN_NUMBERS else ""
    return {"word": str(word), "note": str(note), "count": group["count"], "rows": rows + more}
