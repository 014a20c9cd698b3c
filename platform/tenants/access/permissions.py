"""Permissions, and the one table that says which position has which (§13).

A permission stands here when a view asks for it; what isn't built has none.
"""

from collections.abc import Iterable
from enum import StrEnum

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from tenants.access.positions import Position


class Permission(StrEnum):
    """What a view may ask for."""

    DESK_SEE = "desk.see"
    IMPORTS_SEE = "imports.see"
    IMPORTS_READ_FILE = "imports.read_file"
    CALLBACKS_SEE = "callbacks.see"
    CALLBACKS_CALL = "callbacks.call"
    CALLBACKS_ASSIGN = "callbacks.assign"
    VOICES_SEE = "voices.see"
    VOICES_SEE_ALL = "voices.see_all"
    VOICES_RECEIVE = "voices.receive"
    VOICES_ASSIGN = "voices.assign"
    VOICES_ANSWER = "voices.answer"
    VOICES_TELL = "voices.tell"
    CORRECTIONS_SEE = "corrections.see"
    CORRECTIONS_CLOSE = "corrections.close"
    DAY_PLAN_SEE = "day_plan.see"
    DAY_PLAN_WRITE = "day_plan.write"
    REPORTS_SEE = "reports.see"
    REPORTS_SIGN = "reports.sign"
    REPORTS_SCAN_IN = "reports.scan_in"
    INSTRUCTIONS_FOLLOW = "instructions.follow"
    SUPERVISION_SEE = "supervision.see"
    SUPERVISION_CHECK_CALLS = "supervision.check_calls"
    SUPERVISION_SCORE_ADVISORS = "supervision.score_advisors"
    STAFFING_SEE = "staffing.see"
    STAFFING_CHANGE = "staffing.change"
    TODAY_SEE = "today.see"
    REMINDERS_SEND = "reminders.send"
    STORES_SEE = "stores.see"
    ACCESS_SEE = "access.see"
    ACCESS_SECURE = "access.secure"
    AUDIT_SEE = "audit.see"


WORDS: dict[Permission, LazyString] = {
    Permission.DESK_SEE: _l("See one's own desk"),
    Permission.IMPORTS_SEE: _l("See imports and their rejected rows"),
    Permission.IMPORTS_READ_FILE: _l("Have a DMS file read"),
    Permission.CALLBACKS_SEE: _l("See the callback list"),
    Permission.CALLBACKS_CALL: _l("Call customers"),
    Permission.CALLBACKS_ASSIGN: _l("Assign callbacks to callers"),
    Permission.VOICES_SEE: _l("See opinions and complaints of one's own"),
    Permission.VOICES_SEE_ALL: _l("See the store's opinions and complaints"),
    Permission.VOICES_RECEIVE: _l("Take in opinions and complaints"),
    Permission.VOICES_ASSIGN: _l("Say who answers an opinion or complaint"),
    Permission.VOICES_ANSWER: _l("Give the department's result"),
    Permission.VOICES_TELL: _l("Tell customers the result, archive and close"),
    Permission.CORRECTIONS_SEE: _l("See what data are to be put right"),
    Permission.CORRECTIONS_CLOSE: _l("Put data of customers right"),
    Permission.DAY_PLAN_SEE: _l("See the centre's plan of the day"),
    Permission.DAY_PLAN_WRITE: _l("Write and close the centre's plan of the day"),
    Permission.REPORTS_SEE: _l("See daily reports"),
    Permission.REPORTS_SIGN: _l("Sign daily reports, each on their own line"),
    Permission.REPORTS_SCAN_IN: _l("Scan in printed reports that were signed by hand"),
    Permission.INSTRUCTIONS_FOLLOW: _l("Follow the general manager's instructions"),
    Permission.SUPERVISION_SEE: _l("See checks of call records and scores of advisors"),
    Permission.SUPERVISION_CHECK_CALLS: _l("Check the day's call records"),
    Permission.SUPERVISION_SCORE_ADVISORS: _l("Score advisors on the wishes asked for"),
    Permission.STAFFING_SEE: _l("See positions, delegations and the org chart"),
    Permission.STAFFING_CHANGE: _l("Change the staffing plan, people and positions"),
    Permission.TODAY_SEE: _l("See the network's day in figures"),
    Permission.REMINDERS_SEND: _l("Remind stores of what is late"),
    Permission.STORES_SEE: _l("See the network's stores"),
    Permission.ACCESS_SEE: _l("See who may do what"),
    Permission.AUDIT_SEE: _l("See the audit trail"),
    Permission.ACCESS_SECURE: _l("Say which positions need a second factor"),
}

