"""Handing over to headquarters how the store's staffing stands (HQ-4, ORG-3)."""

from backbone.clock import now
from oem.staffing.interface import hand_over
from tenants.calendar.interface import store_day
from tenants.staffing.interface import get_store_staffing, standing_on
from tenants.stores.interface import get_own_store


def hand_over_staffing() -> None:
    """As a store: today's standing, over what was handed over of today before."""
    standing = standing_on(get_store_staffing().rules, store_day(now()))
    hand_over(standing, region_id=get_own_store().region_id)
