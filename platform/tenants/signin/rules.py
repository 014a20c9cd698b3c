"""Rules of sessions and of the throttle, without a database."""

import datetime as dt
import hashlib
import secrets

IDLE_END = dt.timedelta(hours=12)
"""A caller's day, breaks included; after it a session that nobody used is over."""

ABSOLUTE_END = dt.timedelta(days=7)
"""However busy, a session ends after this."""

SEEN_EVERY = dt.timedelta(minutes=5)
"""How exactly `last_seen_at` is kept: one write in so many minutes, not one a page."""

WINDOW = dt.timedelta(minutes=15)
TRIES_PER_NAME = 10
TRIES_PER_ADDRESS = 200
"""A store's staff share one address; a sprayed attack comes from few."""

TRIES_PER_CODE = 5
"""Of a second factor, in one window: three of a million codes fit at any moment."""

DAY = dt.timedelta(days=1)
CODES_PER_DAY = 30
"""Wrong codes of one person in a day, whoever types them."""

STEP_END = dt.timedelta(minutes=5)
"""From the password to the code."""


def new_token() -> str:
    """What the browser holds: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What the database holds."""
    return hashlib.sha256(token.encode()).digest()


def throttle_key(what: str, value: str) -> bytes:
    """The throttle counts hashes, so that its table is no list of names and addresses."""
    return hashlib.sha256(f"{what}:{value}".encode()).digest()


def is_over(created_at: dt.datetime, last_seen_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether a session has ended by age or by silence."""
    return at - created_at > ABSOLUTE_END or at - last_seen_at > IDLE_END


def seconds_left(window_started_at: dt.datetime, at: dt.datetime, window: dt.timedelta = WINDOW) -> int:
    """Seconds until the throttle's window is over, at least 1."""
    return max(1, round((window_started_at + window - at).total_seconds()))


def normal_code(code: str) -> str:
    """Codes are upper case, with hyphens, without outer spaces."""
    return code.strip().upper()
