"""Reading a file from outside: the parent's side. It starts the child, keeps the clock, and loads what the child found.

    reading = read_file(path, kind=Kind.REPAIR_ORDERS, out=folder)

A stranger's file never meets this process: whatever it does to the child ends here as UnreadableFile.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dealer.imports.reading.child.main import DECIDED, OUT_OF_MEMORY, REPORT
from dealer.imports.reading.child.writing import CONFLICTS, RECORDS, REJECTED
from dealer.imports.reading.kinds import FIELDS, Kind
from dealer.imports.reading.problems import FileCode, RowCode, UnreadableFile
from dealer.imports.reading.result import (
    ConflictRow,
    MappedColumn,
    PreviewRow,
    Reading,
    RejectedRow,
    UnmappedColumn,
    WarnedRow,
)

_ERRORS = "errors.txt"
_MOST_ERROR_TEXT = 65536
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Beyond: too_large, too_slow, too_many_rows.

    `seconds` are the child's own (CPU). By the clock it has `_PATIENCE` times as many: it never waits for anything, so
    on a machine with other work a good file is slow without being bad.
    """

    file_bytes: int = 100 << 20
    memory_bytes: int = 1 << 30
    seconds: int = 20
    rows: int = 300_000
    written_bytes: int = 1 << 30

    def of_child(self) -> dict[str, int]:
        """What the child confines itself to."""
        return {"memory_bytes": self.memory_bytes, "cpu_seconds": self.seconds, "file_bytes": self.written_bytes}


def read_file(
    path: Path,
    *,
    kind: Kind,
    out: Path,
    columns: Mapping[str, int] | None = None,
    header_row: int | None = None,
    decided: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Read a dealer's file of one kind and judge its rows; records and refused rows are written into the folder `out`.

    `columns` fixes fields to columns counted from 0 (-1: the file has none); the others are guessed. `header_row`
    counts from 1. `decided`: number → fingerprint of the content that counts where it stands in the file, whatever
    else the file says of that number. Raises UnreadableFile with a code and params for a plain message, and ValueError
    for an unknown field. Takes no lock and keeps nothing: the same file and decisions give the same reading.
    """
    limits = limits or Limits()
    unknown = set(columns or ()) - FIELDS[kind].keys()
    if unknown:
        raise ValueError(f"no such fields for {kind}: {sorted(unknown)}")
    if path.stat().st_size > limits.file_bytes:
        raise UnreadableFile(FileCode.TOO_LARGE, what=f"{path.stat().st_size >> 20} MiB")
    _prepare(out, decided)
    request = {
        "path": str(path.resolve()),
        "kind": kind,
        "out": str(out.resolve()),
        "columns": dict(columns or {}),
        "header_row": header_row,
        "most_rows": limits.rows,
        "decided": bool(decided),
        "confine": limits.of_child(),
    }
    try:
        _run_child(request, out, limits)
    finally:
        (out / DECIDED).unlink(missing_ok=True)
    return _loaded(out, kind)


def _prepare(out: Path, decided: Mapping[str, str] | None) -> None:
    """A folder without a report. Decisions go by a file: an argument's length is limited."""
    out.mkdir(parents=True, exist_ok=True)
    (out / REPORT).unlink(missing_ok=True)
    if decided:
        (out / DECIDED).write_text(json.dumps(dict(decided)), encoding="utf-8")


def _run_child(request: dict[str, Any], out: Path, limits: Limits) -> None:
    """Run the child to its end; raises UnreadableFile where it did not come to one by itself."""
    command = [sys.executable, "-I", "-S", "-c", _START, _search_path(), json.dumps(request)]
    with (out / _ERRORS).open("wb") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # never written to: its end is how the child's end is noticed at once
            stderr=errors,
            env={"PYTHONUTF8": "1"},
            cwd=out,
            start_new_session=True,
        )
        try:
            child.communicate(timeout=_PATIENCE * limits.seconds)
        except subprocess.TimeoutExpired:
            raise UnreadableFile(FileCode.TOO_SLOW, seconds=limits.seconds) from None
        finally:
            _end(child)
    status = child.returncode
    if status != 0 or not (out / REPORT).exists():
        raise _cause_of_death(status, out / _ERRORS, limits)
    (out / _ERRORS).unlink(missing_ok=True)


