"""Ticked reasons and asked questions in words: a voice keeps the codes of the questionnaire."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from frontend.programmes import PROGRAMMES
from oem.questionnaires.interface import Questionnaire, questionnaire_in_force


@dataclass
class AskedWords:
    """By the questionnaires in force on `day`; read when the first code is asked for. An unknown code is its word."""

    day: dt.date
    language: str

    @cached_property
    def _questionnaires(self) -> list[Questionnaire]:
        found = (questionnaire_in_force(programme, self.day) for programme in PROGRAMMES)
        return [each for each in found if each is not None]

    @cached_property
    def _reasons(self) -> dict[str, str]:
        asked = (question for each in self._questionnaires for question in each.questions)
        return {reason.code: reason.text.of(self.language) for one in asked for reason in one.follow.reasons}

    @cached_property
    def _questions(self) -> dict[str, str]:
        asked = (question for each in self._questionnaires for question in each.questions)
        return {question.code: question.label.of(self.language) for question in asked}

    def reason(self, code: str) -> str:
        """Why an answer was low."""
        return self._reasons.get(code, code)

    def question(self, code: str | None) -> str:
        """What was asked; empty where nothing was."""
        return self._questions.get(code, code) if code else ""
