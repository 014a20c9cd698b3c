"""Codes of a device (RFC 6238: six digits, SHA-1, 30 seconds, as every app knows them) and recovery codes."""

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets
import unicodedata
import uuid

import pyotp

ISSUER = "Sanqi"
STEP = 30
DRIFT = 1
"""Steps that a device's clock may be fast or slow."""

BEGUN_ENDS = dt.timedelta(minutes=30)
"""How long a secret that was shown waits for its first code."""

RECOVERY_CODES = 10

_DIGITS = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(r"[a-z2-7]{16}")


def new_secret() -> str:
    """160 random bits in base32, as apps want them."""
    return pyotp.random_base32()


def address_of(secret: str, who: str) -> str:
    """The otpauth:// address that an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name=ISSUER)


def in_fours(secret: str) -> str:
    """Easier to type."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_now(at: dt.datetime) -> int:
    """The number of the running step."""
    return int(at.timestamp()) // STEP


def step_of(code: str, secret: str, at: dt.datetime) -> int | None:
    """The step whose code this is: the running one, or one beside it; None when it is none of them."""
    typed = plain(code)
    if not _DIGITS.fullmatch(typed):
        return None
    device, here = pyotp.TOTP(secret), step_now(at)
    fitting = [
        step
        for step in range(here + DRIFT, here - DRIFT - 1, -1)
        if hmac.compare_digest(device.generate_otp(step), typed)
    ]
    return fitting[0] if fitting else None


def plain(code: str) -> str:
    """As it is compared: full-width signs (of a Chinese keyboard), blanks, hyphens and capitals make no difference."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)).lower()


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 random bits each: too many to be guessed from their hashes."""
    made = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in made]


def recovery_hash(code: str, account_id: uuid.UUID) -> bytes | None:
    """What the database holds of a recovery code; None for what can't be one."""
    typed = plain(code)
    return hashlib.sha256(account_id.bytes + typed.encode()).digest() if _RECOVERY.fullmatch(typed) else None
