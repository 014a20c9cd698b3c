"""The log of a voice, and that nobody overwrites what somebody else just did."""

from typing import Any

from backbone.clock import SHANGHAI, now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from dealer.figures.interface import day_changed
from dealer.voices.models import Voice, VoiceStep
from dealer.voices.queries.steps import last_step
from dealer.voices.rules import StepOf
from tenants.access.interface import Actor


class ChangedError(ConflictError):
    """Somebody did something to it since the reader opened it (409)."""

    code = "changed"
    message = _l("%(name)s was here in the meantime (%(clock)s). Nothing was overwritten: look at the log first.")


def note(voice: Voice, what: StepOf, *, by: Actor, words: str = "", **details: Any) -> None:
    """Write a line of its log; `details` are small JSON values. Whatever has a line may change what HQ counts."""
    line = VoiceStep(
        tenant_id=voice.tenant_id,
        id=uuid7(),
        what=what,
        at=now(),
        account_id=by.account_id,
        by_name=by.name,
        words=words,
        details=details,
        **{voice.step_key: voice.id},
    )
    current().add(line)
    current().flush()
    day_changed()


def require_version(voice: Voice, version: int | None) -> None:
    """What the reader saw is what is there. None: the caller has just read it. Raises ChangedError."""
    if version is not None and version != voice.version:
        step = last_step(voice)
        raise ChangedError(name=step.by_name, clock=f"{step.at.astimezone(SHANGHAI):%H:%M}")
