"""Rules of names and passwords, and their hashing: argon2id at 19 MiB, a semaphore against floods."""

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_PASSWORD = 10
MAX_PASSWORD = 200
EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = threading.BoundedSemaphore(4)
_nobodys_hash = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt."""
    with _at_once:
        return _hasher.hash(password)


def password_fits(password: str, stored: str | None) -> bool:
    """Whether a password fits a stored hash. For an unknown name (None) it takes the same time and says no."""
    try:
        with _at_once:
            _hasher.verify(stored or _nobodys_hash, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def one_time_password() -> str:
    """Shown once to whoever opens an account: three groups of four, without letters and digits that look alike."""
    groups = ("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def normal_username(username: str) -> str:
    """User names are compared without case and outer spaces."""
    return username.strip().lower()
