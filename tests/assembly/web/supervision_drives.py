"""Driving the changing routes of supervision once (see test_on_record)."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from backbone.clock import now, today
from dealer.supervision.interface import last_full_week
from tenants.access.interface import Position
from tests.dealer.callbacks.visits import MadeVisit, import_
from tests.factories import tenants

CHECKS, SCORES = "/supervision/call-checks", "/supervision/advisor-scores"
_days, _names = itertools.count(1), itertools.count(1)


def day(_at: Any) -> str:
    """A day that nobody checked yet."""
    return (today() - dt.timedelta(days=next(_days))).isoformat()


def advisor(at: Any) -> str:
    """Somebody with an order picked up last week."""
    name = f"顾晓明{next(_names)}"
    import_(at.store, MadeVisit(day0=last_full_week(today()), known_at=now(), served_by=name), now=now())
    return name


def scored(name: str) -> dict[str, Any]:
    return {"week": last_full_week(today()).isoformat(), "advisor": name, "score": 4}


def manager(at: Any) -> Any:
    """The after-sales manager, signed in."""
    return at.visit(tenants.person(at.store, Position.AFTER_SALES_MANAGER))


SUPERVISION_DRIVES: dict[tuple[str, str], tuple[Callable[[Any], str], Callable[[Any, str], TestResponse]]] = {
    ("/api/v1/call-checks", "POST"): (day, lambda at, one: at.me.call("/api/v1/call-checks", json={"day": one})),
    (CHECKS, "POST"): (day, lambda at, one: at.me.post(CHECKS, {"day": one})),
    ("/api/v1/advisor-scores", "POST"): (
        advisor,
        lambda at, one: manager(at).call("/api/v1/advisor-scores", json=scored(one)),
    ),
    (SCORES, "POST"): (advisor, lambda at, one: manager(at).post(SCORES, scored(one))),
}
