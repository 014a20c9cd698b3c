"""Reading the audit trail: newest first, by person and kind, one's own side alone."""

import pytest

from assembly.subscriptions import load_jobs
from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError
from dealer.callbacks.interface import CallbackState, Outcome
from dealer.reports.interface import OUTCOMES, STATES
from frontend.own.audit_trail.details import KEYS, OUR_OWN, noted
from frontend.own.audit_trail.words import EVENTS
from tenants.access.interface import Position
from tenants.audit_trail.interface import declared, list_events
from tenants.people.interface import choose_language, get_account
from tests.factories import tenants as make
from tests.factories.tenants import MadePerson, MadeStore


def switch(who: MadePerson, times: int) -> None:
    for number in range(times):
        with unit_of_work(who.actor.acting):
            choose_language(get_account(who.id), ("en", "zh_CN")[number % 2], by=who.actor)


def test_every_event_has_a_word() -> None:
    import assembly.pages  # noqa: F401, PLC0415 - every slice declares its events when it is imported
    import dealer.customers.actions.contacts  # noqa: F401, PLC0415 - which its interface loads late

    load_jobs()
    ours = {each.name for each in declared() if not each.name.startswith("test")}
    assert ours - set(EVENTS) == set()
    noted = {key for each in declared() if not each.name.startswith("test") for key in each.keys}
    assert noted - set(KEYS) - OUR_OWN == set()
    assert set(KEYS) - noted == set()


def test_what_was_noted_is_told_in_words() -> None:
    said = {"outcome": "no_answer", "state": "planned", "inbound": False, "to": "a1", "hash": "ff", "questions": ["x"]}
    told = dict(noted("callback", said, {"a1": "林雨欣"}))
    assert list(told.values()) == [str(OUTCOMES[Outcome.NO_ANSWER]), str(STATES[CallbackState.PLANNED]), "林雨欣", "1"]
    assert list(dict(noted("report", {"why": "", "sealed": False}, {}))) == []
    assert len(noted("opinion", {"in_time": False}, {})) == 1, "late is told"
    assert noted("correction", {"kind": "visit"}, {}) != noted("day_plan_line", {"kind": "visit"}, {})


def test_newest_first_by_person_and_kind_over_pages(store: MadeStore) -> None:
    me, other = make.person(store, Position.CENTRE_HEAD), make.person(store, Position.GENERAL_MANAGER)
    switch(me, 5)
    switch(other, 1)
    with unit_of_work(store.acting):
        everything = list_events().rows
        assert [each.at for each in everything] == sorted((each.at for each in everything), reverse=True)
        first = list_events(event="account.language_chosen", account_id=me.id, limit=3)
        rest = list_events(event="account.language_chosen", account_id=me.id, limit=3, cursor=first.next_cursor)
        assert (len(first.rows), len(rest.rows), rest.next_cursor) == (3, 2, None)
        assert not {each.id for each in first.rows} & {each.id for each in rest.rows}
        with pytest.raises(InvalidError):
            list_events(cursor=first.next_cursor)


def test_another_stores_trail_is_not_seen(store: MadeStore, other_store: MadeStore) -> None:
    switch(make.person(other_store, Position.CENTRE_HEAD), 2)
    with unit_of_work(store.acting):
        assert list_events(event="account.language_chosen").rows == []
