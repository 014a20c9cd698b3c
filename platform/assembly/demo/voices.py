"""What customers said, on its way: noted in the call, answered, told to the customer, archived (REP-5)."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import select

from assembly.demo.answers import words_of
from assembly.demo.day import ONE_DAY, Day
from assembly.demo.texts import (
    ANSWERS,
    CLOSINGS,
    COMPLAINTS,
    CONSULTATIONS,
    CONTACTS,
    FITTING,
    NEEDS,
    SUGGESTIONS,
    TOLD,
)
from backbone.db.unit_of_work import acting, current
from dealer.callbacks.interface import VoiceGiven, note_voice
from dealer.callbacks.models import Callback
from dealer.complaints.actions.handling import answer_complaint, assign_complaint, close_complaint, record_contact
from dealer.complaints.interface import Complaint, ComplaintReceived, receive_complaint
from dealer.complaints.rules import IN_PERSON, Severity
from dealer.opinions.actions.handling import answer_opinion, archive_opinion, assign_opinion, tell_customer
from dealer.opinions.interface import TOLD_BY_CALL_ONLY, Opinion
from dealer.voices.interface import MANAGERS
from oem.questionnaires.interface import Answers, Department, Makes, Questionnaire, low_answers
from tenants.access.interface import Actor, Position

LISTENED_TO = {Makes.SUGGESTION: SUGGESTIONS, Makes.CONSULTATION: CONSULTATIONS, Makes.NEED: NEEDS}
HOURS_TO_ANSWER = 30
"""How long a department takes on the average."""


def note_what_was_said(callback_id: uuid.UUID, asked: Questionnaire, answers: Answers, caller: Actor, day: Day) -> None:
    """Low answers become opinions, very low ones complaints; some customers have a wish or a question besides."""
    overall = answers[asked.overall.code].value
    for number, low in enumerate(low_answers(asked, answers)):
        if number and not day.happens(0.4):
            continue
        angry = isinstance(overall, int) and overall <= 3 and number == 0 and day.happens(0.6)
        given = VoiceGiven(
            makes=Makes.COMPLAINT if angry else low.makes,
            department=low.department.value,
            said=words_of(low.question, low.reasons, day),
            question=low.question,
            reasons=low.reasons,
        )
        note_voice(callback_id, given, by=caller)
    if day.happens(0.075):
        makes = day.chance.choice((Makes.NEED, Makes.NEED, Makes.SUGGESTION, Makes.CONSULTATION))
        said, department = day.chance.choice(LISTENED_TO[makes])
        note_voice(callback_id, VoiceGiven(makes=makes, department=department, said=said), by=caller)


def plan_voices(day: Day) -> None:
    """Twice a day people look at what is open; now and then a complaint comes in by another way."""
    if not day.is_duty_day:
        return
    for hour, minute in ((9, 50), (15, 40)):
        day.plan(day.around(hour, minute, spread=50), _look_at_opinions)
        day.plan(day.around(hour, minute + 5, spread=50), _look_at_complaints)
    if day.happens(0.012 * day.store.cars * (5.2 - day.manner.content)):
        day.plan(day.around(11, 0, spread=300), _complaint_comes_in)


def _look_at_opinions(day: Day) -> None:
    mine = (Opinion.tenant_id == acting().tenant_id, Opinion.ended_at.is_(None))
    for opinion in current().scalars(select(Opinion).where(*mine).order_by(Opinion.said_at, Opinion.id)).all():
        if day.happens(0.35 if day.is_newest else 0.92):
            _OPINION_STEPS[opinion.state](opinion, day)


def _look_at_complaints(day: Day) -> None:
    mine = (Complaint.tenant_id == acting().tenant_id, Complaint.ended_at.is_(None))
    for complaint in current().scalars(select(Complaint).where(*mine).order_by(Complaint.said_at, Complaint.id)).all():
        if day.happens(0.6 if day.is_newest else 0.92):
            _go_on_with(complaint, day)


def _clerk(day: Day) -> Actor | None:
    centre = day.everybody(Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR, Position.CENTRE_HEAD)
    return day.chance.choice(centre) if centre else None


def _manager(voice: Any, day: Day) -> Actor | None:
    return day.one(MANAGERS[Department(voice.department)])


def _may_take_time(voice: Any, day: Day) -> bool:
    """Does it lie longer? A prompt store answers within a day, a slow one lets things lie past their time."""
    waited = day.at - voice.said_at
    usual = dt.timedelta(hours=HOURS_TO_ANSWER * (1.6 - day.manner.prompt))
    forgotten = waited < 6 * ONE_DAY and not day.happens(day.manner.prompt)
    return forgotten or waited < usual * day.chance.uniform(0.3, 1.4)


def _owner_for(voice: Any, day: Day) -> Actor | None:
    advisors = day.everybody(Position.SERVICE_ADVISOR)
    if voice.department in {Department.AFTER_SALES, Department.RECEPTION} and advisors:
        return next((each for each in advisors if each.name == voice.person_name), None) or day.chance.choice(advisors)
    return _manager(voice, day)


def _assign(opinion: Opinion, day: Day) -> None:
    clerk, owner = _clerk(day), _owner_for(opinion, day)
    if clerk and owner:
        assign_opinion(opinion.id, to=owner.account_id, version=opinion.version, by=clerk)


def _answer(opinion: Opinion, day: Day) -> None:
    if _may_take_time(opinion, day):
        return
    everybody = [each for holders in day.people.values() for each in holders]
    by = next((each for each in everybody if each.account_id == opinion.owner_id), None) or _manager(opinion, day)
    if by is not None:
        answer_opinion(opinion.id, answer=_result(opinion, day), version=opinion.version, by=by)


def _result(voice: Opinion | Complaint, day: Day) -> str:
    fitting = FITTING.get(voice.said) or FITTING.get(voice.question or "") or ANSWERS[voice.department]
    return day.chance.choice(fitting)


def _tell(opinion: Opinion, day: Day) -> None:
    clerk = _clerk(day)
    if clerk is None or _may_take_time(opinion, day):
        return
    how = "call" if opinion.what in TOLD_BY_CALL_ONLY or day.happens(0.8) else "message"
    reaction = day.chance.choices(("satisfied", "accepts", "not_satisfied"), (66, 28, 6))[0]
    told = day.chance.choice(TOLD)
    tell_customer(opinion.id, how=how, reaction=reaction, words=told, version=opinion.version, by=clerk)


def _archive(opinion: Opinion, day: Day) -> None:
    if clerk := _clerk(day):
        archive_opinion(opinion.id, version=opinion.version, by=clerk)


_OPINION_STEPS = {"received": _assign, "assigned": _answer, "answered": _tell, "told": _archive}


def _complaint_comes_in(day: Day) -> None:
    said, department, severity, channel = day.chance.choice(COMPLAINTS)
    callback, clerk = _somebody_called(day), _clerk(day)
    if clerk is None or callback is None:
        return
    given = ComplaintReceived(
        said=said,
        department=department,
        severity=severity,
        channel=channel,
        customer_id=callback.customer_id,
        vehicle_id=callback.vehicle_id,
    )
    receive_complaint(given, by=clerk)


def _somebody_called(day: Day) -> Callback | None:
    mine = (Callback.tenant_id == acting().tenant_id, Callback.state == "done", Callback.customer_id.is_not(None))
    newest = select(Callback).where(*mine).order_by(Callback.ended_at.desc(), Callback.id).limit(12)
    found = current().scalars(newest).all()
    return day.chance.choice(found) if found else None


def _go_on_with(complaint: Complaint, day: Day) -> None:
    clerk, manager = _clerk(day), _manager(complaint, day)
    if clerk is None or manager is None:
        return
    if complaint.owner_id is None:
        owner = manager if Severity(complaint.severity) in IN_PERSON else _owner_for(complaint, day) or manager
        assign_complaint(complaint.id, to=owner.account_id, version=complaint.version, by=clerk)
    elif complaint.contacted_at is None:
        words = day.chance.choice(CONTACTS)
        record_contact(complaint.id, how="call", words=words, version=complaint.version, by=manager)
    elif _may_take_time(complaint, day):
        return
    elif complaint.answer is None:
        answer_complaint(complaint.id, answer=_result(complaint, day), version=complaint.version, by=manager)
    else:
        outcome = day.chance.choices(("satisfied", "not_satisfied"), (85, 15))[0]
        close_complaint(
            complaint.id, outcome=outcome, words=day.chance.choice(CLOSINGS), version=complaint.version, by=clerk
        )
