"""Reads of customers."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from dealer.customers.models import CustomerPhone
from dealer.customers.rules.contact import Phone
from dealer.customers.rules.phone import is_mobile


def phones_of(customer_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[Phone, ...]]:
    """Every person's numbers by rank; who has none is not in it."""
    found: dict[uuid.UUID, list[Phone]] = defaultdict(list)
    theirs = (CustomerPhone.tenant_id == acting().tenant_id, CustomerPhone.customer_id.in_(customer_ids))
    columns = (CustomerPhone.customer_id, CustomerPhone.id, CustomerPhone.number, CustomerPhone.created_at)
    for row in current().execute(select(*columns).where(*theirs).order_by(CustomerPhone.rank, CustomerPhone.id)):
        found[row.customer_id].append(Phone(row.id, row.number, row.created_at, is_mobile(row.number)))
    return {customer: tuple(phones) for customer, phones in found.items()}
