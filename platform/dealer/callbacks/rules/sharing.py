"""Sharing work out among callers (CB-10): round robin, by load, by advisor. No database."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Sharing(StrEnum):
    """How. By advisor: what one advisor or consultant served goes to one caller, who hears it all."""

    ROUND_ROBIN = "round_robin"
    BY_LOAD = "by_load"
    BY_ADVISOR = "by_advisor"


@dataclass(frozen=True, slots=True)
class Work:
    """A callback to be given to somebody, and who served the customer."""

    id: uuid.UUID
    served_by: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """A caller with the callbacks that wait for them already."""

    id: uuid.UUID
    name: str
    load: int = 0


MayBeGiven = Callable[[str, str | None], bool]
Shares = dict[uuid.UUID, uuid.UUID]
"""Callback → caller; who may be given to nobody is left out."""


def share(how: Sharing, work: Sequence[Work], hands: Sequence[Hand], may: MayBeGiven) -> Shares:
    """Give each piece of work, in its order, to one of `hands` that may be given it."""
    match how:
        case Sharing.ROUND_ROBIN:
            return _round_robin(work, hands, may)
        case Sharing.BY_LOAD:
            return _by_load(([each] for each in work), hands, may)
        case Sharing.BY_ADVISOR:
            return _by_load(_parcels(work), hands, may)


def _round_robin(work: Iterable[Work], hands: Sequence[Hand], may: MayBeGiven) -> Shares:
    """Whoever may not be given a piece is passed over, and keeps their turn for the next one."""
    shares: Shares = {}
    waiting = list(hands)
    for each in work:
        taker = next((hand for hand in waiting if may(hand.name, each.served_by)), None)
        if taker is not None:
            waiting.remove(taker)
            waiting.append(taker)
            shares[each.id] = taker.id
    return shares


def _by_load(parcels: Iterable[list[Work]], hands: Sequence[Hand], may: MayBeGiven) -> Shares:
    """Each parcel to whoever has the least; who stands first wins a tie."""
    shares: Shares = {}
    loads = {hand.id: hand.load for hand in hands}
    for parcel in parcels:
        able = [hand for hand in hands if may(hand.name, parcel[0].served_by)]
        if able:
            taker = min(able, key=lambda hand: loads[hand.id])
            loads[taker.id] += len(parcel)
            shares |= {each.id: taker.id for each in parcel}
    return shares


def _parcels(work: Iterable[Work]) -> list[list[Work]]:
    """One parcel an advisor, the largest first, so that the loads come out even; without a name each by itself."""
    named = sorted((each for each in work if each.served_by), key=lambda each: each.served_by or "")
    parcels = [list(group) for _, group in groupby(named, key=lambda each: each.served_by)]
    single = [[each] for each in work if not each.served_by]
    return sorted(parcels, key=lambda parcel: -len(parcel)) + single
