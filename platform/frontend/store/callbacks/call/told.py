"""What became of a call, in words; and what was wrong, by the form's own fields."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from backbone.errors import DomainError
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from dealer.callbacks.interface import AttemptDone, CallbackState, ListCounts, ListDays, Standing
from frontend import formats
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.words import OUTCOMES, REASONS

_OWN = ("outcome", "call_at", "note", "why", "voice")
_FIELDS = {name: name for name in _OWN} | {"phone_id": "outcome", "inbound": "outcome", "also": "outcome"}


def words_of(done: Iterable[AttemptDone], at: At) -> Iterator[tuple[str, str]]:
    """(text, tone) for each callback of the talk."""
    for each in done:
        yield _outcome(each, at)
        if each.correction:
            yield _("The department is asked to correct the data."), "ok"


def _outcome(each: AttemptDone, at: At) -> tuple[str, str]:
    state = CallbackState(each.state)
    if each.amended:
        return _("It had ended; what the customer said is an amendment."), "warn"
    if not state.is_open:
        reason = REASONS.get(each.reason or "")
        return _("Saved: %(what)s.", what=f"{OUTCOMES[state]}{f' · {reason}' if reason else ''}"), "ok"
    return _goes_on(each, state, at), "ok"


def _goes_on(each: AttemptDone, state: CallbackState, at: At) -> str:
    if state is CallbackState.WAITING_FOR_REPLY:
        return str(_("Saved: three parts of the day were tried, the customer's reply is waited for."))
    if state is CallbackState.WAITING_FOR_NUMBER:
        return str(_("Saved: it waits for the right number."))
    if each.numbers_left:
        return str(_("Saved: another number is to be tried now."))
    if each.next_try_at is not None:
        return str(_("Saved: the next try is %(when)s.", when=at.words(each.next_try_at)))
    return str(_("Saved."))


def stays(done: Sequence[AttemptDone]) -> bool:
    """Is there something left to be done on the same screen: another number, or a text message by hand?"""
    return bool(done) and (bool(done[0].numbers_left) or done[0].text_due)


def nothing_left(counts: ListCounts, at: ListDays, language: str) -> str:
    """What is done and what is next, when there is nothing to take."""
    done, waiting = counts.standing(Standing.DONE), counts.standing(Standing.WAITING)
    parts = [_("Nothing is left to call now.")]
    if counts.planned:
        parts.append(_("%(done)s of %(all)s are done today.", done=done, all=counts.planned))
    if waiting:
        parts.append(ngettext("%(num)s waits for a reply.", "%(num)s wait for a reply.", waiting))
    parts.append(_("The next list opens %(when)s.", when=formats.moment(at.next.now, language, at.today.day)))
    return " ".join(parts)


def fields_of(refusal: DomainError) -> dict[str, list[Any]]:
    """Messages by the form's fields; what has no field there stands under an empty name."""
    wrong: dict[str, list[Any]] = {}
    for name, said in refusal.fields.items():
        field = f"a.{name.removeprefix('answers.')}" if name.startswith("answers.") else _FIELDS.get(name, "")
        wrong.setdefault(field, []).extend(said)
    return wrong or {"": [refusal.sentence]}
