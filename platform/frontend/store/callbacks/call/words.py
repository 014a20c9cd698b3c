"""Words of the call screen."""

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.interface import Outcome
from oem.questionnaires.interface import Department, Makes

OUTCOMES: dict[str, LazyString] = {
    Outcome.ANSWERED: _l("Answered"),
    Outcome.ANSWERED_BY_SOMEONE_ELSE: _l("Someone else"),
    Outcome.HUNG_UP_MIDWAY: _l("Hung up midway"),
    Outcome.REFUSED: _l("Refused"),
    Outcome.CALL_LATER: _l("Call later"),
    Outcome.NO_ANSWER: _l("No answer"),
    Outcome.BUSY: _l("Busy"),
    Outcome.POWERED_OFF: _l("Powered off"),
    Outcome.NOT_IN_SERVICE: _l("Not in service"),
    Outcome.WRONG_NUMBER: _l("Wrong number"),
    Outcome.CAR_SOLD: _l("Car sold"),
    Outcome.DENIES_VISIT: _l("Denies the visit"),
    Outcome.LANGUAGE: _l("No common language"),
}

KEYS: tuple[tuple[str, str], ...] = (
    ("Q", Outcome.ANSWERED),
    ("W", Outcome.ANSWERED_BY_SOMEONE_ELSE),
    ("E", Outcome.HUNG_UP_MIDWAY),
    ("R", Outcome.REFUSED),
    ("T", Outcome.CALL_LATER),
    ("A", Outcome.NO_ANSWER),
    ("S", Outcome.BUSY),
    ("D", Outcome.POWERED_OFF),
    ("F", Outcome.NOT_IN_SERVICE),
    ("G", ""),
    ("Z", Outcome.WRONG_NUMBER),
    ("X", Outcome.CAR_SOLD),
    ("C", Outcome.DENIES_VISIT),
    ("V", Outcome.LANGUAGE),
    ("B", ""),
)
"""As they lie on the keyboard, in three rows of five; an empty outcome is the timer's or the dial's key."""

SCORES: tuple[LazyString, ...] = (
    _l("very poor"),
    _l("poor"),
    _l("fair"),
    _l("satisfied"),
    _l("very satisfied"),
)
"""For 1 to 5."""

MAKES: dict[str, LazyString] = {
    Makes.OPINION: _l("Opinion"),
    Makes.SUGGESTION: _l("Suggestion"),
    Makes.CONSULTATION: _l("Consultation"),
    Makes.NEED: _l("Need"),
    Makes.COMPLAINT: _l("Complaint"),
}

DEPARTMENTS: dict[str, LazyString] = {
    Department.SALES: _l("Sales department"),
    Department.AFTER_SALES: _l("After-sales department"),
    Department.RECEPTION: _l("Reception"),
    Department.INSURANCE: _l("Insurance"),
    Department.PARTS: _l("Parts"),
    Department.SERVICE_CENTRE: _l("Service centre"),
}

MATTERS: dict[str, LazyString] = MAKES | {
    "phone": _l("Number to be corrected"),
    "owner": _l("Owner to be corrected"),
    "visit": _l("Visit to be corrected"),
}

SLOT_STATES: dict[str, LazyString] = {
    "live": _l("now"),
    "tried": _l("tried"),
    "next": _l("to be tried now"),
    "": _l("not tried"),
}
