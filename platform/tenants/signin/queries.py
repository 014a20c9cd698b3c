"""Reads behind the door; all of them run as the door role."""

import datetime as dt
import uuid
from typing import NamedTuple

from sqlalchemy import select, text

from backbone.clock import now
from backbone.db.unit_of_work import current
from tenants.signin.models import SignInCode, SignInSession, SignInStep
from tenants.signin.rules import ABSOLUTE_END, IDLE_END, STEP_END, is_over, normal_code, token_hash

# ruff: noqa: S608 - names of columns are our own, values are bound


def find_code(code: str) -> SignInCode | None:
    """What an open code means."""
    query = select(SignInCode).where(SignInCode.code == normal_code(code), SignInCode.closed_at.is_(None))
    return current().scalar(query)


def find_place(tenant_id: uuid.UUID) -> SignInCode | None:
    """Where a tenant belongs, by its own code; closed ones too."""
    query = select(SignInCode).where(SignInCode.tenant_id == tenant_id).order_by(SignInCode.code).limit(1)
    return current().scalar(query)


class LiveSession(NamedTuple):
    """A session that holds, as every request asks for it."""

    token_hash: bytes
    id: uuid.UUID
    side: str
    tenant_id: uuid.UUID
    network_id: uuid.UUID
    account_id: uuid.UUID
    place: str
    created_at: dt.datetime
    last_seen_at: dt.datetime


# As text: it costs every page a third of what the ORM takes for it (P4).
_LIVE = text(f"""
SELECT {", ".join(f"s.{name}" for name in LiveSession._fields)} FROM app.sign_in_sessions AS s
 WHERE s.token_hash = :token_hash AND s.ended_at IS NULL
""")


def find_live_session(token: str) -> LiveSession | None:
    """The session of a token, unless it ended by sign-out, age or silence."""
    row = current().execute(_LIVE, {"token_hash": token_hash(token)}).one_or_none()
    if row is None or is_over(row.created_at, row.last_seen_at, now()):
        return None
    return LiveSession(*row)


def find_live_step(token: str) -> SignInStep | None:
    """Whose password was right a moment ago."""
    fresh = (SignInStep.token_hash == token_hash(token), SignInStep.created_at > now() - STEP_END)
    return current().scalar(select(SignInStep).where(*fresh))


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
