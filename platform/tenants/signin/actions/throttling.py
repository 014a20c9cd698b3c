"""Counting tries before they are looked at; when they can't be counted, nobody gets in (R13)."""

import datetime as dt
import uuid

from sqlalchemy import case, delete
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import current, unit_of_work
from backbone.errors import TooManyRequestsError
from backbone.isolation.acting import Acting
from tenants.signin import rules
from tenants.signin.models import SignInThrottle


def count_try(what: str, value: str, limit: int, window: dt.timedelta = rules.WINDOW) -> None:
    """One more try, committed before anything is looked at. Raises TooManyRequestsError past the limit."""
    at = now()
    fresh = SignInThrottle.window_started_at < at - window
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
        raise TooManyRequestsError(retry_after=rules.seconds_left(started, at, window))


def forgive(*keys: bytes) -> None:
    """Somebody proved who they are: what they tried before counts no more. In the door's running unit of work."""
    current().execute(delete(SignInThrottle).where(SignInThrottle.key_hash.in_(keys)))


def forgive_at_once(*keys: bytes) -> None:
    """As `forgive`, in a unit of work of its own."""
    with unit_of_work(Acting.door()):
        forgive(*keys)


def count_verification(address: str) -> None:
    """Before a report's code is looked up: who guesses codes is slowed like who guesses passwords (R13).

    Raises TooManyRequestsError.
    """
    count_try("verification", address, rules.TRIES_PER_ADDRESS)


def count_password_try(account_id: uuid.UUID) -> None:
    """Before an old password is looked at: whoever holds a session guesses no oftener than a stranger (R13).

    Raises TooManyRequestsError.
    """
    count_try("password", str(account_id), rules.TRIES_PER_NAME)


def count_code_try(account_id: uuid.UUID) -> None:
    """Before a code is looked at, wherever it was typed in. Raises TooManyRequestsError.

    A million codes are few: over days the quarter of an hour alone would let too many through.
    """
    count_try("code", str(account_id), rules.TRIES_PER_CODE)
    count_try("codes of a day", str(account_id), rules.CODES_PER_DAY, rules.DAY)


def code_keys(account_id: uuid.UUID) -> tuple[bytes, bytes]:
    """Where `count_code_try` counts."""
    return rules.throttle_key("code", str(account_id)), rules.throttle_key("codes of a day", str(account_id))
