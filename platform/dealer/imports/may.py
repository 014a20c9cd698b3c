"""Who may do what with an import: pure predicates."""

from dealer.imports.models import ImportRun, ImportState

READABLE_AGAIN = frozenset({ImportState.READY, ImportState.FAILED, ImportState.CANCELLED})
UNDER_WAY = frozenset({ImportState.WAITING, ImportState.READING, ImportState.WRITING})


def read_again(run: ImportRun) -> bool:
    """A file can be read again with other columns when nobody is reading it."""
    return run.state in READABLE_AGAIN


def decide_conflicts(run: ImportRun) -> bool:
    """Also of an import that is done: what is decided holds from the next file on."""
    return run.state not in UNDER_WAY


def write(run: ImportRun) -> bool:
    """What a dry run found can be imported, once."""
    return run.state == ImportState.READY


def cancel(run: ImportRun) -> bool:
    """What has not ended can be cancelled."""
    return run.state in UNDER_WAY
