"""One-time form keys: a double click or the back button sends a form twice; it has its effect once (R10)."""

import functools
import uuid
from collections.abc import Callable

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from backbone.web.models import FormKey

FIELD = "_once"
PageView = Callable[..., ResponseReturnValue]


def one_time_key() -> str:
    """A fresh key for one rendered form."""
    return str(uuid7())


def once(view: PageView) -> PageView:
    """For a page view that changes something and answers with a redirect.

    The key is taken in the view's own transaction: a second sender waits for the first one's commit, then is led to
    where the first one went. When the view refuses, the key is free again with everything else that was undone.
    """

    @functools.wraps(view)
    def guarded(*args: object, **kwargs: object) -> ResponseReturnValue:
        key = _key()
        if key is None:
            return view(*args, **kwargs)
        if not _take(key):
            return redirect(_location(key) or request.path, 303)
        response = make_response(view(*args, **kwargs))
        if response.status_code < 400:
            _remember(key, response.headers.get("Location"))
        return response

    return guarded


def _key() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get(FIELD, ""))
    except ValueError:
        return None


def _take(key: uuid.UUID) -> bool:
    row = {"tenant_id": acting().tenant_id, "id": key, "used_at": now()}
    taken = current().execute(insert(FormKey).values(row).on_conflict_do_nothing().returning(FormKey.id))
    return taken.scalar() is not None


def _location(key: uuid.UUID) -> str | None:
    return current().scalar(select(FormKey.location).where(FormKey.id == key))


def _remember(key: uuid.UUID, location: str | None) -> None:
    mine = (FormKey.tenant_id == acting().tenant_id, FormKey.id == key)
    current().execute(update(FormKey).where(*mine).values(location=location))
