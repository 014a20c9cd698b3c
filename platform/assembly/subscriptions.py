"""Which jobs there are, and which fact starts which job in the stores it is announced to."""

import importlib

from assembly.tables import metadata
from backbone.outbox.facts import subscribe
from dealer.notices.interface import TAKE_REMINDER, TAKE_STANDARD
from oem.reminders.interface import ReminderSent
from oem.standards.interface import StandardPublished

JOB_MODULES: tuple[str, ...] = (
    "backbone.files.jobs",
    "backbone.web.jobs",
    "dealer.callbacks.jobs",
    "dealer.complaints.jobs",
    "dealer.figures.jobs",
    "dealer.imports.jobs",
    "dealer.messages.jobs",
    "dealer.notices.jobs",
    "dealer.opinions.jobs",
    "dealer.reports.jobs",
    "tenants.signin.jobs",
)
"""Every `jobs.py`; a guard test compares it with the tree."""

SUBSCRIPTIONS: dict[type, tuple[str, ...]] = {
    ReminderSent: (TAKE_REMINDER,),
    StandardPublished: (TAKE_STANDARD,),
}
"""Headquarters' fact -> jobs that run as each store. A guard test looks that each fact's fields fit its jobs."""


def load_jobs() -> None:
    """Import every slice's jobs and tables, so that registry and foreign keys are whole in this process."""
    assert metadata.tables
    for module in JOB_MODULES:
        importlib.import_module(module)
    subscribe(SUBSCRIPTIONS)
