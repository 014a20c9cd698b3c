"""What came of an attempt, and what each outcome means for the callback (CB-4, KPI words)."""

from enum import StrEnum


class Correction(StrEnum):
    """What the department that the data came from is asked to put right (CUS-8)."""

    PHONE = "phone"
    OWNER = "owner"
    VISIT = "visit"


class Outcome(StrEnum):
    """What came of one attempt."""

    ANSWERED = "answered"
    ANSWERED_BY_SOMEONE_ELSE = "answered_by_someone_else"
    HUNG_UP_MIDWAY = "hung_up_midway"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    POWERED_OFF = "powered_off"
    NOT_IN_SERVICE = "not_in_service"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    CALL_LATER = "call_later"
    CAR_SOLD = "car_sold"
    DENIES_VISIT = "denies_visit"
    LANGUAGE = "language"

    @property
    def is_conversation(self) -> bool:
        """Was the right person spoken to? 'Reached' of the KPI words, refusals included.

        Who denies the visit is the right person by elimination: a stranger is 'wrong number', a relative 'someone
        else'. Without a common language nothing was said, so that one is none.
        """
        return self in _CONVERSATIONS

    @property
    def ends(self) -> bool:
        """Is nothing left to be called for? Hung up midway and 'call later' are spoken to and go on."""
        return self in _ENDING

    @property
    def counts_as_try(self) -> bool:
        """Was this a try at the customer's number? A number that is not theirs was none, in any slot."""
        return self is not Outcome.WRONG_NUMBER

    @property
    def needs_time(self) -> bool:
        """Can it be saved only with the time the customer named?"""
        return self is Outcome.CALL_LATER

    @property
    def may_name_time(self) -> bool:
        """May it come with a time? A relative says 'he is back at five'; who hangs up may say it too."""
        return self in {Outcome.CALL_LATER, Outcome.ANSWERED_BY_SOMEONE_ELSE, Outcome.HUNG_UP_MIDWAY}

    @property
    def may_be_inbound(self) -> bool:
        """Can it be the outcome of a call that came from the customer's side?"""
        return self.is_conversation or self in {Outcome.ANSWERED_BY_SOMEONE_ELSE, Outcome.LANGUAGE}

    @property
    def correction(self) -> Correction | None:
        """Which data it proves wrong (CUS-8). A number not in service may come back and is dialled on meanwhile."""
        return _CORRECTIONS.get(self)

    @property
    def needs_another_caller(self) -> bool:
        """Should somebody else call next, who speaks the customer's language or dialect?"""
        return self is Outcome.LANGUAGE

    @property
    def hints_at_made_up_data(self) -> bool:
        """Is it a sign for headquarters' watch over callback honesty (HQ-9)?"""
        return self is Outcome.DENIES_VISIT


_ENDING = frozenset({Outcome.ANSWERED, Outcome.REFUSED, Outcome.CAR_SOLD, Outcome.DENIES_VISIT})
_CONVERSATIONS = _ENDING | {Outcome.HUNG_UP_MIDWAY, Outcome.CALL_LATER}
_CORRECTIONS = {
    Outcome.WRONG_NUMBER: Correction.PHONE,
    Outcome.NOT_IN_SERVICE: Correction.PHONE,
    Outcome.CAR_SOLD: Correction.OWNER,
    Outcome.DENIES_VISIT: Correction.VISIT,
}
