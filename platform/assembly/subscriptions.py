"""Which jobs there are, and which fact starts which job."""

import importlib

JOB_MODULES: tuple[str, ...] = ("dealer.imports.jobs",)
"""Every `jobs.py`; a guard test compares it with the tree."""


def load_jobs() -> None:
    """Import every slice's jobs, so that the registry is whole."""
    for module in JOB_MODULES:
        importlib.import_module(module)