_STORE_ALL = frozenset(position for position in Position if position.side == "store")
_HQ_ALL = frozenset(position for position in Position if position.side == "hq")
_CENTRE = frozenset({Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR})
_MANAGERS = frozenset(
    {Position.GENERAL_MANAGER, Position.GENERAL_AFFAIRS_MANAGER, Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER}
)
_SERVING = frozenset({Position.SERVICE_ADVISOR, Position.SALES_CONSULTANT})

HOLDERS: dict[Permission, frozenset[Position]] = {
    Permission.DESK_SEE: _STORE_ALL,
    Permission.IMPORTS_SEE: _CENTRE | _MANAGERS,
    # CB-14: each department hands over its own day, the centre may type it in.
    Permission.IMPORTS_READ_FILE: _CENTRE | {Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER},
    Permission.CALLBACKS_SEE: _CENTRE | _MANAGERS,
    # ORG-6: the centre's people speak with customers; the managers answer what is assigned to them.
    Permission.CALLBACKS_CALL: _CENTRE,
    # ORG-2, ORG-8: the head says who calls what; on plan 2 the general-affairs manager stands above the centre.
    Permission.CALLBACKS_ASSIGN: frozenset({Position.CENTRE_HEAD, Position.GENERAL_AFFAIRS_MANAGER}),
    # ORG-6: everybody sees what is in their hands; the centre and the managers see the store's.
    Permission.VOICES_SEE: _STORE_ALL,
    Permission.VOICES_SEE_ALL: _CENTRE | _MANAGERS,
    Permission.VOICES_RECEIVE: _CENTRE | _MANAGERS,
    # A manager assigns and answers their own department's; `may` of the slices says so.
    Permission.VOICES_ASSIGN: _CENTRE | _MANAGERS,
    Permission.VOICES_ANSWER: _STORE_ALL,
    # REP-5: the centre tells the customer and keeps the archive.
    Permission.VOICES_TELL: _CENTRE,
    # CUS-8: wrong data go back to the department they came from; each sees its own.
    Permission.CORRECTIONS_SEE: _CENTRE | _MANAGERS | _SERVING,
    Permission.CORRECTIONS_CLOSE: _CENTRE | {Position.SALES_MANAGER, Position.AFTER_SALES_MANAGER} | _SERVING,
    Permission.DAY_PLAN_SEE: _CENTRE | _MANAGERS,
    Permission.DAY_PLAN_WRITE: frozenset({Position.CENTRE_HEAD}),
    # ORG-4: a delegation stands in the open, for everybody of the store.
    # Whose turn it is says the route; a delegate may be any manager (ORG-4).
    Permission.REPORTS_SEE: _CENTRE | _MANAGERS,
    Permission.REPORTS_SIGN: _CENTRE | _MANAGERS,
    Permission.REPORTS_SCAN_IN: _CENTRE | _MANAGERS,
    Permission.INSTRUCTIONS_FOLLOW: _CENTRE | _MANAGERS,
    # CB-13: the head checks the calls every duty day, the after-sales manager scores advisors every week.
    Permission.SUPERVISION_SEE: _MANAGERS | {Position.CENTRE_HEAD},
    Permission.SUPERVISION_CHECK_CALLS: frozenset({Position.CENTRE_HEAD}),
    Permission.SUPERVISION_SCORE_ADVISORS: frozenset({Position.AFTER_SALES_MANAGER}),
    Permission.STAFFING_SEE: _STORE_ALL,
    # ORG-1: the store is the general manager's; who is absent delegates their own position besides.
    Permission.STAFFING_CHANGE: frozenset({Position.GENERAL_MANAGER}),
    Permission.TODAY_SEE: _HQ_ALL,
    # Who is bound to regions can't write to stores: the database refuses (architecture §4, Directed).
    Permission.REMINDERS_SEND: frozenset({Position.HQ_ADMIN, Position.HQ_SALES, Position.HQ_AFTER_SALES}),
    Permission.STORES_SEE: _HQ_ALL,
    Permission.ACCESS_SEE: _CENTRE | _MANAGERS | _HQ_ALL,
    Permission.AUDIT_SEE: frozenset(
        {Position.GENERAL_MANAGER, Position.GENERAL_AFFAIRS_MANAGER, Position.CENTRE_HEAD, Position.HQ_ADMIN}
    ),
    # Whoever answers for the house says how well its doors are locked.
    Permission.ACCESS_SECURE: frozenset({Position.GENERAL_MANAGER, Position.HQ_ADMIN}),
}


def permissions_of(positions: Iterable[Position]) -> frozenset[Permission]:
    """All that somebody with these positions may do."""
    held = frozenset(positions)
    return frozenset(permission for permission, holders in HOLDERS.items() if held & holders)
