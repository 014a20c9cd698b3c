"""The centre's plan of the day (ORG-8)."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from dealer.day_plans.actions import DayClosedError
from dealer.day_plans.interface import LineKind, LineState, close, get_planned_day, mark, take_out, write_line
from tenants.access.interface import Position
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

NOW = dt.datetime(2026, 11, 18, 8, 20, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def caller(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CUSTOMER_REPRESENTATIVE)


def written(store: MadeStore, head: MadePerson, who: MadePerson | None = None, day: dt.date = TODAY) -> uuid.UUID:
    with unit_of_work(store.acting):
        return write_line(
            day, about=LineKind.CALLS, what=" 3DC 38 条 ", account_id=who.id if who else None, by=head.actor
        ).id


@pytest.mark.rule("ORG-8")
def test_a_day_is_written_marked_and_closed(store: MadeStore, head: MadePerson, caller: MadePerson) -> None:
    calls, visit = written(store, head, caller), written(store, head)
    with unit_of_work(store.acting):
        with pytest.raises(InvalidError):
            close(TODAY, by=head.actor)
        mark(calls, done=True, note="", by=caller.actor)
        with pytest.raises(InvalidError):
            mark(visit, done=False, note=" ", by=head.actor)
        mark(visit, done=False, note="客户改期", by=head.actor)
        close(TODAY, by=head.actor)
    with unit_of_work(store.acting):
        planned = get_planned_day(TODAY)
    assert planned.is_closed
    assert [(line.what, line.state, line.note) for line in planned.lines] == [
        ("3DC 38 条", LineState.DONE, ""),
        ("3DC 38 条", LineState.NOT_DONE, "客户改期"),
    ]
    for verb in (
        lambda: written(store, head),
        lambda: mark(calls, done=True, note="", by=head.actor),
        lambda: take_out(calls, by=head.actor),
        lambda: close(TODAY, by=head.actor),
    ):
        with unit_of_work(store.acting), pytest.raises(DayClosedError):
            verb()


@pytest.mark.rule("ORG-8", "ORG-6")
def test_the_head_writes_and_who_a_line_is_for_marks_it(store: MadeStore, head: MadePerson, caller: MadePerson) -> None:
    theirs, nobodys = written(store, head, caller), written(store, head)
    other = tenants.person(store, Position.INFORMATION_ADMINISTRATOR)
    with unit_of_work(store.acting):
        for line, by in ((theirs, other), (nobodys, caller)):
            with pytest.raises(ForbiddenError):
                mark(line, done=True, note="", by=by.actor)
        with pytest.raises(ForbiddenError):
            write_line(TODAY, about=LineKind.VISIT, what="x", account_id=None, by=caller.actor)
        with pytest.raises(ForbiddenError):
            take_out(theirs, by=caller.actor)
        with pytest.raises(ForbiddenError):
            close(TODAY, by=caller.actor)
        assert take_out(theirs, by=head.actor) == TODAY
        assert [line.id for line in get_planned_day(TODAY).lines] == [nobodys]


@pytest.mark.rule("ORG-8")
@pytest.mark.parametrize(
    ("day", "what", "field"),
    [
        (TODAY - DAY, "x", "day"),
        (TODAY + 63 * DAY, "x", "day"),
        (dt.date.max, "x", "day"),
        (dt.date(2027, 1, 1), "x", "day"),
        (TODAY, " ", "what"),
        (TODAY, "x" * 201, "what"),
    ],
)
def test_lines_that_make_no_sense_are_refused(
    store: MadeStore, head: MadePerson, day: dt.date, what: str, field: str
) -> None:
    with unit_of_work(store.acting), pytest.raises(InvalidError) as refused:
        write_line(day, about=LineKind.EVENT, what=what, account_id=None, by=head.actor)
    assert set(refused.value.fields) == {field}


@pytest.mark.rule("ORG-8")
def test_a_day_to_come_is_not_closed_and_an_empty_one_is_not_there(store: MadeStore, head: MadePerson) -> None:
    line = written(store, head, day=TODAY + DAY)
    with unit_of_work(store.acting):
        mark(line, done=True, note="", by=head.actor)
        with pytest.raises(InvalidError):
            close(TODAY + DAY, by=head.actor)
        with pytest.raises(NotFoundError):
            close(TODAY, by=head.actor)


def test_another_stores_lines_and_people_are_not_there(
    store: MadeStore, other_store: MadeStore, head: MadePerson
) -> None:
    far = tenants.person(other_store, Position.CENTRE_HEAD)
    theirs = written(other_store, far)
    with unit_of_work(store.acting):
        with pytest.raises(NotFoundError):
            mark(theirs, done=True, note="", by=head.actor)
        with pytest.raises(NotFoundError):
            take_out(uuid.uuid4(), by=head.actor)
        with pytest.raises(InvalidError):
            write_line(TODAY, about=LineKind.CALLS, what="x", account_id=far.id, by=head.actor)
        assert get_planned_day(TODAY).lines == []
