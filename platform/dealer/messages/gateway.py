"""The way out to customers' mobiles: one small protocol, and a gateway that takes signed JSON over HTTP.

docs/text-messages.md says it to whoever builds the other side. Neither numbers nor texts are ever logged, nor do they
stand in an error's words: those go into the outbox and into Redis.
"""

import hashlib
import hmac
import http.client
import json
import re
import ssl
import uuid
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from backbone.clock import now
from backbone.config import Settings

SCHEME = "SANQI-HMAC-SHA256"
PATIENCE = 10.0
"""Seconds for connecting, and for each part of the answer."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MOST_OF_AN_ANSWER = 64 * 1024
TRY_AGAIN = frozenset({408, 425, 429})
"""Refusals by their number that are meant for this moment only."""

_SHORT = re.compile(r"[\x21-\x7e]{1,100}")


class GatewayAwayError(Exception):
    """Nobody knows whether the gateway took it: try again, with the same key."""


@dataclass(frozen=True)
class Accepted:
    """The gateway will send it. `gateway_id` is its own name for the message, where it gave one."""

    gateway_id: str | None


@dataclass(frozen=True)
class Refused:
    """The gateway will never send it. `code` is short and for programs, such as `http_422`."""

    code: str


class Gateway(Protocol):
    """What sends text messages."""

    def send(self, *, key: uuid.UUID, number: str, text: str) -> Accepted | Refused:
        """Hand one message over; the same `key` again is the same message. Raises GatewayAwayError."""


@dataclass(frozen=True)
class SignedHttpGateway:
    """`POST url` with JSON, signed by HMAC-SHA256. Redirects are not followed: a signature is for one address."""

    url: str
    key_id: str
    secret: str = field(repr=False)
    patience: float = PATIENCE

    def send(self, *, key: uuid.UUID, number: str, text: str) -> Accepted | Refused:
        """See `Gateway`."""
        body = json.dumps({"number": number, "text": text}, ensure_ascii=False).encode()
        try:
            status, answer = self._post(body, self._headers(key, body))
        except (OSError, http.client.HTTPException) as error:
            raise GatewayAwayError(type(error).__name__) from None
        if 200 <= status < 300:
            return Accepted(_id_in(answer))
        if 400 <= status < 500 and status not in TRY_AGAIN:
            return Refused(f"http_{status}")
        raise GatewayAwayError(f"http_{status}")

    def _headers(self, key: uuid.UUID, body: bytes) -> dict[str, str]:
        timestamp, digest = str(int(now().timestamp())), hashlib.sha256(body).hexdigest()
        signed = signature(
            self.secret, path=_path(urlsplit(self.url)), timestamp=timestamp, key=str(key), digest=digest
        )
        return {
            "Content-Type": "application/json",
            "Idempotency-Key": str(key),
            "X-Sanqi-Key-Id": self.key_id,
            "X-Sanqi-Timestamp": timestamp,
            "X-Sanqi-Content-SHA256": digest,
            "X-Sanqi-Signature": signed,
        }

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        connection = _connection(parts, self.patience)
        try:
            connection.request("POST", _path(parts), body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_OF_AN_ANSWER)
        finally:
            connection.close()


def signature(secret: str, *, path: str, timestamp: str, key: str, digest: str) -> str:
    """HMAC-SHA256, in hex, over what must not be changed on the way; `path` includes the query."""
    signed = "\n".join((SCHEME, "POST", path, timestamp, key, digest))
    return hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()


def _connection(parts: SplitResult, patience: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=patience, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=patience)


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _id_in(answer: bytes) -> str | None:
    try:
        named = json.loads(answer).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    return str(named) if isinstance(named, str | int) and _SHORT.fullmatch(str(named)) else None


# --- this process's gateway -------------------------------------------------------------------------------------------

_gateway: Gateway | None = None


def use_gateway(gateway: Gateway | None) -> None:
    """What this process sends text messages by; None: they are copied and marked as sent by hand."""
    global _gateway  # noqa: PLW0603 - one gateway a process, set at start
    _gateway = gateway


def find_gateway() -> Gateway | None:
    """This process's gateway."""
    return _gateway


def gateway_of(settings: Settings) -> Gateway | None:
    """The gateway of these settings; None where they name none, or only half of one (`sanqi check` says which half)."""
    if not settings.sms_url or gateway_faults(settings):
        return None
    return SignedHttpGateway(settings.sms_url, settings.sms_key_id, settings.sms_secret)


def gateway_faults(settings: Settings) -> list[str]:
    """What is wrong with these settings' gateway, a sentence each; no gateway at all is nothing wrong."""
    given = {
        "SANQI_SMS_URL": settings.sms_url,
        "SANQI_SMS_KEY_ID": settings.sms_key_id,
        "SANQI_SMS_SECRET": settings.sms_secret,
    }
    if not any(given.values()):
        return []
    faults = [f"{name} is not set" for name, value in given.items() if not value]
    if settings.sms_url and (fault := _fault_of(settings.sms_url)):
        faults.append(fault)
    if settings.sms_key_id and not _SHORT.fullmatch(settings.sms_key_id):
        faults.append("SANQI_SMS_KEY_ID must be 1 to 100 printable ASCII characters without spaces")
    return faults


def _fault_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "SANQI_SMS_URL is no address"
    if not host or not url.isascii() or any(letter.isspace() for letter in url) or parts.username is not None:
        return "SANQI_SMS_URL is no address, or names a user in it"
    if parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK):
        return ""
    return "SANQI_SMS_URL must be https; http only to this machine itself"
