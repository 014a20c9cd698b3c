"""What customers answer, and what they say of it."""

from assembly.demo.day import Day
from assembly.demo.texts import REMARKS, SAID
from oem.questionnaires.interface import Answer, Answers, Kind, Question, Questionnaire, is_low


def answers_to(asked: Questionnaire, day: Day) -> dict[str, Answer]:
    """One customer's answers to every question but words: mostly good ones, by how the store works."""
    weak = dict(day.manner.weak_at)
    mood = min(5.0, day.chance.gauss(day.manner.content, 0.42))
    if day.happens(0.045):
        mood -= day.chance.uniform(1.2, 2.4)
    given = {each.code: _answer(each, mood - weak.get(each.code, 0.0), day) for each in asked.questions}
    return {code: answer for code, answer in given.items() if answer is not None}


def _answer(question: Question, mood: float, day: Day) -> Answer | None:
    value = _value(question, mood, day)
    if value is None:
        return None
    answer = Answer(value=value)
    if not is_low(question, answer):
        return answer
    reasons = [each.code for each in question.follow.reasons if each.code != "other"]
    return Answer(value=value, reasons=(day.chance.choice(reasons),) if reasons else (), apologised=True)


def _value(question: Question, mood: float, day: Day) -> int | str | None:
    match question.kind:
        case Kind.SCORE:
            return max(1, min(5, round(day.chance.gauss(mood, 0.45))))
        case Kind.OVERALL:
            return max(0, min(10, round(day.chance.gauss(2 * mood - 0.1, 0.7))))
        case Kind.YES_NO:
            good = {"yes": "no", "no": "yes"}[question.low_when or "no"]
            return (question.low_when or good) if day.happens(max(0.01, (4.2 - mood) / 6)) else good
        case Kind.CHOICE:
            bad = [each.code for each in question.options if each.low]
            fine = next(each.code for each in question.options if not each.low)
            return day.chance.choice(bad) if bad and day.happens(max(0.008, (4 - mood) / 7)) else fine
    return None


def words_of(question: str, reasons: tuple[str, ...], day: Day) -> str:
    """What the customer said with a low answer."""
    found = SAID.get(reasons[0] if reasons else question) or SAID.get(question) or SAID["other"]
    return day.chance.choice(found)


def remark_on(answers: Answers, overall: str, day: Day) -> str:
    """The caller's note of a talk; mostly none."""
    if not day.happens(0.35):
        return ""
    value = answers[overall].value if overall in answers else 8
    mood = (
        "good" if isinstance(value, int) and value >= 9 else "fair" if isinstance(value, int) and value >= 7 else "low"
    )
    return day.chance.choice(REMARKS[mood])
