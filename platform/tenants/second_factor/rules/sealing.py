"""How secrets lie in the database: AES-256-GCM under a key made of the installation's secret (ADR 0007)."""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_cipher: AESGCM | None = None


def use_secret_key(secret_key: str) -> None:
    """Seal under this key from now on; each process says it once."""
    global _cipher  # noqa: PLW0603 - one key a process, as one database
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sanqi second factor 1").derive(secret_key.encode())
    _cipher = AESGCM(key)


def sealed(secret: str, account_id: uuid.UUID) -> bytes:
    """The secret, unreadable without the key, and in nobody else's row."""
    nonce = os.urandom(_NONCE)
    return nonce + _key().encrypt(nonce, secret.encode(), account_id.bytes)


def opened(kept: bytes, account_id: uuid.UUID) -> str | None:
    """The secret again; None when it was sealed under another key or for somebody else."""
    try:
        return _key().decrypt(kept[:_NONCE], kept[_NONCE:], account_id.bytes).decode()
    except InvalidTag:
        return None


def _key() -> AESGCM:
    if _cipher is None:
        raise RuntimeError("tenants.second_factor has no key: use_secret_key() has not been called")
    return _cipher
