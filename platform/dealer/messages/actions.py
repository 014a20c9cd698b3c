"""Every write of text messages: queueing, sending, giving up, marking as sent by hand."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from backbone.clock import now
from backbone.db.unit_of_work import acting, acting_as, current
from backbone.errors import ConflictError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.outbox.actions import must_happen_within
from dealer.customers.interface import is_mobile
from dealer.messages.gateway import Accepted, GatewayAwayError, find_gateway
from dealer.messages.models import AWAY, MessageState, TextMessage
from dealer.messages.queries import CALLBACK, UNREACHED, get_message_to_change
from dealer.messages.rules import LONGEST_TEXT, sending_time
from tenants.access.interface import Actor, platform_actor
from tenants.audit_trail.interface import event_type, record

SEND_JOB = "messages.send"

QUEUED = event_type("text.queued", "purpose")
SENT = event_type("text.sent", "purpose", "by_hand")
FAILED = event_type("text.failed", "purpose", "error")


class NoGatewayError(ConflictError):
    """This deployment sends no text messages by itself."""

    code = "no_gateway"
    message = _l("No text gateway is set up here. Copy the text, send it, and mark it as sent by hand.")


class BeingSentError(ConflictError):
    """The gateway may have taken it, and its answer was lost."""

    code = "text_being_sent"
    message = _l("The gateway is being asked just now. Look again in a few minutes, lest the customer gets it twice.")


def gateway_is_set() -> bool:
    """Whether text messages go out by themselves; else they are copied and marked as sent by hand."""
    return find_gateway() is not None


def queue_text(
    number: str, text: str, *, about: str = CALLBACK, about_id: uuid.UUID, by: Actor, purpose: str = UNREACHED
) -> TextMessage:
    """Have a message sent, in quiet hours the next morning. One a purpose and thing: again returns the first.

    `number` is in the archive's normal form. Raises NoGatewayError, InvalidError (number, text).
    """
    if not gateway_is_set():
        raise NoGatewayError
    if not is_mobile(number):
        raise InvalidError(fields={"number": [_l("Only a mobile can be sent a text message.")]})
    at = now()
    values = {"number": number, "text": _fit(text), "state": MessageState.QUEUED, "not_before": sending_time(at)}
    message, is_new = _message(about, about_id, purpose, by, at, values)
    if is_new:
        message.send_key = _hand_out(message, at)
        current().flush()
        record(QUEUED, by=by, about=about, about_id=about_id, purpose=purpose)
    return message


def mark_sent_by_hand(
    number: str | None, text: str, *, about: str = CALLBACK, about_id: uuid.UUID, by: Actor, purpose: str = UNREACHED
) -> TextMessage:
    """Somebody copied the text and sent it themselves. A message that is out already stays as it is.

    One that waits for its hour goes out no more. Raises InvalidError (text), BeingSentError.
    """
    at = now()
    values = {"number": number, "text": _fit(text), "state": MessageState.BY_HAND, "not_before": at, "sent_at": at}
    message, is_new = _message(about, about_id, purpose, by, at, values)
    if message.is_out and not is_new:
        return message
    if message.state == MessageState.QUEUED and message.tries > 0:
        raise BeingSentError
    for name, value in values.items():
        setattr(message, name, value)
    message.account_id, message.by_name = by.account_id, by.name
    current().flush()
    record(SENT, by=by, about=about, about_id=about_id, purpose=purpose, by_hand=True)
    return message


def _fit(text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidError(fields={"text": [_l("There is nothing in it yet.")]})
    if len(text) > LONGEST_TEXT:
        raise InvalidError(fields={"text": [_l("At most %(most)s characters.", most=LONGEST_TEXT)]})
    return text


def _message(
    about: str, about_id: uuid.UUID, purpose: str, by: Actor, at: dt.datetime, values: dict[str, Any]
) -> tuple[TextMessage, bool]:
    """The message of that purpose, locked, and whether it is this one; two who come at once get the same."""
    identity = {"tenant_id": by.tenant_id, "id": uuid7(), "about": about, "about_id": about_id, "purpose": purpose}
    who = {"account_id": by.account_id, "by_name": by.name, "queued_at": at, "tries": 0}
    statement = insert(TextMessage).values(identity | who | values)
    # The update changes nothing: it makes the statement give the row that is there, and wait for it.
    same = {"purpose": statement.excluded.purpose}
    key = ["tenant_id", "about", "about_id", "purpose"]
    found = current().scalar(statement.on_conflict_do_update(index_elements=key, set_=same).returning(TextMessage.id))
    assert found is not None
    return get_message_to_change(found), found == identity["id"]


def _hand_out(message: TextMessage, at: dt.datetime) -> uuid.UUID:
    seconds = max(0.0, (message.not_before - at).total_seconds())
    return must_happen_within(seconds, SEND_JOB, message_id=str(message.id))


def send_queued(message_id: uuid.UUID) -> None:
    """Hand a queued message to the gateway. Runs in a job; a second run sends nothing, or again by the same key.

    Raises GatewayAwayError: then the outbox has it tried again.
    """
    message = get_message_to_change(message_id)
    if message.state != MessageState.QUEUED:
        return
    at = now()
    message.not_before = sending_time(at)
    if message.not_before > at:
        # The evening came while the gateway was away.
        _hand_out(message, at)
        current().flush()
        return
    _send(message)


def _send(message: TextMessage) -> None:
    gateway = find_gateway()
    if gateway is None or message.send_key is None or message.number is None:
        raise GatewayAwayError("no gateway is set up")
    answer = gateway.send(key=message.send_key, number=message.number, text=message.text)
    if isinstance(answer, Accepted):
        message.state, message.sent_at, message.gateway_id = MessageState.SENT, now(), answer.gateway_id
        message.error = None
        current().flush()
        _record(message, SENT, by_hand=False)
    else:
        _fail(message, answer.code)


def count_try(message_id: uuid.UUID) -> None:
    """A try counts even when it comes to nothing: a unit of work of its own, before the message is locked."""
    at = now()
    if sending_time(at) > at:
        return
    mine = (TextMessage.tenant_id == acting().tenant_id, TextMessage.id == message_id)
    with acting_as(acting()) as session:
        waiting = TextMessage.state == MessageState.QUEUED
        session.execute(update(TextMessage).where(*mine, waiting).values(tries=TextMessage.tries + 1))


def give_up_sending(message_id: uuid.UUID) -> None:
    """The gateway never answered: the message is a person's now, to be sent by hand."""
    message = get_message_to_change(message_id)
    if message.state == MessageState.QUEUED:
        _fail(message, AWAY)


def _fail(message: TextMessage, error: str) -> None:
    message.state, message.error = MessageState.FAILED, error
    current().flush()
    _record(message, FAILED, error=error)


def _record(message: TextMessage, event: Any, **details: Any) -> None:
    who = platform_actor(message.by_name, acting())
    record(event, by=who, about=message.about, about_id=message.about_id, purpose=message.purpose, **details)
