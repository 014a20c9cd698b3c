"""Reads behind the door; all of them run as the door role."""

import uuid

from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import current
from tenants.signin.models import SignInCode, SignInSession
from tenants.signin.rules import ABSOLUTE_END, IDLE_END, is_over, normal_code, token_hash


def find_code(code: str) -> SignInCode | None:
    """What an open code means."""
    query = select(SignInCode).where(SignInCode.code == normal_code(code), SignInCode.closed_at.is_(None))
    return current().scalar(query)


def find_live_session(token: str) -> SignInSession | None:
    """The session of a token, unless it ended by sign-out, age or silence."""
    session = current().get(SignInSession, token_hash(token))
    if session is None or session.ended_at or is_over(session.created_at, session.last_seen_at, now()):
        return None
    return session


def list_live_sessions(tenant_id: uuid.UUID, account_id: uuid.UUID) -> list[SignInSession]:
    """A person's sessions that still hold, the newest first."""
    query = (
        select(SignInSession)
        .where(
            SignInSession.tenant_id == tenant_id,
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
            SignInSession.last_seen_at > now() - IDLE_END,
            SignInSession.created_at > now() - ABSOLUTE_END,
        )
        .order_by(SignInSession.created_at.desc(), SignInSession.id)
    )
    return list(current().scalars(query))


def find_only_network(*, at_least_one: bool = False) -> SignInCode | None:
    """Headquarters' code when there is exactly one network (or, with `at_least_one`, any network at all)."""
    found = list(current().scalars(select(SignInCode).where(SignInCode.side == "hq").limit(2)))
    return found[0] if len(found) == 1 or (found and at_least_one) else None


def list_networks() -> list[SignInCode]:
    """Headquarters of every network, by code."""
    return list(current().scalars(select(SignInCode).where(SignInCode.side == "hq").order_by(SignInCode.code)))
