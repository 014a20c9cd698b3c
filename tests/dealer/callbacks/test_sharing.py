"""Sharing work out, as arithmetic (CB-10)."""

import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer.callbacks.may import be_given
from dealer.callbacks.rules.sharing import Hand, Sharing, Work, share

NAMES = ("林雨欣", "何静", "徐悦")
hands = st.lists(st.integers(0, 20), min_size=1, max_size=3).map(
    lambda loads: [Hand(uuid.uuid4(), name, load) for name, load in zip(NAMES, loads, strict=False)]
)
work = st.lists(st.sampled_from([None, "宋扬", "顾晓明", *NAMES]), max_size=40).map(
    lambda served: [Work(uuid.uuid4(), name) for name in served]
)


@pytest.mark.rule("CB-10")
@given(st.sampled_from(list(Sharing)), work, hands)
def test_everything_that_may_be_given_is_given_and_nobody_calls_whom_they_served(
    how: Sharing, pieces: list[Work], callers: list[Hand]
) -> None:
    shares = share(how, pieces, callers, be_given)
    names = {hand.id: hand.name for hand in callers}
    for piece in pieces:
        able = [hand for hand in callers if hand.name != piece.served_by]
        assert (piece.id in shares) == bool(able)
        assert piece.id not in shares or names[shares[piece.id]] != piece.served_by


@pytest.mark.rule("CB-10")
@given(st.integers(0, 60), hands)
def test_round_robin_deals_evenly(size: int, callers: list[Hand]) -> None:
    dealt = Counter(share(Sharing.ROUND_ROBIN, [Work(uuid.uuid4()) for _ in range(size)], callers, be_given).values())
    shares = [dealt[hand.id] for hand in callers]
    assert sum(shares) == size
    assert max(shares) - min(shares) <= 1


@pytest.mark.rule("CB-10")
@given(st.integers(0, 60), hands)
def test_by_load_brings_everybody_to_the_same_level(size: int, callers: list[Hand]) -> None:
    dealt = Counter(share(Sharing.BY_LOAD, [Work(uuid.uuid4()) for _ in range(size)], callers, be_given).values())
    after = [hand.load + dealt[hand.id] for hand in callers]
    given_some = [load for hand, load in zip(callers, after, strict=True) if dealt[hand.id]]
    assert all(load <= min(after) + 1 for load in given_some)


@pytest.mark.rule("CB-10")
@given(work, hands)
def test_by_advisor_keeps_one_advisors_customers_together(pieces: list[Work], callers: list[Hand]) -> None:
    shares = share(Sharing.BY_ADVISOR, pieces, callers, be_given)
    for name in {piece.served_by for piece in pieces if piece.served_by}:
        assert len({shares[piece.id] for piece in pieces if piece.served_by == name and piece.id in shares}) <= 1
