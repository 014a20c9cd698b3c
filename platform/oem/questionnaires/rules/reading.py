"""Reading a questionnaire from its document, with every fault told at once (HQ-2, CB-12)."""

from collections.abc import Iterable
from typing import Any

from oem.questionnaires.rules.nodes import Node
from oem.questionnaires.rules.questions import (
    NO,
    PROGRAMMES,
    YES,
    Check,
    Department,
    Follow,
    Kind,
    Makes,
    Need,
    Option,
    Person,
    Question,
    Questionnaire,
    Reason,
    Script,
)
from oem.questionnaires.rules.sense import faults_of

HIGHEST_WEIGHT = 1000


class QuestionnaireError(ValueError):
    """A document that is no questionnaire; `faults` are sentences that begin with the place: 'questions[3].kind: …'."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


def read_questionnaire(raw: object) -> Questionnaire:
    """The questionnaire in a JSON document. Raises QuestionnaireError with all its faults."""
    faults: list[str] = []
    keys = "programme version satisfied_from questions script checks needs"
    found = _questionnaire(Node.of(raw, "", faults, keys=keys))
    faults = faults or faults_of(found)
    if faults:
        raise QuestionnaireError(faults)
    return found


def _questionnaire(node: Node) -> Questionnaire:
    question_keys = "code kind label says weight required may_not_apply low_to low_when options follow"
    return Questionnaire(
        programme=_programme(node),
        version=node.whole("version", 1, 1_000_000),
        satisfied_from=node.whole("satisfied_from", 0, 10),
        questions=tuple(_question(each) for each in node.children("questions", keys=question_keys)),
        script=_script(node.child("script", keys="opening apology invitation closing text_message")),
        checks=tuple(Check(each.code(), each.texts("text")) for each in node.children("checks", keys="code text")),
        needs=tuple(_need(each) for each in node.children("needs", keys="code text department")),
    )


def _programme(node: Node) -> str:
    found: Any = node.raw.get("programme")
    if found not in PROGRAMMES:
        node.fault("programme", f"must be one of {', '.join(PROGRAMMES)}")
        return ""
    return str(found)


def _question(node: Node) -> Question:
    if "kind" not in node.raw:
        node.fault("kind", "is missing")
    kind = node.word("kind", Kind, Kind.TEXT)
    lowest, highest = kind.scale or (0, 0)
    return Question(
        code=node.code(),
        kind=kind,
        label=node.texts("label"),
        says=node.sentence("says"),
        weight=node.amount("weight", HIGHEST_WEIGHT),
        required=node.flag("required", absent=True),
        may_not_apply=node.flag("may_not_apply", absent=True),
        low_to=node.maybe("low_to", lambda key: node.whole(key, lowest, highest)),
        low_when=node.maybe("low_when", lambda key: _yes_or_no(node, key)),
        options=tuple(_option(each) for each in node.children("options", keys="code text points low makes")),
        follow=_follow(node.child("follow", keys="makes department person asks_reason reasons apology")),
    )


def _yes_or_no(node: Node, key: str) -> str:
    if node.raw[key] not in (YES, NO):
        node.fault(key, "must be yes or no")
    return str(node.raw[key])


def _option(node: Node) -> Option:
    return Option(
        code=node.code(),
        text=node.texts("text"),
        points=node.maybe("points", lambda key: node.amount(key, 100)),
        low=node.flag("low", absent=False),
        makes=node.maybe("makes", lambda key: node.word(key, Makes, Makes.OPINION)),
    )


def _follow(node: Node) -> Follow:
    return Follow(
        makes=node.word("makes", Makes, Makes.OPINION),
        department=node.word("department", Department, Department.SERVICE_CENTRE),
        person=node.maybe("person", lambda key: node.word(key, Person, Person.ADVISOR)),
        asks_reason=node.flag("asks_reason", absent=False),
        reasons=tuple(Reason(each.code(), each.texts("text")) for each in node.children("reasons", keys="code text")),
        apology=node.sentence("apology", required=False),
    )


def _need(node: Node) -> Need:
    if "department" not in node.raw:
        node.fault("department", "is missing")
    return Need(node.code(), node.texts("text"), node.word("department", Department, Department.SERVICE_CENTRE))


def _script(node: Node) -> Script:
    return Script(
        opening=node.sentence("opening"),
        apology=node.sentence("apology"),
        invitation=node.sentence("invitation"),
        closing=node.sentence("closing"),
        text_message=node.sentence("text_message"),
    )
