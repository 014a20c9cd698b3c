"""The call screen as a whole: whose it is, what may be done, how the caller's day goes."""

import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

from backbone.i18n import gettext as _
from dealer.callbacks import may
from dealer.callbacks.interface import ListCounts, ListDays, ListFilter, Standing, Tab
from dealer.callbacks.queries.call.call import Call
from frontend import formats
from frontend.paths import PATHS
from frontend.store.callbacks.call.asking import ask_of
from frontend.store.callbacks.call.dialling import dial_of
from frontend.store.callbacks.call.looking import At
from frontend.store.callbacks.call.people import who_of
from frontend.store.callbacks.call.sent import Sent
from frontend.store.callbacks.lines import Lines
from frontend.store.callbacks.words import OUTCOMES, REASONS
from tenants.access.interface import Actor
from tenants.calendar.interface import store_day

MOST_TICKS = 60


class Day(NamedTuple):
    """The caller's day: `ticks` are classes of the ribbon's marks, done ones first."""

    done: int
    all: int
    ticks: list[str]
    label: str


@dataclass(frozen=True)
class Screen:
    """`mine`: this person works on it. `held`: somebody else does. Neither: nobody does, or it has ended."""

    id: uuid.UUID
    url: str
    api: str
    account: str
    talk_id: uuid.UUID
    mine: bool
    held: bool
    ended: bool
    inbound: bool
    may_call: bool
    may_take: bool
    may_amend: bool
    standing: str
    day: Day


def page_of(
    call: Call,
    me: Actor,
    at: At,
    talk_id: uuid.UUID,
    counts: ListCounts,
    *,
    sent: Sent | None = None,
    inbound: bool = False,
) -> dict[str, Any]:
    """The context of callbacks/call.html but for what was wrong."""
    calls = call.is_of(me.account_id) and may.call(me)
    ask = ask_of(call, sent, at, _latest(call, at))
    return {
        # Who is refused by a conflict keeps what was typed, and sees no number to dial any more.
        "call": _screen(
            call, me, at, counts, talk_id, mine=calls or (sent is not None and call.is_open), inbound=inbound
        ),
        "labels": {each.field: each.label for each in ask.questions} | _labels(),
        "who": who_of(call, at.language, at.now),
        "ask": ask,
        "dial": dial_of(call, sent, at, inbound=inbound, dials=calls),
    }


def _screen(
    call: Call, me: Actor, at: At, counts: ListCounts, talk_id: uuid.UUID, *, mine: bool, inbound: bool
) -> Screen:
    row, may_call = call.sheet.row, may.call(me)
    own = not may.be_given(me.name, row.advisor or row.consultant)
    return Screen(
        id=row.id,
        url=f"{PATHS.callbacks}/{row.id}",
        api=f"{PATHS.callbacks_api}/{row.id}",
        account=str(me.account_id),
        talk_id=talk_id,
        mine=mine,
        held=call.is_open and not mine and row.assigned_to is not None,
        ended=not call.is_open,
        inbound=inbound,
        may_call=may_call,
        may_take=call.is_open and row.assigned_to is None and may_call and not own,
        may_amend=not call.is_open and may_call and row.tries > 0,
        standing=_standing(call, at, own=own),
        day=_day(counts, me),
    )


def _labels() -> dict[str, str]:
    return {
        "outcome": _("Outcome"),
        "call_at": _("Time that the customer named"),
        "note": _("Note on the call"),
        "why": _("Why is it corrected?"),
        "voice": _("Something else"),
    }


def _latest(call: Call, at: At) -> tuple[str, str]:
    if not call.is_open:
        return "", ""
    moment = ListDays.at(at.now, at.calendar).today
    late = Standing.OVERDUE if at.now > call.sheet.row.overdue_after else Standing.TO_CALL
    row = SimpleNamespace(**call.sheet.row._mapping, standing=late)
    when, why, tone = Lines(moment, at.calendar, at.language, store_day(at.now)).latest(row)
    return " · ".join(part for part in (_("latest %(when)s", when=when), why) if part), tone


def _standing(call: Call, at: At, *, own: bool) -> str:
    row = call.sheet.row
    if not call.is_open:
        said = [str(OUTCOMES[row.state]), str(REASONS.get(row.reason, ""))]
        said.append(formats.moment(row.ended_at, at.language, store_day(at.now)))
        return " · ".join(part for part in said if part)
    if row.assigned_to is not None:
        since = formats.moment(row.assigned_at, at.language, store_day(at.now))
        return str(_("%(name)s has had this callback since %(since)s: read only", name=row.caller, since=since))
    if own:
        return str(_("You served this customer yourself: somebody else calls."))
    return str(_("Nobody has this callback yet."))


def _day(counts: ListCounts, me: Actor) -> Day:
    """What is assigned to this person today; who has nothing sees no ribbon."""
    planned = counts.of_caller(me.account_id)
    done = counts.of_caller(me.account_id, Standing.DONE)
    wished = counts.of_tab(Tab.TODAY, ListFilter(caller=me.account_id, with_wish=True)) if me.account_id else 0
    rest = max(0, planned - done)
    ticks = ["done"] * done + ["here"] * (rest > 0)
    ticks += ["wish"] * min(wished, max(0, rest - 1)) + [""] * max(0, rest - 1 - wished)
    label = _("Today's list: %(all)s, %(done)s done, %(wished)s with a wish", all=planned, done=done, wished=wished)
    return Day(done, planned, ticks if planned <= MOST_TICKS else [], label)
