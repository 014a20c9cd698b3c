"""What somebody who leaves had in hand (ORG-5, CMP-7)."""

import uuid

import pytest

from backbone.db.unit_of_work import unit_of_work
from dealer.complaints.actions.handling import assign_complaint, classify_complaint
from dealer.complaints.jobs import hand_over as hand_over_complaints
from dealer.complaints.queries import get_complaint
from dealer.opinions.actions.handling import answer_opinion, assign_opinion
from dealer.opinions.jobs import hand_over as hand_over_opinions
from dealer.opinions.queries import get_opinion
from tenants.access.interface import Position
from tests.dealer.voices.made import complaint, opinion
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.CENTRE_HEAD)


@pytest.fixture
def leaver(store: MadeStore) -> MadePerson:
    return tenants.person(store, Position.SERVICE_ADVISOR, Position.AFTER_SALES_MANAGER)


def given(store: MadeStore, head: MadePerson, to: MadePerson, *, answered: bool = False) -> uuid.UUID:
    """An opinion that somebody has in hand."""
    made = opinion(store, head)
    with unit_of_work(store.acting):
        at_work = assign_opinion(made.id, to=to.id, version=made.version, by=head.actor)
    if answered:
        with unit_of_work(store.acting):
            answer_opinion(made.id, answer="脚垫已重新清洗", version=at_work.version, by=to.actor)
    return made.id


@pytest.mark.rule("ORG-5")
def test_opinions_go_to_the_successor_with_what_was_answered(
    store: MadeStore, head: MadePerson, leaver: MadePerson
) -> None:
    successor = tenants.person(store, Position.FOREMAN)
    one, answered, others = (
        given(store, head, leaver),
        given(store, head, leaver, answered=True),
        given(store, head, successor),
    )
    for _ in range(2):
        with unit_of_work(store.acting):
            hand_over_opinions(str(leaver.id), str(successor.id), by_name="程志远")
    with unit_of_work(store.acting):
        found = [get_opinion(each, by=head.actor) for each in (one, answered, others)]
    assert [each.owner_id for each in found] == [successor.id] * 3
    assert (found[1].state, found[1].answer) == ("answered", "脚垫已重新清洗")


@pytest.mark.rule("ORG-5")
def test_a_successor_of_another_department_leaves_them_to_the_department(
    store: MadeStore, head: MadePerson, leaver: MadePerson
) -> None:
    one = given(store, head, leaver)
    with unit_of_work(store.acting):
        hand_over_opinions(str(leaver.id), str(head.id), by_name="程志远")
        assert (get_opinion(one, by=head.actor).owner_id, get_opinion(one, by=head.actor).state) == (None, "received")


@pytest.mark.rule("ORG-5", "CMP-7")
@pytest.mark.parametrize(("severity", "kept"), [("normal", True), ("major", False)])
def test_a_major_complaint_is_not_handed_down(
    store: MadeStore, head: MadePerson, leaver: MadePerson, severity: str, kept: bool
) -> None:
    successor, made = tenants.person(store, Position.FOREMAN), complaint(store, head)
    version = made.version
    if severity != made.severity:
        with unit_of_work(store.acting):
            version = classify_complaint(
                made.id, severity=severity, why="第三次返修", version=version, by=head.actor
            ).version
    with unit_of_work(store.acting):
        assign_complaint(made.id, to=leaver.id, version=version, by=head.actor)
    with unit_of_work(store.acting):
        hand_over_complaints(str(leaver.id), str(successor.id), by_name="程志远")
    with unit_of_work(store.acting):
        assert get_complaint(made.id, by=head.actor).owner_id == (successor.id if kept else None)
