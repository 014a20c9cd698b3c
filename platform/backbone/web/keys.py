"""Keys that requests carry, so that sending one again has no second effect (R10).

A key is taken in the request's own transaction: whoever comes second waits for the first one's commit, then gets the
first one's answer. When the request is refused, the key is free again with everything else that was undone.
"""

import hashlib
import hmac
import json
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request
from flask_login import current_user
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.errors import DomainError
from backbone.i18n import lazy_gettext as _l
from backbone.web.models import FormKey

FIELD = "_once"
OF_THE_FORM_ALONE = {FIELD, "csrf_token"}
CHUNK = 1 << 20


class KeyUsedError(DomainError):
    """The same key with another body, address or person (422)."""

    code = "key_used"
    message = _l("This was sent before, with something else in it. Reload the page and send it again.")


@dataclass(frozen=True)
class Answer:
    """What the first request with a key was answered; a page's is where it led."""

    status: int
    location: str | None
    body: bytes


def take(key: uuid.UUID) -> Answer | None:
    """None when the key is this request's now; else the answer of the one that had it. Raises KeyUsedError."""
    tenant, mine = acting().tenant_id, _fingerprint()
    row = {"tenant_id": tenant, "id": key, "request_hash": mine, "used_at": now()}
    taken = current().execute(insert(FormKey).values(row).on_conflict_do_nothing().returning(FormKey.id))
    if taken.scalar() is not None:
        return None
    told = (FormKey.request_hash, FormKey.status, FormKey.location, FormKey.body)
    there = current().execute(select(*told).where(FormKey.tenant_id == tenant, FormKey.id == key)).one_or_none()
    # Forgotten between the two statements: a week-old key is as good as unknown.
    if there is None or not hmac.compare_digest(there.request_hash, mine):
        raise KeyUsedError
    return Answer(there.status or 200, there.location, zlib.decompress(there.body) if there.body else b"")


def remember(key: uuid.UUID, answer: Answer) -> None:
    """Keep the answer to a request whose key was taken, packed small."""
    mine = (FormKey.tenant_id == acting().tenant_id, FormKey.id == key)
    body = zlib.compress(answer.body) if answer.body else None
    kept = {"status": answer.status, "location": answer.location, "body": body}
    current().execute(update(FormKey).where(*mine).values(**kept))


def _fingerprint() -> bytes:
    """Who asks for what, where. Keyed by our secret: a form may hold a password, and this is a quick hash."""
    hashed = hmac.new(str(current_app.config["SECRET_KEY"]).encode(), digestmod=hashlib.sha256)
    for part in (request.method, request.full_path, str(current_user.get_id())):
        hashed.update(json.dumps(part).encode())
    for chunk in _body():
        hashed.update(chunk)
    return hashed.digest()


def _body() -> Iterator[bytes]:
    if not (request.form or request.files):
        yield request.get_data()
        return
    # As it was read, not as it was sent: two sendings of one form are cut at other boundaries.
    for name, value in request.form.items(multi=True):
        if name not in OF_THE_FORM_ALONE:
            yield json.dumps([name, value]).encode()
    for name, file in request.files.items(multi=True):
        yield json.dumps([name, file.filename]).encode()
        while chunk := file.stream.read(CHUNK):
            yield chunk
        file.stream.seek(0)
