"""The words of the printed report. Those that screens use as well are the same."""

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.interface import CallbackState, Outcome, Programme
from dealer.reports.rules.content import Flag
from dealer.reports.rules.signing import SignatureLine
from oem.questionnaires.interface import Department, Makes

PROGRAMMES: dict[Programme, LazyString] = {
    Programme.THREE_DC: _l("Service 3DC"),
    Programme.SEVEN_DC: _l("Sales 7DC"),
    Programme.SERVICE_14: _l("Two-week follow-up"),
}

FLAGS: dict[Flag, LazyString] = {
    Flag.COMPLAINT: _l("Complaint"),
    Flag.OPINION: _l("Opinion"),
    Flag.NEED: _l("Need"),
    Flag.LATE: _l("Late"),
}

OUTCOMES: dict[Outcome, LazyString] = {
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

STATES: dict[CallbackState, LazyString] = {
    CallbackState.PLANNED: _l("To call"),
    CallbackState.WAITING_FOR_REPLY: _l("Waiting for a reply"),
    CallbackState.WAITING_FOR_NUMBER: _l("Waiting for a number"),
    CallbackState.DONE: _l("Done"),
    CallbackState.COVERED: _l("Covered by the complaint"),
    CallbackState.UNREACHED: _l("Not reached"),
    CallbackState.NO_VALID_NUMBER: _l("No valid number"),
    CallbackState.SUPERSEDED: _l("Superseded: the car is back"),
    CallbackState.MISSED: _l("Missed"),
    CallbackState.EXCLUDED: _l("Excluded"),
}

REASONS: dict[str, LazyString] = {
    "late_data": _l("data came too late"),
    "not_tried_enough": _l("too few tries"),
    "complaint_not_contacted": _l("the complaint's owner made no contact"),
    "refused": _l("refused to be asked"),
    "car_sold": _l("the car was sold"),
    "denies_visit": _l("denies the visit"),
    "incomplete": _l("broken off"),
    "no_reply": _l("no reply to the text message"),
    "text_not_sent": _l("no text message was sent"),
}

# Words of the codes a line may hold; what is none of them is a person's or the DMS's own word and stays as it is.
KINDS: dict[str, LazyString] = {
    Makes.OPINION: _l("Opinion"),
    Makes.SUGGESTION: _l("Suggestion"),
    Makes.CONSULTATION: _l("Consultation"),
    Makes.NEED: _l("Need"),
    Makes.COMPLAINT: _l("Complaint"),
}

DEPARTMENTS: dict[str, LazyString] = {
    Department.SALES: _l("Sales team"),
    Department.AFTER_SALES: _l("After-sales team"),
    Department.RECEPTION: _l("Reception"),
    Department.INSURANCE: _l("Insurance"),
    Department.PARTS: _l("Spare parts"),
    Department.SERVICE_CENTRE: _l("Service centre"),
}

ANSWERS: dict[str, LazyString] = {
    "yes": _l("Yes"),
    "no": _l("No"),
    "none": _l("None"),
    "sometimes": _l("At times"),
    "constant": _l("Always"),
}

LINES: dict[SignatureLine, LazyString] = {
    SignatureLine.CALLER: _l("Caller"),
    SignatureLine.HEAD: _l("Customer-service manager"),
    SignatureLine.GENERAL_AFFAIRS: _l("General-affairs manager"),
    SignatureLine.GENERAL_MANAGER: _l("General manager"),
}
