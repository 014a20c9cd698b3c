"""The middle pane: the script and the questionnaire, with what is answered."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from backbone.i18n import gettext as _
from dealer.callbacks.queries.call.call import Call
from dealer.callbacks.queries.call.sheet import Amended
from dealer.callbacks.queries.spoken import SOMEBODY
from frontend import formats
from frontend.programmes import PROGRAMMES
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.call.sent import DOES_NOT_APPLY, Sent, value_of
from frontend.store.callbacks.call.words import DEPARTMENTS, MAKES, SCORES
from oem.questionnaires.interface import NO, YES, Answer, Kind, Person, Question, Questionnaire, Sentence, say
from tenants.calendar.interface import store_day

Say = Callable[[Sentence], str]
LOCALES = {"zh": "zh_CN", "en": "en"}


class Option(NamedTuple):
    """One answer. `key` is its digit, `low` an answer that leads on, `makes` what it makes by itself."""

    value: str
    key: str
    word: str
    low: bool = False
    makes: str = ""


class Tick(NamedTuple):
    """Something to tick off."""

    value: str
    word: str
    on: bool


class Voice(NamedTuple):
    """What an answer makes. `key` is the question's code, empty for what belongs to none."""

    key: str
    makes: str
    said: str
    department: str
    person: str
    kinds: list[tuple[str, str]]
    departments: list[tuple[str, str]]


class Asked(NamedTuple):
    """One question, ready for the template; `field` is its name among the errors."""

    code: str
    field: str
    number: int
    kind: str
    label: str
    says: str
    required: bool
    options: list[Option]
    value: str
    can_be_low: bool
    needs_reason: bool
    reasons: list[Tick]
    apologised: bool
    apology: str
    voice: Voice


class Given(NamedTuple):
    """A question with its answer in words."""

    term: str
    text: str
    mark: str


class AmendedLine(NamedTuple):
    """An amendment in words."""

    when: str
    text: str
    why: str
    who: str


@dataclass(frozen=True)
class Ask:
    """The pane. `given` and `amended` are what one who may not change it reads."""

    shape: str
    programme: str
    version: int | None
    latest: str
    tone: str
    opening: str
    invitation: str
    closing: str
    questions: list[Asked]
    checks: list[Tick]
    voice: Voice
    saved: str
    given: list[Given]
    amended: list[AmendedLine]
    why: str


def ask_of(call: Call, sent: Sent | None, at: At, latest: tuple[str, str]) -> Ask:
    """The pane of one callback; what was `sent` and refused stands in it again. `latest`: words and tone."""
    programme, found = PROGRAMMES[call.sheet.row.programme], call.questionnaire
    language, today = at.language, store_day(at.now)
    speak = _speaker(call, at.place, language)
    saved_at = call.sheet.row.saved_at
    return Ask(
        shape=programme.shape,
        programme=str(programme.word),
        version=found.version if found else None,
        latest=latest[0],
        tone=latest[1],
        opening=speak(found.script.opening) if found else "",
        invitation=speak(found.script.invitation) if found else "",
        closing=speak(found.script.closing) if found else "",
        questions=list(_questions(call, found, sent, speak, language)) if found else [],
        checks=_checks(call, found, sent, language) if found else [],
        voice=_voice(call, None, sent),
        saved=_("Saved %(clock)s", clock=f"{formats.clock(saved_at)}:{saved_at:%S}") if saved_at else "",
        given=list(_given(call, found, language)) if found else [],
        amended=[line for each in call.sheet.amendments for line in _amended(each, found, language, today)],
        why=sent.why if sent else "",
    )


def _speaker(call: Call, place: str, language: str) -> Say:
    """Says a sentence with what is known of this call (CB-15)."""
    row = call.sheet.row
    values = {
        "customer": row.customer or SOMEBODY[LOCALES[language]],
        "store": place,
        "car": row.model,
        "advisor": row.advisor or row.consultant,
        "next_service": None,
    }
    return lambda sentence: say(sentence, values, language)


def _questions(call: Call, found: Questionnaire, sent: Sent | None, speak: Say, language: str) -> Iterator[Asked]:
    answers = sent.answers if sent else call.sheet.answers
    for number, question in enumerate(found.questions, 1):
        answer = answers.get(question.code)
        options, follow = _options(question, language), question.follow
        yield Asked(
            code=question.code,
            field=f"a.{question.code}",
            number=number,
            kind=question.kind.value,
            label=question.label.of(language),
            says=speak(question.says),
            required=question.required,
            options=options,
            value=value_of(answer),
            can_be_low=any(option.low for option in options),
            needs_reason=follow.asks_reason,
            reasons=[
                Tick(each.code, each.text.of(language), answer is not None and each.code in answer.reasons)
                for each in follow.reasons
            ],
            apologised=answer is not None and answer.apologised,
            apology=speak(follow.apology or found.script.apology),
            voice=_voice(call, question, sent),
        )


