"""Seals (REP-4): what a hash is made of. Change nothing here: what was sealed must verify for ever.

A line's personal fields enter as a hash salted for that line, so that erasing value and salt leaves the seal whole.
The report's hash is keyed, and the key lies outside the database: nobody with the database alone can make another.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

NO_REPORT_BEFORE = ""
VERSION = 1


def canonical(value: Any) -> bytes:
    """One way to write a JSON value: keys in order, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def personal_hash(salt: str, personal: dict[str, Any]) -> str:
    """Of a line's personal fields, with its own salt (hex)."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(personal)).hexdigest()


def line_hash(number: int, facts: dict[str, Any], hash_of_personal: str) -> str:
    """Of a whole line."""
    return hashlib.sha256(canonical([VERSION, number, facts, hash_of_personal])).hexdigest()


def report_hash(key: bytes, head: dict[str, Any], lines: Sequence[str], rest: dict[str, Any]) -> str:
    """Of a whole report: `head`, its lines' hashes in order, and the `rest`, which binds it to its place in the chain:
    store, number, previous hash, signatures with their times, instructions, the moment."""
    return hmac.new(key, canonical([VERSION, head, list(lines), rest]), hashlib.sha256).hexdigest()


def chain_mac(key: bytes, tenant_id: str, number: int, last_hash: str) -> str:
    """Under which a store's chain ends."""
    return hmac.new(key, canonical(["end", VERSION, tenant_id, number, last_hash]), hashlib.sha256).hexdigest()


def key_id(key: bytes) -> str:
    """Which key it was, without telling the key."""
    return hashlib.sha256(b"sanqi seal key" + key).hexdigest()[:16]
