"""The door to what opinions and complaints have in common."""

from dealer.voices.actions.logging import ChangedError, note, require_version
from dealer.voices.actions.receiving import (
    VoiceReceived,
    columns_of,
    new_voice,
    open_of_call,
    receive_again,
)
from dealer.voices.may import is_manager_of
from dealer.voices.models import Voice, VoiceStep, voice_keys
from dealer.voices.queries.steps import list_steps
from dealer.voices.rules import (
    MANAGERS,
    PEOPLE,
    Channel,
    Level,
    OpenVoice,
    StepOf,
    VoiceState,
    raised_to,
)

__all__ = [
    "MANAGERS",
    "PEOPLE",
    "ChangedError",
    "Channel",
    "Level",
    "OpenVoice",
    "StepOf",
    "Voice",
    "VoiceReceived",
    "VoiceState",
    "VoiceStep",
    "columns_of",
    "is_manager_of",
    "list_steps",
    "new_voice",
    "note",
    "open_of_call",
    "raised_to",
    "receive_again",
    "require_version",
    "voice_keys",
]
