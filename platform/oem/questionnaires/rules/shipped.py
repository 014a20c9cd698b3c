"""The questionnaires that ship: the standard until headquarters publishes its own (CB-12)."""

import json
from functools import cache
from importlib.resources import files

from oem.questionnaires.rules.questions import Questionnaire
from oem.questionnaires.rules.reading import read_questionnaire

SHIPPED = ("three_dc", "seven_dc")
"""service_14 ships switched off and has none: headquarters publishes one when it switches it on."""


def shipped_document(programme: str) -> object:
    """The JSON document of one of `SHIPPED`, as it is to be kept when it is published."""
    found: object = json.loads(
        files("oem.questionnaires.rules.data").joinpath(f"{programme}.json").read_text(encoding="utf-8")
    )
    return found


@cache
def shipped_questionnaire(programme: str) -> Questionnaire:
    """One of `SHIPPED`, read and checked."""
    return read_questionnaire(shipped_document(programme))
