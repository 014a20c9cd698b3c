"""The door to what opinions and complaints have in common."""

from dealer.voices.actions.handing_on import (
    EndedError,
    NotEndedError,
    department_of,
    hand_on,
    person_of,
    require_open,
    said_words,
)
from dealer.voices.actions.logging import ChangedError, note, require_version
from dealer.voices.actions.receiving import (
    VoiceReceived,
    columns_of,
    new_voice,
    open_of_call,
    receive_again,
)
from dealer.voices.may import is_manager_of, sees_only
from dealer.voices.models import Voice, VoiceStep, voice_keys
from dealer.voices.queries.customers import Found, find_customers
from dealer.voices.queries.facts import facts_of
from dealer.voices.queries.listed import (
    WAITING_VOICES,
    VoiceCounts,
    VoiceFilter,
    count_voices,
    list_voices,
    read_place,
    waiting_for_voices,
)
from dealer.voices.queries.people import Person, list_people
from dealer.voices.queries.steps import list_steps, round_began_at
from dealer.voices.rules import (
    KINDS,
    MANAGERS,
    PEOPLE,
    Channel,
    Level,
    OpenVoice,
    StepOf,
    VoiceState,
    VoiceTab,
    raised_to,
)
from dealer.voices.schemas import (
    MOST_WORDS,
    Versioned,
    VoiceAnswer,
    VoiceAssignment,
    VoiceCreate,
    VoiceRead,
    VoiceReopening,
    as_read,
    received_by_hand,
)

__all__ = [
    "KINDS",
    "MANAGERS",
    "MOST_WORDS",
    "PEOPLE",
    "WAITING_VOICES",
    "ChangedError",
    "Channel",
    "EndedError",
    "Found",
    "Level",
    "NotEndedError",
    "OpenVoice",
    "Person",
    "StepOf",
    "Versioned",
    "Voice",
    "VoiceAnswer",
    "VoiceAssignment",
    "VoiceCounts",
    "VoiceCreate",
    "VoiceFilter",
    "VoiceRead",
    "VoiceReceived",
    "VoiceReopening",
    "VoiceState",
    "VoiceStep",
    "VoiceTab",
    "as_read",
    "columns_of",
    "count_voices",
    "department_of",
    "facts_of",
    "find_customers",
    "hand_on",
    "is_manager_of",
    "list_people",
    "list_steps",
    "list_voices",
    "new_voice",
    "note",
    "open_of_call",
    "person_of",
    "raised_to",
    "read_place",
    "receive_again",
    "received_by_hand",
    "require_open",
    "require_version",
    "round_began_at",
    "said_words",
    "sees_only",
    "voice_keys",
    "waiting_for_voices",
]
