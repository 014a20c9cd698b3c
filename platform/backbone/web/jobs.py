"""Jobs of the web edge."""

import datetime as dt

from sqlalchemy import text

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.jobs.registry import job

FORGET_FORM_KEYS = "web.forget_form_keys"
KEPT = dt.timedelta(days=7)
"""How long a form that lies open in a browser, or a POST with a key, is still told from one that was sent."""

_FORGET = text("""
DELETE FROM app.form_keys AS key
WHERE key.used_at < :before
  AND key.tenant_id IN (
      SELECT stores.tenant_id FROM app.stores AS stores WHERE stores.network_id = :network
      UNION ALL SELECT CAST(:network AS uuid)
  )
""")


@job(FORGET_FORM_KEYS)
def forget_form_keys(business_date: str) -> None:
    """As batch: keys of requests to headquarters and all its stores that are a week old."""
    current().execute(_FORGET, {"before": now() - KEPT, "network": acting().network_id})
