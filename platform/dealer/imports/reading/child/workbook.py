"""Sheets of a workbook, by calamine: XLSX, XLS, XLSB, ODS."""

from collections.abc import Iterator, Sequence
from itertools import islice

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dealer.imports.reading.child.formats import Row, Sheet
from dealer.imports.reading.child.headers.find import LOOKED_THROUGH, find_header
from dealer.imports.reading.problems import FileCode, UnreadableFile

_MOST_SHEETS = 40


def best_sheet(path: str) -> Sheet:
    """The sheet whose header is the best; of equals the first, visible ones before hidden ones."""
    workbook = _opened(path)
    names = _sheet_names(workbook)
    if not names:
        raise UnreadableFile(FileCode.DAMAGED)
    if len(names) == 1:
        return _sheet(_loaded(workbook, names[0]))
    scores = {name: _score(_sheet(_loaded(workbook, name))) for name in names}
    best = max(names, key=lambda name: scores[name])
    sheet = _sheet(_loaded(workbook, best))
    others = [name for name in names if name != best and scores[name] >= 0.9 * scores[best] > 0]
    sheet.notes += [f"other_sheet:{name}" for name in others]
    return sheet


def _opened(path: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise UnreadableFile(FileCode.PASSWORD_PROTECTED) from error
    except MemoryError:
        raise
    except BaseException as error:  # Rust panics arrive as a BaseException of their own
        raise _unreadable(error) from error


def _loaded(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except MemoryError:
        raise
    except BaseException as error:
        raise _unreadable(error) from error


def _unreadable(error: BaseException) -> UnreadableFile:
    protected = isinstance(error, PasswordError) or "password" in str(error).lower() or "encrypt" in str(error).lower()
    return UnreadableFile(FileCode.PASSWORD_PROTECTED if protected else FileCode.DAMAGED)


def _sheet_names(workbook: CalamineWorkbook) -> list[str]:
    sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    visible = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
    return (visible + [meta.name for meta in sheets if meta.name not in visible])[:_MOST_SHEETS]


def _sheet(loaded: CalamineSheet) -> Sheet:
    left = loaded.start[1] if loaded.start else 0
    return Sheet(loaded.name, _rows(loaded, left), loaded.merged_cell_ranges or ())


def _rows(loaded: CalamineSheet, left: int) -> Iterator[Row]:
    """Rows from the file's first; calamine drops empty columns on the left, which are put back."""
    if loaded.start is None:
        return iter(())
    if not left:
        return iter(loaded.iter_rows())
    blank: list[object] = [""] * left
    return (blank + list(row) for row in loaded.iter_rows())


def _score(sheet: Sheet) -> int:
    head: Sequence[Row] = list(islice(sheet.rows, LOOKED_THROUGH))
    header = find_header(head, sheet.merged)
    return header.score if header else 0
