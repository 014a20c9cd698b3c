"""Jobs of sign-in."""

import datetime as dt

from sqlalchemy import delete

from backbone.clock import now
from backbone.db.unit_of_work import acting, current, unit_of_work
from backbone.isolation.acting import Acting
from backbone.jobs.registry import job
from tenants.signin.models import SignInSession, SignInStep, SignInThrottle
from tenants.signin.rules import ABSOLUTE_END, STEP_END

FORGET_SESSIONS = "signin.forget_sessions"
KEPT = dt.timedelta(days=30)
"""How long a session that is over can still be looked at; a throttle's window is much shorter."""


@job(FORGET_SESSIONS)
def forget_sessions(business_date: str) -> None:
    """As batch, for one network: sessions that have been over for a month, throttles nobody feels, steps.

    What lies behind the door is the door's: it is deleted in a small transaction of its own, and twice does no harm.
    """
    network_id, before = acting().network_id, now() - KEPT
    with unit_of_work(Acting.door()):
        over = SignInSession.created_at < before - ABSOLUTE_END
        current().execute(delete(SignInSession).where(SignInSession.network_id == network_id, over))
        mine = SignInStep.network_id == network_id
        current().execute(delete(SignInStep).where(mine, SignInStep.created_at < now() - STEP_END))
        current().execute(delete(SignInThrottle).where(SignInThrottle.window_started_at < before))
