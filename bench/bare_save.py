"""The limit of saving: who is asking, one row updated, two lines of JSON. And the naive way: the whole form again."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, abort, jsonify, request
from sqlalchemy import Connection, event, select, text
from sqlalchemy.orm import Session

from backbone.clock import now
from backbone.isolation.acting import Acting
from bench.bare_web import app, engine, me, opening
from dealer.callbacks.models import Callback, CallSheet, StoredAnswer, StoredAttempt
from dealer.customers.models import Customer, CustomerPhone, Vehicle
from dealer.workshop.models import RepairOrder
from frontend.door.cookies import TOKEN_COOKIE
from tenants.people.models import Account, PositionHolding
from tenants.signin.models import SignInSession
from tenants.signin.rules import token_hash

_SESSION = text("""
SELECT s.account_id FROM app.sign_in_sessions AS s WHERE s.token_hash = :hash AND s.ended_at IS NULL
""")
_POSITIONS = text("""
SELECT h.position FROM app.position_holdings AS h WHERE h.tenant_id = :tenant AND h.account_id = :account
""")
_UPDATE = text("""
UPDATE app.answers SET number = :value, answered_at = :at, account_id = :account
 WHERE tenant_id = :tenant AND callback_id = :callback AND question = :question
""")
_FORM = """<!doctype html><title>Call</title><h1>{{ customer.name }} {{ car.plate }} {{ order.number }}</h1>
{% for phone in phones %}<p>{{ phone.number }}</p>{% endfor %}<form method="post">
{% for each in answers %}<p>{{ each.question }} <input name="{{ each.question }}" value="{{ each.number }}">
{{ each.answered_at }}</p>{% endfor %}{% for each in attempts %}<p>{{ each.at }} {{ each.outcome }}</p>{% endfor %}
<textarea name="note">{{ sheet.note if sheet }}</textarea><button>Save</button></form>"""
_form = app.jinja_env.from_string(_FORM)
_door = Acting.door().opening_statement()


@app.put("/answers/<uuid:callback>/<question>")
def bare_save(callback: uuid.UUID, question: str) -> Response:
    """One row, by somebody who is signed in and holds a position."""
    with _as(_door) as door:
        account = door.execute(_SESSION, {"hash": token_hash(request.cookies[TOKEN_COOKIE])}).scalar()
    with _as(opening) as connection:
        values: dict[str, Any] = {"tenant": me.tenant_id, "account": account, "callback": callback}
        if not connection.execute(_POSITIONS, values).all():
            abort(403)
        values |= {"question": question, "value": request.json["value"], "at": now()}
        if connection.execute(_UPDATE, values).rowcount != 1:
            abort(404)
    return jsonify(saved_at=values["at"].isoformat())


@app.post("/calls/<uuid:callback>")
def naive_save(callback: uuid.UUID) -> str:
    """Everything is loaded, everything is written, and everything is loaded again for the page."""
    with Session(engine) as session:
        event.listen(session, "after_begin", lambda _session, _begun, to: to.exec_driver_sql(_door))
        person = session.get(SignInSession, token_hash(request.cookies[TOKEN_COOKIE]))
    with Session(engine) as session:
        event.listen(session, "after_begin", lambda _session, _begun, to: to.exec_driver_sql(opening))
        assert person is not None
        account = session.get(Account, (me.tenant_id, person.account_id))
        session.scalars(select(PositionHolding).where(PositionHolding.account_id == person.account_id)).all()
        assert account is not None
        known = {each.question: each for each in _whole(session, callback)["answers"]}
        for question, value in request.json.items():
            _write(session, callback, question, value, account.id, known)
        session.commit()
        session.expire_all()
        page = _form.render(**_whole(session, callback))
        session.commit()
    return page


def _write(
    session: Session, callback: uuid.UUID, question: str, value: int, by: uuid.UUID, known: dict[str, StoredAnswer]
) -> None:
    row = known.get(question)
    if row is None:
        row = StoredAnswer(
            tenant_id=me.tenant_id, callback_id=callback, question=question, applies=True, reasons=[], apologised=False
        )
        session.add(row)
    row.number, row.account_id, row.answered_at = value, by, dt.datetime.now(dt.UTC)


def _whole(session: Session, callback: uuid.UUID) -> dict[str, Any]:
    call = session.get(Callback, (me.tenant_id, callback))
    assert call is not None

    def all_of(kind: Any, **known: object) -> Any:
        return session.scalars(select(kind).filter_by(tenant_id=me.tenant_id, **known)).all()

    return {
        "customer": session.get(Customer, (me.tenant_id, call.customer_id)),
        "car": session.get(Vehicle, (me.tenant_id, call.vehicle_id)),
        "order": session.get(RepairOrder, (me.tenant_id, call.repair_order_id)),
        "phones": all_of(CustomerPhone, customer_id=call.customer_id),
        "sheet": next(iter(all_of(CallSheet, callback_id=callback)), None),
        "answers": all_of(StoredAnswer, callback_id=callback),
        "attempts": all_of(StoredAttempt, callback_id=callback),
    }


@contextmanager
def _as(said: str) -> Iterator[Connection]:
    with engine.begin() as connection:
        connection.exec_driver_sql(said)
        yield connection
