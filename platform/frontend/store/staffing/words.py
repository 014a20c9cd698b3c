"""What is missing and who signs, in words."""

import datetime as dt

from backbone.clock import today
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from frontend import formats
from frontend.rendering import language
from tenants.access.interface import Position
from tenants.staffing.interface import MINIMUM, Lack, Standing


def day(value: dt.date) -> str:
    """A day as the pages say it; in Chinese without its weekday."""
    text = formats.day(value, language(), today())
    return text.partition(" ")[0] if language() == "zh" else text


def lack(found: Lack) -> str:
    """'Customer representative vacant since 11-16'."""
    since = day(found.since)
    if found.position is not None:
        return str(_("%(position)s vacant since %(day)s", position=found.position.title, day=since))
    text = ngettext(
        "%(num)d more person needed since %(day)s: one holds two of the three positions",
        "%(num)d more people needed since %(day)s: one holds several of the three positions",
        found.people,
        day=since,
    )
    return str(text)


def gap(found: Lack) -> str:
    """A line of the route that nobody signs."""
    if found.position is Position.GENERAL_MANAGER:
        return str(_("Nobody can sign as general manager since %(day)s", day=day(found.since)))
    text = _("No general-affairs manager since %(day)s: reports pass to the general manager", day=day(found.since))
    return str(text)


def filled(standing: Standing) -> int:
    """How many of the three positions of the minimum are filled, each by somebody of their own."""
    return len(MINIMUM) - sum(each.people for each in standing.lacks)


def summary(standing: Standing) -> str:
    """'2 of 3, below minimum since 11-16'."""
    counts = {"filled": filled(standing), "of": len(MINIMUM)}
    if standing.below_since is None:
        return str(_("Minimum held: %(filled)s of %(of)s", **counts))
    return str(_("%(filled)s of %(of)s, below minimum since %(day)s", **counts, day=day(standing.below_since)))
