"""What a questionnaire is: questions with weights and thresholds, and the sentences of the prompter (CB-12, CB-15)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from oem.questionnaires.rules.scripts import Sentence, Texts

PROGRAMMES = ("seven_dc", "three_dc", "service_14")


class Kind(StrEnum):
    """How a question is answered."""

    SCORE = "score"  # 1 to 5
    OVERALL = "overall"  # 0 to 10; a questionnaire has exactly one
    YES_NO = "yes_no"
    CHOICE = "choice"  # one of the question's options
    TEXT = "text"

    @property
    def scale(self) -> tuple[int, int] | None:
        """The lowest and the highest number, where it is answered by one."""
        return {Kind.SCORE: (1, 5), Kind.OVERALL: (0, 10)}.get(self)


YES, NO = "yes", "no"


class Makes(StrEnum):
    """What an answer makes (CB-8); the caller may choose another."""

    OPINION = "opinion"
    SUGGESTION = "suggestion"
    CONSULTATION = "consultation"
    NEED = "need"
    COMPLAINT = "complaint"


class Department(StrEnum):
    """Who is to answer it."""

    SALES = "sales"
    AFTER_SALES = "after_sales"
    RECEPTION = "reception"
    INSURANCE = "insurance"
    PARTS = "parts"
    SERVICE_CENTRE = "service_centre"


class Person(StrEnum):
    """Who of the visit it concerns, filled in where the visit names them."""

    ADVISOR = "advisor"
    CONSULTANT = "consultant"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer was low; ticked, not typed."""

    code: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. `points` from 0 to 100 count in the score, None leaves it out."""

    code: str
    text: Texts
    points: Decimal | None = None
    low: bool = False
    makes: Makes | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """What a low answer makes, for whom, and what is to be asked and said then."""

    makes: Makes = Makes.OPINION
    department: Department = Department.SERVICE_CENTRE
    person: Person | None = None
    asks_reason: bool = False
    reasons: tuple[Reason, ...] = ()
    apology: Sentence = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `says` is the prompter's sentence, `label` its name in forms and reports.

    `low_to`: a number up to which an answer is low. `low_when`: 'yes' or 'no', for a key question; either None is
    never low. `weight` 0 keeps it out of the score. `follow` is what a low answer leads to.
    """

    code: str
    kind: Kind
    label: Texts
    says: Sentence
    weight: Decimal = Decimal(0)
    required: bool = True
    may_not_apply: bool = True
    low_to: int | None = None
    low_when: str | None = None
    options: tuple[Option, ...] = ()
    follow: Follow = Follow()

    def option(self, code: object) -> Option | None:
        """The option with this code."""
        return next((each for each in self.options if each.code == code), None)


@dataclass(frozen=True, slots=True)
class Check:
    """Something the caller ticks off and does not ask as a question: invited, phone and address right (CB-7)."""

    code: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Need:
    """A need that a customer may name, and the department it goes to as a task (CB-8)."""

    code: str
    text: Texts
    department: Department


@dataclass(frozen=True, slots=True)
class Script:
    """What the prompter says apart from the questions. `apology` is for low answers that have none of their own;
    `text_message` goes out when three slots were tried (CB-4)."""

    opening: Sentence
    apology: Sentence
    invitation: Sentence
    closing: Sentence
    text_message: Sentence


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A programme's questionnaire in one version. `satisfied_from` is HQ's limit for the overall answer."""

    programme: str
    version: int
    satisfied_from: int
    questions: tuple[Question, ...]
    script: Script
    checks: tuple[Check, ...] = ()
    needs: tuple[Need, ...] = ()

    def question(self, code: str) -> Question:
        """The question with this code. Raises KeyError."""
        for each in self.questions:
            if each.code == code:
                return each
        raise KeyError(code)

    @property
    def overall(self) -> Question:
        """The one question whose answer says whether the customer is satisfied."""
        return next(each for each in self.questions if each.kind is Kind.OVERALL)