def _options(question: Question, language: str) -> list[Option]:
    options = list(_own_options(question, language))
    if question.may_not_apply and question.kind is not Kind.TEXT:
        options.append(Option(DOES_NOT_APPLY, "", _("does not apply")))
    return options


def _own_options(question: Question, language: str) -> Iterator[Option]:
    limit = -1 if question.low_to is None else question.low_to
    match question.kind:
        case Kind.SCORE:
            for number, word in enumerate(SCORES, 1):
                yield Option(str(number), str(number), str(word), number <= limit)
        case Kind.OVERALL:
            for number in range(11):
                yield Option(str(number), str(number), "", number <= limit)
        case Kind.YES_NO:
            yield Option(YES, "1", _("Yes"), question.low_when == YES)
            yield Option(NO, "2", _("No"), question.low_when == NO)
        case Kind.CHOICE:
            for number, each in enumerate(question.options, 1):
                makes = each.makes.value if each.makes else ""
                yield Option(each.code, str(number), each.text.of(language), each.low, makes)


def _voice(call: Call, question: Question | None, sent: Sent | None) -> Voice:
    key = question.code if question else ""
    follow = question.follow if question else None
    typed = sent.voices.get(key) if sent else None
    makes = follow.makes.value if follow else "opinion"
    department = follow.department.value if follow else _own_department(call)
    kinds = [(value, str(word)) for value, word in MAKES.items()]
    return Voice(
        key=key,
        makes=typed.makes if typed else makes,
        said=typed.said if typed else "",
        department=typed.department if typed else department,
        person=typed.person if typed else _person(call, follow.person if follow else None),
        kinds=kinds,
        departments=[(value, str(word)) for value, word in DEPARTMENTS.items()],
    )


def _own_department(call: Call) -> str:
    return "sales" if call.sheet.row.delivery_id is not None else "after_sales"


def _person(call: Call, whose: Person | None) -> str:
    """Filled in from the visit, where it names them (CB-8)."""
    row = call.sheet.row
    names = {Person.ADVISOR: row.advisor, Person.CONSULTANT: row.consultant, Person.TECHNICIAN: row.technician}
    return (names.get(whose) or "") if whose else ""


def _checks(call: Call, found: Questionnaire, sent: Sent | None, language: str) -> list[Tick]:
    ticked = set(sent.checks if sent else call.sheet.row.checks or ())
    return [Tick(each.code, each.text.of(language), each.code in ticked) for each in found.checks]


def _given(call: Call, found: Questionnaire, language: str) -> Iterator[Given]:
    for question in found.questions:
        if (answer := call.sheet.answers.get(question.code)) is not None:
            reasons = {each.code: each.text.of(language) for each in question.follow.reasons}
            mark = ", ".join(reasons[code] for code in answer.reasons if code in reasons)
            yield Given(question.label.of(language), _in_words(question, answer, language), mark)


def _in_words(question: Question, answer: Answer | None, language: str) -> str:
    if answer is None:
        return str(_("not answered"))
    if question.kind is Kind.TEXT and answer.applies:
        return str(answer.value)
    said = value_of(answer)
    word = next((each.word for each in _options(question, language) if each.value == said), said)
    return f"{said} {word}".strip() if question.kind.scale and answer.applies else word


def _amended(each: Amended, found: Questionnaire | None, language: str, today: dt.date) -> Iterator[AmendedLine]:
    questions = {question.code: question for question in found.questions} if found else {}
    when = formats.moment(each.at, language, today)
    for code, change in each.changes.items():
        if question := questions.get(code):
            before, after = (_in_words(question, _read(change.get(side)), language) for side in ("from", "to"))
            text = _(
                "%(question)s: %(before)s → %(after)s", question=question.label.of(language), before=before, after=after
            )
            yield AmendedLine(when, text, each.why, each.by_name)


def _read(kept: dict[str, object] | None) -> Answer | None:
    if kept is None:
        return None
    value = kept.get("value")
    return Answer(value if isinstance(value, int | str) else None, bool(kept.get("applies", True)))
