"""A staffed store whose callers work a day, and whose report goes along its route."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from dealer.callbacks.interface import Outcome, Programme, close_days
from dealer.reports.interface import (
    DailyReport,
    SignatureLine,
    compile_day,
    return_report,
    sign_report,
)
from oem.questionnaires.interface import Answer
from tenants.access.interface import Actor, Position
from tests.dealer.callbacks.calendars import at
from tests.dealer.callbacks.calls.scene import Scene
from tests.dealer.callbacks.test_frozen_lists import freeze
from tests.factories import tenants as make
from tests.factories.tenants import MadeNetwork, MadePerson, MadeStore

MONDAY = at("2026-10-26 12:00").date()
POSITIONS = {
    "caller": Position.INFORMATION_ADMINISTRATOR,
    "other": Position.CUSTOMER_REPRESENTATIVE,
    "head": Position.CENTRE_HEAD,
    "manager": Position.GENERAL_MANAGER,
}


@dataclass
class ReportScene(Scene):
    """`people` by what they are: caller, other (caller), head, manager, and on plan 2 affairs."""

    clock: time_machine.Traveller = field(default=None)  # type: ignore[assignment]
    people: dict[str, MadePerson] = field(default_factory=dict)

    @classmethod
    def staffed(
        cls, network: MadeNetwork, store: MadeStore, clock: time_machine.Traveller, **more: Position
    ) -> "ReportScene":
        made = cls(network, store, clock)
        made.publish()
        made.people = {name: make.person(store, position) for name, position in (POSITIONS | more).items()}
        return made

    def actor(self, who: str) -> Actor:
        return self.people[who].actor

    def listed(self, count: int, **changes: Any) -> list[uuid.UUID]:
        """So many callbacks on Monday's list, frozen on Friday evening."""
        made = [self.callback(phone=f"139000050{number:02}", **changes) for number in range(count)]
        freeze(self.network, "2026-10-23 20:10")
        return made

    def done(self, callback: uuid.UUID, who: str = "caller", **other: Answer) -> None:
        """Called and answered."""
        self.answer_all(self.actor(who), callback, **other)
        self.attempt(self.actor(who), callback, Outcome.ANSWERED)

    def compile(self, programme: Programme = Programme.THREE_DC) -> uuid.UUID:
        """Monday's report, compiled after its closing."""
        self.clock.move_to(at("2026-10-26 20:15"))
        with unit_of_work(self.store.acting):
            close_days(at=at("2026-10-26 20:05"))
            report = compile_day(programme, MONDAY)
        assert report is not None
        return report.id

    def sign(self, report: uuid.UUID, who: str, moment: str | None = None) -> DailyReport:
        if moment:
            self.clock.move_to(at(moment))
        with unit_of_work(self.store.acting):
            return sign_report(report, by=self.actor(who))

    def send_back(self, report: uuid.UUID, to: SignatureLine, who: str, why: str = "再核对") -> DailyReport:
        with unit_of_work(self.store.acting):
            return return_report(report, to, why=why, by=self.actor(who))

    def sealed(self) -> uuid.UUID:
        """A report with one line, signed by all."""
        [callback] = self.listed(1)
        self.done(callback)
        report = self.compile()
        self.sign(report, "caller")
        self.sign(report, "head", "2026-10-27 09:12")
        assert self.sign(report, "manager", "2026-10-27 16:47").is_sealed
        return report

    def report(self, report: uuid.UUID) -> DailyReport:
        with unit_of_work(self.store.acting):
            return current().scalars(select(DailyReport).where(DailyReport.id == report)).one()
