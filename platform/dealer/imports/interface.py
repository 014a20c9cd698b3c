"""The door to imports."""

from dealer.imports.actions.deciding import decide_conflicts
from dealer.imports.actions.handing_in import MAX_FILE, cancel, hand_in, read_again, record_download
from dealer.imports.actions.reading import DryRun, dry_run
from dealer.imports.actions.running import RealImport, import_now, start_writing
from dealer.imports.actions.typing_in import LONGEST_CELL, MOST_ROWS, NEEDED, TYPED, type_in
from dealer.imports.actions.writing import STEPS
from dealer.imports.models import ImportRun, ImportState
from dealer.imports.queries import (
    Conflict,
    Content,
    get_import,
    get_import_to_change,
    get_rejected_file,
    list_conflicts,
    list_imports,
)
from dealer.imports.reading.kinds import FIELDS, REQUIRED, FieldType, Kind

__all__ = [
    "FIELDS",
    "LONGEST_CELL",
    "MAX_FILE",
    "MOST_ROWS",
    "NEEDED",
    "REQUIRED",
    "STEPS",
    "TYPED",
    "Conflict",
    "Content",
    "DryRun",
    "FieldType",
    "ImportRun",
    "ImportState",
    "Kind",
    "RealImport",
    "cancel",
    "decide_conflicts",
    "dry_run",
    "get_import",
    "get_import_to_change",
    "get_rejected_file",
    "hand_in",
    "import_now",
    "list_conflicts",
    "list_imports",
    "read_again",
    "record_download",
    "start_writing",
    "type_in",
]
