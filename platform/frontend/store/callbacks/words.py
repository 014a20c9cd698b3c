"""Words of the callback list: tabs, groups, outcomes, ways to share out."""

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.interface import CallbackState, ListGroup, Sharing, Standing, Tab

TABS: dict[Tab, LazyString] = {
    Tab.TODAY: _l("Today's plan"),
    Tab.OVERDUE: _l("Overdue"),
    Tab.WAITING: _l("Waiting"),
    Tab.DONE: _l("Done"),
    Tab.TOMORROW: _l("Tomorrow"),
}

GROUPS: dict[ListGroup, LazyString] = {
    ListGroup.WISH: _l("By the customer's wish"),
    ListGroup.LAST_DAY: _l("Last day"),
    ListGroup.RETRY_NOW: _l("To be tried again in this part of the day"),
    ListGroup.OVERDUE: _l("Overdue"),
    ListGroup.NEW: _l("New, first try"),
    ListGroup.RETRY_LATER: _l("Later"),
}

GROUP_NOTES: dict[ListGroup, LazyString] = {
    ListGroup.WISH: _l("in the order of the times asked for"),
    ListGroup.LAST_DAY: _l("overdue unless called by closing"),
    ListGroup.OVERDUE: _l("still to be called for seven days after the last day"),
    ListGroup.RETRY_LATER: _l("just tried in this part of the day, or a later time was agreed"),
}

STANDINGS: tuple[tuple[str, Standing, LazyString], ...] = (
    ("done", Standing.DONE, _l("Done")),
    ("wait", Standing.WAITING, _l("Waiting")),
    ("over", Standing.OVERDUE, _l("Overdue")),
    ("", Standing.TO_CALL, _l("To call")),
    ("soft", Standing.OTHERWISE, _l("Ended otherwise")),
)
"""Kind of the bar's part, standing, word."""

SLOTS: tuple[LazyString, ...] = (_l("morning"), _l("afternoon"), _l("evening"))

OUTCOMES: dict[str, LazyString] = {
    CallbackState.DONE: _l("Done"),
    CallbackState.COVERED: _l("Covered by the complaint"),
    CallbackState.UNREACHED: _l("Not reached"),
    CallbackState.NO_VALID_NUMBER: _l("No valid number"),
    CallbackState.SUPERSEDED: _l("Superseded: the car is back"),
    CallbackState.MISSED: _l("Missed"),
    CallbackState.EXCLUDED: _l("Excluded"),
}

REASONS: dict[str, LazyString] = {
    "late_data": _l("data came too late"),
    "not_tried_enough": _l("too few tries"),
    "complaint_not_contacted": _l("the complaint's owner made no contact"),
    "pdi": _l("pre-delivery inspection"),
    "internal": _l("internal order"),
    "cancelled_ro": _l("the order was cancelled"),
    "do_not_call": _l("do not call"),
    "approved_batch_sale": _l("approved batch sale"),
    "asked_at_visit": _l("the customer does not want a call"),
    "not_picked_up": _l("not picked up after all"),
    "history": _l("before the start date"),
    "refused": _l("refused to be asked"),
    "car_sold": _l("the car was sold"),
    "denies_visit": _l("denies the visit"),
    "incomplete": _l("broken off"),
    "no_reply": _l("no reply to the text message"),
    "text_not_sent": _l("no text message was sent"),
}

SHARING: dict[Sharing, LazyString] = {
    Sharing.BY_LOAD: _l("Share out by load"),
    Sharing.ROUND_ROBIN: _l("Round robin"),
    Sharing.BY_ADVISOR: _l("By advisor"),
}
