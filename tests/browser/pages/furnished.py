"""A store with something on each of its pages, on a Wednesday morning, and its headquarters."""

import contextlib
import io
import uuid
from dataclasses import dataclass, field

import time_machine
from sqlalchemy.orm import Session

from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.interface import Outcome, Programme, VisitKind, close_days, take
from dealer.day_plans.interface import LineKind, mark, write_line
from dealer.imports.actions import reading
from dealer.imports.actions.handing_in import hand_in
from dealer.imports.reading.kinds import Kind
from dealer.notices.interface import Notice, NoticeOf
from dealer.reports.actions.keys import use_keys
from dealer.reports.interface import (
    SignatureLine,
    StepOf,
    compile_day,
    follow_instruction,
    return_report,
    sign_report,
    write_instruction,
)
from dealer.supervision.interface import check_calls, score_advisor
from oem.questionnaires.interface import Answer
from oem.questionnaires.rules.shipped import shipped_questionnaire
from tenants.access.interface import Position
from tenants.people.interface import choose_language, get_account
from tenants.staffing.actions.delegating import delegate
from tests.assembly.web.world import HEADER
from tests.browser.site import SEAL_KEY
from tests.dealer.callbacks.calendars import at, day
from tests.dealer.callbacks.test_frozen_lists import freeze
from tests.dealer.reports.scene import MONDAY, ReportScene
from tests.dealer.voices import made as voices
from tests.factories import tenants
from tests.factories.devices import device_of
from tests.factories.tenants import MadeNetwork, MadePerson

WEDNESDAY = at("2026-10-28 10:42")
MORE = {
    "affairs": Position.GENERAL_AFFAIRS_MANAGER,
    "after sales": Position.AFTER_SALES_MANAGER,
    "advisor": Position.SERVICE_ADVISOR,
    "with a device": Position.CASHIER,
}
ADVISOR = "顾晓明"
REASON = shipped_questionnaire("three_dc").question("price").follow.reasons[0].code
WORDS = ("结账多了两百块", "周五前回访并附照片", "已与车主确认", "先登记，后补单", "晨会", "分派回访", "客户改到周五")
ROWS = ("W1,不知道,2026-10-08 11:00,苏E12345,张三,13912345678", "W2,2026-10-08 09:00,2026-10-08 11:00,苏E12345,张三,")
CONFLICTING = ("W5,2026-10-08 09:00,2026-10-08 11:00,苏E12345,沈国平,", "W5,2026-10-08 09:00,,苏E12345,许志远,")
DATA = (
    *WORDS, *HEADER.split(","), *",".join(ROWS).split(","), *(voices.SAID,), ADVISOR,
    "沈国平", "凌川", "苏", "定期保养", "周末", "不认识沈先生", "许志远", "已经卖给表弟", "出差", "再核对",
)  # fmt: skip


