"""Words of the customer's voice."""

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.complaints.interface import Severity
from dealer.voices.interface import Channel, Level, StepOf, VoiceState, VoiceTab
from frontend.store.callbacks.call.words import DEPARTMENTS, MAKES

KIND_WORDS: dict[str, LazyString] = MAKES
"""As the call screen says them: what is noted in a call comes here."""

SEVERITIES: dict[str, LazyString] = {
    Severity.CRITICAL: _l("critical"),
    Severity.MAJOR: _l("major"),
    Severity.MINOR: _l("minor"),
    Severity.NORMAL: _l("normal"),
}

SEVERITY_NOTES: dict[str, LazyString] = {
    Severity.CRITICAL: _l("injury, fire, media, regulator"),
    Severity.MAJOR: _l("third repair of one fault, refuses the car, a large claim"),
    Severity.MINOR: _l("more than a word of explanation is needed"),
    Severity.NORMAL: _l("everything else"),
}

CHANNELS: dict[str, LazyString] = {
    Channel.PHONE: _l("Phone"),
    Channel.COUNTER: _l("Counter"),
    Channel.WECHAT: _l("WeChat"),
    Channel.CALLBACK: _l("Callback"),
    Channel.LINK: _l("Link"),
    Channel.HQ_HOTLINE: _l("HQ hotline"),
    Channel.REGULATOR: _l("Regulator"),
}

STATES: dict[str, LazyString] = {
    VoiceState.RECEIVED: _l("to be assigned"),
    VoiceState.ASSIGNED: _l("with the department"),
    VoiceState.ANSWERED: _l("customer to be told"),
    VoiceState.TOLD: _l("to be archived"),
    VoiceState.ARCHIVED: _l("archived"),
    VoiceState.CLOSED: _l("complaint closed"),
}

STATE_ICONS: dict[str, str] = {
    VoiceState.RECEIVED: "circle",
    VoiceState.ASSIGNED: "user",
    VoiceState.ANSWERED: "phone",
    VoiceState.TOLD: "check",
    VoiceState.ARCHIVED: "circle-check",
    VoiceState.CLOSED: "circle-check",
}

TABS: dict[str, LazyString] = {
    VoiceTab.OPEN: _l("Still open"),
    VoiceTab.TO_TELL: _l("Customer to be told"),
    VoiceTab.OVERDUE: _l("Overdue"),
    VoiceTab.ARCHIVED: _l("Archived"),
}

LEVELS: dict[str, LazyString] = {
    Level.DEPARTMENT_MANAGER: _l("raised to the department's manager"),
    Level.CENTRE_HEAD: _l("raised to the centre head"),
    Level.GENERAL_MANAGER: _l("raised to the general manager"),
}

TOLD_HOW: dict[str, LazyString] = {
    "call": _l("by a call"),
    "message": _l("by a message"),
    "in_person": _l("in person"),
}

REACTIONS: dict[str, LazyString] = {
    "satisfied": _l("satisfied"),
    "accepts": _l("accepts it"),
    "not_satisfied": _l("not satisfied"),
}

OUTCOMES: dict[str, LazyString] = {
    "satisfied": _l("satisfied"),
    "not_satisfied": _l("not satisfied"),
    "withdrawn": _l("withdrawn"),
}

STEPS: dict[str, LazyString] = {
    StepOf.RECEIVED: _l("Taken in"),
    StepOf.CHANGED: _l("Brought up to date in the call"),
    StepOf.ADDED: _l("Said again"),
    StepOf.CLASSIFIED: _l("Classified"),
    StepOf.ASSIGNED: _l("Assigned"),
    StepOf.CONTACTED: _l("Customer contacted"),
    StepOf.ANSWERED: _l("Department's result"),
    StepOf.TOLD: _l("Customer told"),
    StepOf.ARCHIVED: _l("Archived"),
    StepOf.CLOSED: _l("Complaint closed"),
    StepOf.REOPENED: _l("Reopened"),
}

__all__ = [
    "CHANNELS",
    "DEPARTMENTS",
    "KIND_WORDS",
    "LEVELS",
    "OUTCOMES",
    "REACTIONS",
    "SEVERITIES",
    "SEVERITY_NOTES",
    "STATES",
    "STATE_ICONS",
    "STEPS",
    "TABS",
    "TOLD_HOW",
]
