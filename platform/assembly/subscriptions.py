"""Which jobs there are, and which fact starts which job."""

import importlib

from assembly.tables import metadata

JOB_MODULES: tuple[str, ...] = ("dealer.imports.jobs",)
"""Every `jobs.py`; a guard test compares it with the tree."""


def load_jobs() -> None:
    """Import every slice's jobs and tables, so that registry and foreign keys are whole in this process."""
    assert metadata.tables
    for module in JOB_MODULES:
        importlib.import_module(module)
