"""The child's task: one request in, `report.json` and the record files out."""

import gc
import json
import sys
from collections.abc import Sequence
from itertools import chain, islice

from dealer.imports.reading.child.delimited import table_in_text
from dealer.imports.reading.child.formats import Row, Sheet, recognise
from dealer.imports.reading.child.headers.find import LOOKED_THROUGH, HeaderRow, find_header, header_at
from dealer.imports.reading.child.headers.guess import Guess, by_names, clock_columns, column_letters, guess_columns
from dealer.imports.reading.child.headers.words import read_header
from dealer.imports.reading.child.limits import confine
from dealer.imports.reading.child.table import Counts, Plan, TableReader
from dealer.imports.reading.child.writing import RecordWriter
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import FileCode, UnreadableFile

REPORT, DECIDED = "report.json", "decided.json"
OUT_OF_MEMORY = 70
_SAMPLED = 400  # rows below the header that help to guess


class Request:
    """What the parent asks for (JSON, see `dealer.imports.reading.reader`)."""

    def __init__(self, argument: str) -> None:
        told = json.loads(argument)
        self.path, self.out = str(told["path"]), str(told["out"])
        self.kind = Kind(told["kind"])
        self.chosen = {str(field): int(column) for field, column in told["columns"].items()}
        self.header_row: int | None = told["header_row"]
        self.most_rows = int(told["most_rows"])
        self.decided = bool(told["decided"])
        self.limits: dict[str, int] = told["confine"]


def main(argument: str) -> int:
    """Read as the request says; the exit code tells only of memory."""
    request = Request(argument)
    confine(**request.limits)
    gc.disable()  # a short life with many rows and no cycles: a tenth of the time went into looking for them
    try:
        report = _read(request)
    except UnreadableFile as refusal:
        report = {"unreadable": _told(refusal)}
    except MemoryError:
        return OUT_OF_MEMORY
    with open(f"{request.out}/{REPORT}", "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - pathlib is slow to load
        file.write(json.dumps(report, ensure_ascii=False))  # dump would encode in Python
    return 0


def _read(request: Request) -> dict[str, object]:
    sheet = _sheet(request.path)
    top = list(islice(sheet.rows, max(LOOKED_THROUGH, request.header_row or 0) + _SAMPLED))
    header = _header(top, sheet, request.header_row)
    below, width = top[header.row + 1 :], len(header.names)
    head = [[*row[:width], *[""] * (width - len(row))] for row in below[:_SAMPLED]]
    columns = list(zip(*head, strict=True)) if head else [()] * width
    mapping = _mapping(request, header, columns)
    plan = Plan(
        request.kind,
        _titles(header),
        {field: guess.column for field, guess in mapping.items()},
        clock_columns(header.names, columns, mapping, request.kind),
        header.row + 2,
        since_1904=sheet.since_1904,
        status_is_flag="status" in mapping and "void" in read_header(header.names[mapping["status"].column]).concepts,
    )
    writer = RecordWriter(request.kind, plan.titles, request.out)
    decided = _decided(request.out) if request.decided else {}
    counts = TableReader(plan, writer, request.most_rows, decided).read(chain(below, sheet.rows), head)
    writer.close()
    return _report(sheet, header, plan, mapping, counts, writer)


def _decided(folder: str) -> dict[str, str]:
    """Number → fingerprint, as the parent wrote them down; whatever is not that is left out."""
    try:
        with open(f"{folder}/{DECIDED}", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to load
            told = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = told.items() if isinstance(told, dict) else ()
    return {number: mark for number, mark in pairs if isinstance(mark, str)}


def _mapping(request: Request, header: HeaderRow, columns: Sequence[Sequence[object]]) -> dict[str, Guess]:
    """The columns, guessed around what a person chose; a chosen column that the file does not have counts as none."""
    width = len(header.names)
    chosen = {field: column if column < width else -1 for field, column in request.chosen.items()}
    try:
        return guess_columns(header.names, columns, request.kind, chosen)
    except UnreadableFile as refusal:
        refusal.header_row, refusal.titles = header.row + 1, tuple(_titles(header))
        refusal.columns = {field: guess.column for field, guess in by_names(header.names, request.kind).items()}
        raise


def _told(refusal: UnreadableFile) -> dict[str, object]:
    return {
        "code": refusal.code,
        "params": refusal.params,
        "header_row": refusal.header_row,
        "titles": refusal.titles,
        "columns": refusal.columns,
    }


def _sheet(path: str) -> Sheet:
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib is slow to load
        content = file.read()
    found = recognise(content)
    if not found.is_workbook:
        return table_in_text(content)
    del content
    from dealer.imports.reading.child.workbook import best_sheet  # noqa: PLC0415 - text files start faster without

    sheet = best_sheet(path)
    sheet.since_1904 = found.since_1904
    return sheet


def _header(top: Sequence[Row], sheet: Sheet, chosen_row: int | None) -> HeaderRow:
    if chosen_row is not None and 0 < chosen_row <= len(top):
        return header_at(top, chosen_row - 1, sheet.merged)
    header = find_header(top, sheet.merged)
    if header is None:
        if not any(any(row) for row in top):
            raise UnreadableFile(FileCode.EMPTY_FILE)
        raise UnreadableFile(FileCode.NO_HEADER, examples="工单号, 车牌号, 车架号, 进厂时间")
    return header


def _titles(header: HeaderRow) -> list[str]:
    """A title for every column, no two alike: raw cells are kept by them."""
    titles: list[str] = []
    for column, title in enumerate(header.titles()):
        own = title or column_letters(column)
        titles.append(own if own not in titles else f"{own} ({column_letters(column)})")
    return titles


def _report(
    sheet: Sheet, header: HeaderRow, plan: Plan, mapping: dict[str, Guess], counts: Counts, writer: RecordWriter
) -> dict[str, object]:
    mapped = {guess.column for guess in mapping.values()} | set(plan.clocks.values())
    return {
        "sheet": sheet.name,
        "header_row": header.row + 1,
        "titles": plan.titles,
        "columns": [
            {
                "field": field,
                "column": guess.column,
                "header": plan.titles[guess.column],
                "how": guess.how,
                "confidence": guess.score / 100,
            }
            for field, guess in sorted(mapping.items(), key=lambda item: item[1].column)
        ],
        "clocks": plan.clocks,
        "unmapped": [
            {"column": column, "header": name} for column, name in enumerate(plan.titles) if column not in mapped
        ],
        "data_rows": counts.data_rows,
        "records": counts.records,
        "repeated": counts.repeated,
        "conflicts": counts.conflicts,
        "numbers_in_conflict": counts.numbers_in_conflict,
        "conflicts_open": counts.conflicts_open,
        "rejected": counts.rejected,
        "warned": counts.warned,
        "skipped": counts.skipped,
        "not_picked_up": counts.not_picked_up,
        "picked_up_but_not_called": counts.not_called,
        "preview": writer.preview,
        "notes": sheet.notes,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
