"""Changing plan, people, positions and delegations, with a real database (ORG-2, ORG-4, ORG-5)."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ForbiddenError, InvalidError, NotFoundError
from backbone.outbox.models import OutboxEntry
from tenants.access.interface import Permission, Position
from tenants.audit_trail.models import AuditEvent
from tenants.people.actions import AlreadyHeldError
from tenants.people.interface import find_working_account, get_account
from tenants.staffing.actions.choosing import change_plan
from tenants.staffing.actions.delegating import AlreadyDelegatedError, delegate, end_delegation
from tenants.staffing.actions.people import end, give, leave, take_on
from tenants.staffing.queries.staffing import get_delegation_to_change, get_store_staffing
from tenants.staffing.rules.minimum import standing_on
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

NOW = dt.datetime(2026, 11, 18, 10, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOW.date()
DAY = dt.timedelta(days=1)
HEAD = Position.CENTRE_HEAD


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.GENERAL_MANAGER)


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, HEAD)


@pytest.fixture
def advisor(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.SERVICE_ADVISOR)


def deputise(store: MadeStore, by: MadePerson, absent: MadePerson | None, to: MadePerson, **given: object) -> uuid.UUID:
    values = {"first_day": TODAY, "last_day": TODAY + 2 * DAY, "why": "leave", "position": HEAD} | given
    with unit_of_work(store.acting):
        return delegate(from_id=absent.id if absent else None, to_id=to.id, by=by.actor, **values).id  # type: ignore[arg-type]


def events(store: MadeStore, name: str) -> list[dict[str, object]]:
    with unit_of_work(store.acting):
        return list(current().scalars(select(AuditEvent.details).where(AuditEvent.event == name)))


def jobs(store: MadeStore) -> list[str]:
    with unit_of_work(store.acting):
        return sorted(current().scalars(select(OutboxEntry.job)))


# --- the plan ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ORG-2")
def test_a_plan_changes_from_a_day_on_and_history_stays(store: MadeStore, manager: MadePerson) -> None:
    monday = TODAY + 5 * DAY
    with unit_of_work(store.acting):
        change_plan(plan=2, valid_from=monday, why=" a manager starts ", by=manager.actor)
    with unit_of_work(store.acting):
        staffing = get_store_staffing()
    assert [(each.plan, each.valid_from, each.why) for each in staffing.plans] == [
        (2, monday, "a manager starts"),
        (1, tenants.START, ""),
    ]
    assert [staffing.rules.plan_on(day) for day in (monday - DAY, monday)] == [1, 2]
    assert events(store, "staffing.plan_changed") == [
        {"plan": 2, "from": 1, "valid_from": "2026-11-23", "why": "a manager starts"}
    ]
    assert jobs(store) == ["figures.staffing_day"]


@pytest.mark.rule("ORG-2")
def test_a_change_that_has_not_come_into_force_is_replaced(store: MadeStore, manager: MadePerson) -> None:
    for plan in (2, 1):
        with unit_of_work(store.acting):
            change_plan(plan=plan, valid_from=TODAY + DAY, why="a mistake", by=manager.actor)
    with unit_of_work(store.acting):
        assert [each.plan for each in get_store_staffing().plans] == [1, 1]


@pytest.mark.rule("ORG-2")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": TODAY - DAY}, "valid_from"),
        ({"valid_from": TODAY + 400 * DAY}, "valid_from"),
        ({"plan": 1}, "plan"),
        ({"plan": 3}, "plan"),
        ({"why": "  "}, "why"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    store: MadeStore, manager: MadePerson, wrong: dict[str, object], field: str
) -> None:
    wanted = {"plan": 2, "valid_from": TODAY, "why": "growing"} | wrong
    with unit_of_work(store.acting), pytest.raises(InvalidError) as refused:
        change_plan(**wanted, by=manager.actor)  # type: ignore[arg-type]
    assert set(refused.value.fields) == {field}


@pytest.mark.rule("ORG-6")
def test_only_the_general_manager_changes_the_staffing(store: MadeStore, head: MadePerson, advisor: MadePerson) -> None:
    with unit_of_work(store.acting):
        holding = get_account(advisor.id).holdings[0].id
    for verb in (
        lambda: change_plan(plan=2, valid_from=TODAY, why="so", by=head.actor),
        lambda: take_on(username="x1", name="X", position=HEAD, by=head.actor),
        lambda: give(advisor.id, HEAD, by=head.actor),
        lambda: end(holding, last_day=TODAY, by=head.actor),
        lambda: leave(advisor.id, successor_id=head.id, by=head.actor),
    ):
        with unit_of_work(store.acting), pytest.raises(ForbiddenError):
            verb()


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ORG-5")
def test_somebody_is_taken_on_with_a_password_for_once(store: MadeStore, manager: MadePerson) -> None:
    with unit_of_work(store.acting):
        account, password = take_on(username=" HeJing ", name=" 何静 ", position=HEAD, by=manager.actor)
    with unit_of_work(store.acting):
        found = get_account(account.id)
    assert (found.username, found.name, found.password_is_one_time) == ("hejing", "何静", True)
    assert [holding.position for holding in found.holdings] == [HEAD]
    assert len(password) == 14
    assert password not in str(events(store, "account.opened"))
    for username, name in (("x", "X"), ("a b", "X"), ("x" * 41, "X"), ("xx", " "), ("xx", "X" * 41)):
        with unit_of_work(store.acting), pytest.raises(InvalidError):
            take_on(username=username, name=name, position=HEAD, by=manager.actor)


@pytest.mark.rule("ORG-5")
def test_a_person_holds_several_positions_each_with_its_dates(
    store: MadeStore, manager: MadePerson, advisor: MadePerson
) -> None:
    with unit_of_work(store.acting):
        given = give(advisor.id, Position.FOREMAN, starts_on=TODAY + DAY, by=manager.actor)
        with pytest.raises(AlreadyHeldError):
            give(advisor.id, Position.FOREMAN, starts_on=TODAY + 5 * DAY, by=manager.actor)
    with unit_of_work(store.acting):
        end(get_account(advisor.id).holdings[0].id, last_day=TODAY + 3 * DAY, by=manager.actor)
    with unit_of_work(store.acting):
        rules = get_store_staffing().rules
    assert rules.holders(Position.SERVICE_ADVISOR, TODAY + 3 * DAY) == (advisor.id,)
    assert rules.holders(Position.SERVICE_ADVISOR, TODAY + 4 * DAY) == ()
    assert rules.holders(Position.FOREMAN, TODAY) == ()
    assert rules.holders(Position.FOREMAN, TODAY + DAY) == (advisor.id,)
    with unit_of_work(store.acting):
        end(given.id, last_day=TODAY, by=manager.actor)
    with unit_of_work(store.acting):
        assert [each.position for each in get_account(advisor.id).holdings] == [Position.SERVICE_ADVISOR]
    assert len(events(store, "position.withdrawn")) == 1


@pytest.mark.rule("ORG-5")
def test_dates_that_make_no_sense_are_refused(store: MadeStore, manager: MadePerson, advisor: MadePerson) -> None:
    with unit_of_work(store.acting):
        holding = get_account(advisor.id).holdings[0].id
    for starts_on in (TODAY - DAY, TODAY + 367 * DAY, dt.date.max):
        with unit_of_work(store.acting), pytest.raises(InvalidError):
            give(advisor.id, Position.FOREMAN, starts_on=starts_on, by=manager.actor)
    for last_day in (TODAY - 2 * DAY, dt.date.max, dt.date.min):
        with unit_of_work(store.acting), pytest.raises(InvalidError):
            end(holding, last_day=last_day, by=manager.actor)


@pytest.mark.rule("ORG-5")
def test_who_leaves_is_out_at_once_and_their_work_goes_to_the_successor(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    deputise(store, manager, head, advisor)
    with unit_of_work(store.acting):
        give(advisor.id, Position.FOREMAN, starts_on=TODAY + DAY, by=manager.actor)
    with unit_of_work(store.acting):
        leave(advisor.id, successor_id=head.id, by=manager.actor)
    with unit_of_work(store.acting) as session:
        assert find_working_account(advisor.id) is None
        staffing = get_store_staffing()
        work = session.scalars(select(OutboxEntry).where(OutboxEntry.job == "callbacks.hand_over_work")).one()
    assert work.payload == {
        "from_account": str(advisor.id), "to_account": str(head.id), "by_name": manager.actor.name
    }  # fmt: skip
    assert staffing.rules.holders(Position.SERVICE_ADVISOR, TODAY) == ()
    assert staffing.rules.holders(Position.SERVICE_ADVISOR, TODAY - DAY) == (advisor.id,)
    assert staffing.rules.deputy(HEAD, TODAY) is None
    with unit_of_work(store.acting), pytest.raises(InvalidError):
        leave(advisor.id, successor_id=head.id, by=manager.actor)
    with unit_of_work(store.acting), pytest.raises(InvalidError):
        give(advisor.id, Position.FOREMAN, by=manager.actor)


@pytest.mark.rule("ORG-5")
def test_leaving_needs_somebody_else_who_works_here(
    store: MadeStore, other_store: MadeStore, manager: MadePerson, advisor: MadePerson
) -> None:
    stranger = tenants.person(other_store, HEAD)
    for successor in (advisor.id, stranger.id, uuid.uuid4()):
        with unit_of_work(store.acting), pytest.raises(InvalidError) as refused:
            leave(advisor.id, successor_id=successor, by=manager.actor)
        assert set(refused.value.fields) == {"successor"}
    with unit_of_work(store.acting), pytest.raises(InvalidError):
        leave(manager.id, successor_id=advisor.id, by=manager.actor)
    with unit_of_work(store.acting), pytest.raises(NotFoundError):
        leave(stranger.id, successor_id=advisor.id, by=manager.actor)


# --- delegations ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ORG-3", "ORG-4")
def test_an_absent_position_is_delegated_in_the_open(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    made = deputise(store, head, head, advisor)
    with unit_of_work(store.acting):
        staffing = get_store_staffing()
        delegated = find_working_account(advisor.id).delegated
    assert staffing.rules.deputy(HEAD, TODAY).to_id == advisor.id
    assert delegated == [HEAD]
    assert [each.position for each in standing_on(staffing.rules, TODAY).delegated] == [HEAD]
    with time_machine.travel(NOW + DAY), unit_of_work(store.acting):
        end_delegation(get_delegation_to_change(made), by=head.actor)
    with unit_of_work(store.acting):
        rules = get_store_staffing().rules
    assert [rules.deputy(HEAD, TODAY + n * DAY) is not None for n in range(3)] == [True, False, False]
    assert [each["ended_on"] for each in events(store, "position.delegation_ended")] == ["2026-11-19"]


@pytest.mark.rule("ORG-4")
def test_a_delegation_that_ends_on_its_first_day_never_held(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    made = deputise(store, manager, head, advisor)
    with unit_of_work(store.acting):
        end_delegation(get_delegation_to_change(made), by=advisor.actor)
    with unit_of_work(store.acting):
        assert get_store_staffing().rules.deputed == ()
        assert find_working_account(advisor.id).delegated == []
    assert deputise(store, manager, head, advisor) != made


@pytest.mark.rule("ORG-4")
def test_a_position_has_one_delegate_at_a_time(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    deputise(store, manager, head, advisor)
    for first, last in ((0, 0), (2, 5), (1, 1)):
        with pytest.raises(AlreadyDelegatedError):
            deputise(store, manager, head, advisor, first_day=TODAY + first * DAY, last_day=TODAY + last * DAY)
    deputise(store, manager, head, advisor, first_day=TODAY + 3 * DAY, last_day=TODAY + 3 * DAY)


@pytest.mark.rule("ORG-4", "REP-2")
def test_delegations_that_make_no_sense_are_refused(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    cases: list[tuple[str, MadePerson | None, MadePerson, dict[str, object]]] = [
        ("from", None, advisor, {}),
        ("from", advisor, manager, {}),
        ("to", head, head, {}),
        ("to", manager, head, {"position": Position.GENERAL_MANAGER}),
        ("position", None, advisor, {"position": Position.CASHIER}),
        ("why", head, advisor, {"why": " "}),
        ("first_day", head, advisor, {"first_day": TODAY - DAY}),
        ("first_day", head, advisor, {"first_day": TODAY + 400 * DAY, "last_day": TODAY + 400 * DAY}),
        ("last_day", head, advisor, {"last_day": TODAY - DAY}),
        ("last_day", head, advisor, {"last_day": dt.date.max}),
    ]
    for field, absent, to, given in cases:
        with pytest.raises(InvalidError) as refused:
            deputise(store, manager, absent, to, **given)
        assert set(refused.value.fields) == {field}, (field, refused.value.fields)


@pytest.mark.rule("ORG-4", "ORG-6")
def test_others_delegate_their_own_position_only(
    store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    with pytest.raises(ForbiddenError):
        deputise(store, advisor, head, advisor)
    with pytest.raises(ForbiddenError):
        deputise(store, head, None, advisor, position=Position.SALES_MANAGER)
    made = deputise(store, manager, None, advisor, position=Position.SALES_MANAGER)
    with unit_of_work(store.acting), pytest.raises(ForbiddenError):
        end_delegation(get_delegation_to_change(made), by=head.actor)


@pytest.mark.rule("ORG-4")
def test_another_stores_delegation_is_not_there(
    store: MadeStore, other_store: MadeStore, manager: MadePerson, head: MadePerson, advisor: MadePerson
) -> None:
    made = deputise(store, manager, head, advisor)
    with unit_of_work(other_store.acting), pytest.raises(NotFoundError):
        get_delegation_to_change(made)
    with unit_of_work(other_store.acting):
        assert get_store_staffing().delegations == []
        assert get_store_staffing().people == []


@pytest.mark.rule("ORG-4")
def test_who_stands_in_may_do_what_the_position_may(manager: MadePerson, advisor: MadePerson) -> None:
    acting_head = advisor.actor.__class__(**vars(advisor.actor) | {"delegated": frozenset({HEAD})})
    assert not advisor.actor.can(Permission.CALLBACKS_ASSIGN)
    assert acting_head.can(Permission.CALLBACKS_ASSIGN)
    assert not acting_head.can(Permission.STAFFING_CHANGE)