_START = (
    "import sys; sys.path[:0] = sys.argv[1].split(chr(10)); "
    "from dealer.imports.reading.child.main import main; sys.exit(main(sys.argv[2]))"
)


def _search_path() -> str:
    """Where our own code and calamine lie: all that the child may import besides the standard library."""
    ours = Path(__file__).resolve().parents[3]
    calamine = find_spec("python_calamine")
    places = [ours, *([Path(calamine.origin).resolve().parents[1]] if calamine and calamine.origin else [])]
    return "\n".join(map(str, places))


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()


def _cause_of_death(status: int, errors: Path, limits: Limits) -> UnreadableFile:
    """What to tell the person, from how the child ended."""
    with errors.open("rb") as file:
        said = file.read(_MOST_ERROR_TEXT)
    if (
        status == OUT_OF_MEMORY
        or b"memory allocation" in said
        or b"MemoryError" in said
        or b"capacity overflow" in said
    ):
        return UnreadableFile(FileCode.TOO_LARGE, what=f"more than {limits.memory_bytes >> 20} MiB of memory")
    if -status in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM):
        return UnreadableFile(FileCode.TOO_SLOW, seconds=limits.seconds)
    if -status == signal.SIGXFSZ or b"File too large" in said:
        return UnreadableFile(FileCode.TOO_LARGE, what=f"more than {limits.written_bytes >> 20} MiB of records")
    return UnreadableFile(FileCode.DAMAGED)


def _refusal(told: dict[str, Any]) -> UnreadableFile:
    refusal = UnreadableFile(FileCode(told["code"]), **told["params"])
    refusal.header_row = told["header_row"]
    refusal.titles = tuple(told["titles"])
    refusal.columns = told["columns"]
    return refusal


def _storable(told: Any) -> Any:
    """The report without NUL: a cell, a title or a sheet's name may hold it, and no column of ours can."""
    if isinstance(told, str):
        return told.replace("\0", "")
    if isinstance(told, list):
        return [_storable(each) for each in told]
    if isinstance(told, dict):
        return {_storable(key): _storable(value) for key, value in told.items()}
    return told


def _loaded(out: Path, kind: Kind) -> Reading:
    text = (out / REPORT).read_text(encoding="utf-8")
    report = _storable(json.loads(text)) if "\\u0000" in text else json.loads(text)
    if "unreadable" in report:
        raise _refusal(report["unreadable"])
    return Reading(
        kind=kind,
        sheet=report["sheet"],
        header_row=report["header_row"],
        titles=tuple(report["titles"]),
        columns=tuple(MappedColumn(**column) for column in report["columns"]),
        clocks=report["clocks"],
        unmapped=tuple(UnmappedColumn(**column) for column in report["unmapped"]),
        data_rows=report["data_rows"],
        records=report["records"],
        repeated=report["repeated"],
        conflicts=tuple(ConflictRow(**conflict) for conflict in report["conflicts"]),
        numbers_in_conflict=report["numbers_in_conflict"],
        conflicts_open=report["conflicts_open"],
        rejected=tuple(RejectedRow(**(row | {"code": RowCode(row["code"])})) for row in report["rejected"]),
        warned=tuple(WarnedRow(row, RowCode(code)) for row, code in report["warned"]),
        skipped=report["skipped"],
        not_picked_up=report["not_picked_up"],
        picked_up_but_not_called=report["picked_up_but_not_called"],
        preview=tuple(PreviewRow(**row) for row in report["preview"]),
        notes=tuple(report["notes"]),
        records_file=out / RECORDS,
        rejected_file=out / REJECTED,
        conflicts_file=out / CONFLICTS,
    )


__all__ = ["FileCode", "Kind", "Limits", "Reading", "RowCode", "UnreadableFile", "read_file"]
