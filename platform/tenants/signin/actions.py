"""Signing in and out. Each step is a unit of work of its own: what was tried must survive a refusal."""

import datetime as dt
import uuid

from sqlalchemy import Update, case, update
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import ConflictError, DomainError, TooManyRequestsError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from tenants.access.interface import Actor, Side
from tenants.audit_trail.interface import event_type, record
from tenants.people.interface import Account, find_account_to_sign_in, password_fits
from tenants.signin import rules
from tenants.signin.models import SignInCode, SignInSession, SignInThrottle
from tenants.signin.queries import LiveSession, find_code

SIGNED_IN = event_type("signed_in", "browser")
SESSION_ENDED = event_type("session.ended")
SIGN_IN_REFUSED = event_type("sign_in_refused", "browser")


class SignInRefusedError(DomainError):
    """Code, name or password is wrong; which one is not told."""

    status = 401
    code = "sign_in_refused"
    message = _l("Code, user name or password is not right.")


class CodeTakenError(ConflictError):
    """Sign-in codes are unique over networks and stores."""

    code = "code_taken"
    message = _l("The code %(value)s is taken.")


def open_way_in(*, code: str, side: Side, tenant_id: uuid.UUID, network_id: uuid.UUID, place: str) -> None:
    """Let people of a tenant sign in with `code`. Raises CodeTakenError, whoever has the code."""
    row = {"code": code, "side": side, "tenant_id": tenant_id, "network_id": network_id, "place": place}
    made = current().execute(insert(SignInCode).values(row).on_conflict_do_nothing().returning(SignInCode.code))
    if made.scalar() is None:
        raise CodeTakenError(value=code)


def rename_way_in(network_id: uuid.UUID, *, old: str, new: str, place: str) -> None:
    """Headquarters' own code and name change."""
    current().execute(
        update(SignInCode)
        .where(SignInCode.network_id == network_id, SignInCode.code == old)
        .values(code=new, place=place)
    )


def sign_in(*, code: str, username: str, password: str, browser: str, address: str) -> tuple[str, SignInSession]:
    """A fresh session and its token. Raises SignInRefusedError, TooManyRequestsError.

    The try is counted and committed before the password is looked at; when it can't be counted, nobody gets in (R13).
    """
    name = f"{rules.normal_code(code)}/{username.strip().lower()}"
    # The address first: one that is blocked adds no row for each name it makes up.
    _count_try("address", address, rules.TRIES_PER_ADDRESS)
    _count_try("name", name, rules.TRIES_PER_NAME)
    with unit_of_work(Acting.door()):
        place = find_code(code)
    account = _account_that_fits(place, username, password, browser)
    if place is None or account is None:
        raise SignInRefusedError
    return _open_session(place, account, browser, throttled_as=name)


def _account_that_fits(place: SignInCode | None, username: str, password: str, browser: str) -> Account | None:
    if place is None:
        password_fits(password, None)
        return None
    with unit_of_work(_acting_in(place)):
        account = find_account_to_sign_in(username)
        fits = password_fits(password, account.password_hash if account else None)
        # A name that nobody has is put on record as well: what is written takes time, and would tell which names are.
        known = account.id if account else None
        actor = Actor(account.name if account else "", Side(place.side), place.tenant_id, place.network_id, known)
        record(SIGNED_IN if fits else SIGN_IN_REFUSED, by=actor, about="account", about_id=known, browser=browser)
        return account if fits else None


def _acting_in(place: SignInCode) -> Acting:
    if place.side == Side.STORE:
        return Acting.store(place.tenant_id, place.network_id)
    return Acting.headquarters(place.network_id)


def _open_session(place: SignInCode, account: Account, browser: str, *, throttled_as: str) -> tuple[str, SignInSession]:
    token = rules.new_token()
    with unit_of_work(Acting.door()) as door:
        session = SignInSession(
            token_hash=rules.token_hash(token),
            id=uuid7(),
            side=place.side,
            tenant_id=place.tenant_id,
            network_id=place.network_id,
            account_id=account.id,
            place=place.place,
            browser=browser,
        )
        door.add(session)
        forgiven = door.get(SignInThrottle, rules.throttle_key("name", throttled_as))
        if forgiven is not None:
            door.delete(forgiven)
    return token, session


def _count_try(what: str, value: str, limit: int) -> None:
    at = now()
    fresh = SignInThrottle.window_started_at < at - rules.WINDOW
    statement = insert(SignInThrottle).values(key_hash=rules.throttle_key(what, value), window_started_at=at, tries=1)
    statement = statement.on_conflict_do_update(
        index_elements=["key_hash"],
        set_={
            "tries": case((fresh, 1), else_=SignInThrottle.tries + 1),
            "window_started_at": case((fresh, at), else_=SignInThrottle.window_started_at),
        },
    )
    with unit_of_work(Acting.door()) as door:
        returned = statement.returning(SignInThrottle.tries, SignInThrottle.window_started_at)
        tries, started = door.execute(returned).one()
    if tries > limit:
        raise TooManyRequestsError(retry_after=rules.seconds_left(started, at))


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


def count_password_try(account_id: uuid.UUID) -> None:
    """Before an old password is looked at: whoever holds a session guesses no oftener than a stranger (R13).

    Raises TooManyRequestsError.
    """
    _count_try("password", str(account_id), rules.TRIES_PER_NAME)


def renew_token(session_id: uuid.UUID, *, by: Actor) -> str:
    """A fresh token for one's own session; the one that the browser held opens nothing any more, whoever copied it."""
    token = rules.new_token()
    mine = (SignInSession.tenant_id == by.tenant_id, SignInSession.account_id == by.account_id)
    renewing = update(SignInSession).where(*mine, SignInSession.id == session_id)
    with unit_of_work(Acting.door()) as door:
        door.execute(renewing.values(token_hash=rules.token_hash(token)))
    return token


def end_other_sessions(keep: uuid.UUID | None, *, tenant_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """End all of a person's sessions but one: after a new password, whoever had stolen one is out."""
    with unit_of_work(Acting.door()) as door:
        statement = _ending(tenant_id, account_id)
        door.execute(statement.where(SignInSession.id != keep) if keep else statement)


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
