"""Sessions: opened, kept alive, given a new token, ended."""

import datetime as dt
import uuid

from sqlalchemy import Update, delete, update

from backbone.clock import now
from backbone.db.unit_of_work import current, unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.signin import rules
from tenants.signin.models import SignInCode, SignInSession, SignInStep
from tenants.signin.queries import LiveSession

SESSION_ENDED = event_type("session.ended")


def open_session(place: SignInCode | SignInStep, account_id: uuid.UUID, browser: str) -> tuple[str, SignInSession]:
    """A fresh session, in the door's running unit of work, and its token."""
    token = rules.new_token()
    session = SignInSession(
        token_hash=rules.token_hash(token),
        id=uuid7(),
        side=place.side,
        tenant_id=place.tenant_id,
        network_id=place.network_id,
        account_id=account_id,
        place=place.place,
        browser=browser,
    )
    current().add(session)
    return token, session


def mark_seen(session: LiveSession, at: dt.datetime) -> None:
    """Keep a session alive; one write in five minutes is exact enough."""
    if at - session.last_seen_at > rules.SEEN_EVERY:
        seen = update(SignInSession).where(SignInSession.token_hash == session.token_hash).values(last_seen_at=at)
        current().execute(seen)


def end_session(session_id: uuid.UUID, *, by: Actor) -> None:
    """End one of a person's own sessions, on record; anybody else's is left alone."""
    with unit_of_work(Acting.door()) as door:
        ending = _ending(by.tenant_id, by.account_id).where(SignInSession.id == session_id)
        ended = door.execute(ending.returning(SignInSession.id)).scalar()
    if ended is not None:
        record(SESSION_ENDED, by=by, about="session", about_id=session_id)


def renew_token(session_id: uuid.UUID, *, by: Actor) -> str:
    """A fresh token for one's own session; the one that the browser held opens nothing any more, whoever copied it."""
    token = rules.new_token()
    mine = (SignInSession.tenant_id == by.tenant_id, SignInSession.account_id == by.account_id)
    renewing = update(SignInSession).where(*mine, SignInSession.id == session_id)
    with unit_of_work(Acting.door()) as door:
        door.execute(renewing.values(token_hash=rules.token_hash(token)))
    return token


def end_other_sessions(keep: uuid.UUID | None, *, tenant_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """End all of a person's sessions but one: after a new password, whoever had stolen one is out.

    Whoever is between password and code begins again.
    """
    steps = (SignInStep.tenant_id == tenant_id, SignInStep.account_id == account_id)
    with unit_of_work(Acting.door()) as door:
        statement = _ending(tenant_id, account_id)
        door.execute(statement.where(SignInSession.id != keep) if keep else statement)
        door.execute(delete(SignInStep).where(*steps))


def _ending(tenant_id: uuid.UUID, account_id: uuid.UUID | None) -> Update:
    return (
        update(SignInSession)
        .where(
            SignInSession.tenant_id == tenant_id,
            SignInSession.account_id == account_id,
            SignInSession.ended_at.is_(None),
        )
        .values(ended_at=now())
    )
