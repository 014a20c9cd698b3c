"""Handing a voice on to a department and a person, and back (REP-5, ORG-5)."""

import uuid
from collections.abc import Collection

from backbone.errors import ConflictError, InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.voices.models import Voice
from dealer.voices.queries.people import Person, list_people
from dealer.voices.rules import VoiceState
from oem.questionnaires.interface import Department
from tenants.access.interface import Position

MOST_LETTERS = 2000


class EndedError(ConflictError):
    """It is archived or closed (409)."""

    code = "ended"
    message = _l("This has ended. Reopen it first, with a reason.")


class NotEndedError(ConflictError):
    """It is open (409)."""

    code = "not_ended"
    message = _l("This is open. There is nothing to reopen.")


def require_open(voice: Voice) -> None:
    """Raises EndedError."""
    if not voice.is_open:
        raise EndedError


def said_words(name: str, text: str, *, required: bool = True) -> str:
    """What somebody typed, without outer spaces. Raises InvalidError naming the field."""
    words = text.strip()
    if required and not words:
        raise InvalidError(fields={name: [_l("Write it down in a sentence or two.")]})
    if len(words) > MOST_LETTERS:
        raise InvalidError(fields={name: [_l("%(most)s characters at most.", most=MOST_LETTERS)]})
    return words


def department_of(text: str | None, voice: Voice) -> Department:
    """The department that was chosen, else the present one. Raises InvalidError."""
    if text and text not in set(Department):
        raise InvalidError(fields={"department": [_l("Say which department is to answer.")]})
    return Department(text or voice.department)


def person_of(account_id: uuid.UUID, positions: Collection[Position]) -> Person:
    """That person, if they hold one of these positions today. Raises InvalidError."""
    for each in list_people(positions):
        if each.id == account_id:
            return each
    raise InvalidError(fields={"to": [_l("This person holds no position of that department.")]})


def hand_on(voice: Voice, department: Department, to: Person | None) -> None:
    """It is theirs from here on, to be answered; a result that was in is taken back."""
    voice.department, voice.owner_id = department, to.id if to else None
    voice.state = VoiceState.ASSIGNED if to else VoiceState.RECEIVED
    voice.answer = voice.answered_at = None


def succeed(voice: Voice, successor_id: uuid.UUID, positions: Collection[Position]) -> Person | None:
    """Who had it in hand has left: it is the successor's if they hold one of these positions, else the department's.

    A result that was in stays in (ORG-5). Returns whose it is.
    """
    person = next((each for each in list_people(positions) if each.id == successor_id), None)
    voice.owner_id = person.id if person else None
    if person is None and voice.state == VoiceState.ASSIGNED:
        voice.state = VoiceState.RECEIVED
    return person