@dataclass
class Furnished:
    """`things`: ids and codes for addresses, by the name they have there. `people` by what they do."""

    network: MadeNetwork
    scene: ReportScene
    people: dict[str, MadePerson]
    recovery_code: str = ""
    things: dict[str, object] = field(default_factory=dict)

    @classmethod
    def made(cls, network: MadeNetwork, language: str) -> "Furnished":
        """Everything, on its days."""
        use_keys(SEAL_KEY)
        with time_machine.travel(at("2026-10-26 10:42"), tick=False) as clock:
            scene = ReportScene.staffed(network, tenants.store(network, plan=2), clock, **MORE)
            bound = (network.regions["north"],)
            people = scene.people | {
                "hq": tenants.person(network, Position.HQ_ADMIN),
                "region": tenants.person(network, Position.REGION_MANAGER, region_ids=bound),
            }
            for person in people.values():
                with unit_of_work(person.actor.acting):
                    choose_language(get_account(person.id), language, by=person.actor)
            furnished = cls(network, scene, people)
            furnished.monday()
            furnished.tuesday()
            clock.move_to(WEDNESDAY)
            furnished.wednesday()
            return furnished

    @property
    def work(self) -> contextlib.AbstractContextManager[Session]:
        """A unit of work of the store."""
        return unit_of_work(self.scene.store.acting)

    def monday(self) -> None:
        """Four are called, each with another end; the report goes along the route and is sealed."""
        scene, caller = self.scene, self.scene.actor("caller")
        good, low, nobody, wrong = scene.listed(4, served_by=ADVISOR)
        scene.done(good)
        scene.answer_all(caller, low, price=Answer(2, reasons=(REASON,), apologised=True))
        scene.attempt(caller, low, Outcome.ANSWERED, note="先登记，后补单")
        scene.attempt(caller, nobody, Outcome.NO_ANSWER)
        scene.attempt(caller, wrong, Outcome.WRONG_NUMBER)
        report = scene.compile()
        scene.sign(report, "caller")
        scene.sign(report, "head")
        scene.sign(report, "affairs", "2026-10-27 09:12")
        with self.work:
            order = write_instruction(
                report, words="周五前回访并附照片", department="after_sales", due_at=at("2026-10-30 20:00"),
                by=scene.actor("manager"),
            )  # fmt: skip
        sealed = scene.sign(report, "manager")
        self.things |= {"done": good, "low": low, "untried": nobody, "sealed": report, "code": sealed.code}
        self.things["order"] = order.id
        freeze(self.network, "2026-10-26 20:20")

    def tuesday(self) -> None:
        """Nobody calls. The one report came back to the head, the other was never begun."""
        scene = self.scene
        with self.work:
            close_days(at=at("2026-10-27 20:05"))
            back, begun = (compile_day(each, day("2026-10-27")) for each in (Programme.THREE_DC, Programme.SEVEN_DC))
        assert back is not None
        assert begun is not None
        scene.clock.move_to(at("2026-10-27 20:20"))
        with self.work:
            sign_report(back.id, by=scene.actor("head"))
        with self.work:
            return_report(back.id, SignatureLine.HEAD, why="再核对", by=scene.actor("affairs"))
        self.things |= {"returned": back.id, "waiting": begun.id}

    def wednesday(self) -> None:
        """One callback is in the caller's hands, another in nobody's; and what lies on every other desk."""
        scene = self.scene
        mine, free = (
            scene.callback(served_by=ADVISOR, wish="周末"),
            scene.callback(served_by=ADVISOR, phone="13900007788"),
        )
        scene.callback(kind=VisitKind.DELIVERIES, phone="13900007799")
        with self.work:
            take(mine, by=scene.actor("caller"))
        self.things |= {"mine": mine, "free": free, "person": self.people["other"].id}
        self.things |= {"store": scene.store.id, "region": scene.store.region_id}
        self.voices()
        self.desks()
        self.things |= {"read": self.file("\n".join((HEADER, *ROWS, ""))), "unreadable": self.file("<html>")}
        self.things["conflicting"] = self.file("\n".join((HEADER, *CONFLICTING, "")))

    def voices(self) -> None:
        """An opinion somebody works on, a complaint that nobody took yet."""
        head = self.people["head"]
        self.things["opinion"] = voices.opinion(self.scene.store, head, said_by="沈国平", person_name=ADVISOR).id
        self.things["complaint"] = voices.complaint(self.scene.store, head, said_by="沈国平").id

    def desks(self) -> None:
        """The plan of the day, checks, scores, an instruction on its way, somebody who stands in, a word from above."""
        scene = self.scene
        head, manager = scene.actor("head"), scene.actor("manager")
        today = WEDNESDAY.date()
        with self.work:
            done = write_line(today, about=LineKind.OTHER, what="晨会", account_id=None, by=head)
            late = write_line(today, about=LineKind.VISIT, what="分派回访", account_id=head.account_id, by=head)
            write_line(today, about=LineKind.CALLS, what="晨会", account_id=None, by=head)
            mark(done.id, done=True, note="", by=head)
            mark(late.id, done=False, note="客户改到周五", by=head)
        with self.work:
            check_calls(MONDAY, note="已与车主确认", by=head)
            score_advisor(day("2026-10-19"), ADVISOR, 3, note="已与车主确认", by=scene.actor("after sales"))
        with self.work:
            words = {"words": "已与车主确认", "by": scene.actor("after sales")}
            follow_instruction(self.things["order"], StepOf.FEEDBACK, **words)
            delegate(
                Position.GENERAL_AFFAIRS_MANAGER, from_id=self.people["affairs"].id, why="出差", by=manager,
                to_id=self.people["after sales"].id, first_day=today, last_day=day("2026-10-30"),
            )  # fmt: skip
        self.remind()
        self.recovery_code = device_of(self.people["with a device"]).recovery_codes[0]

    def remind(self) -> None:
        """Headquarters' word on the desk."""
        store = self.scene.store
        said = Notice(
            tenant_id=store.id, id=uuid7(), what=NoticeOf.REMINDER, source_id=uuid7(), from_name="hq",
            details={"about": "missing_handover", "note": "已与车主确认"}, sent_at=WEDNESDAY,
        )  # fmt: skip
        with self.work as session:
            session.add(said)

    def file(self, content: str) -> uuid.UUID:
        """One that was handed in and read."""
        stream = io.BytesIO(content.encode())
        with self.work:
            run = hand_in(stream, name="orders.csv", kind=Kind.REPAIR_ORDERS, by=self.scene.actor("head"))
        with self.work:
            reading.read(run.id)
        return run.id
