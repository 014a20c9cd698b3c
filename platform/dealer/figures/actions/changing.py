"""Marking that a day's figures have changed. Imports no other slice: all of them call it."""

from backbone.outbox.actions import must_happen_within

COUNT_STORE = "figures.day_totals"
AT_MOST_EVERY = 10
"""Seconds between two counts that changes cause (architecture §7)."""


def day_changed() -> None:
    """To be called by whoever changes callbacks, lists, handovers or closures of the present store.

    Its totals are counted anew within ten seconds after this transaction's commit, once for all changes until then.
    """
    must_happen_within(AT_MOST_EVERY, COUNT_STORE)
