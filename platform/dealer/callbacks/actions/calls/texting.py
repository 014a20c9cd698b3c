"""The text message after three tries (CB-4): through the gateway, or copied and marked as sent by hand."""

import uuid
from dataclasses import dataclass

from backbone.errors import InvalidError
from backbone.i18n import lazy_gettext as _l
from dealer.callbacks.actions.calls.holding import held
from dealer.callbacks.models import Callback
from dealer.callbacks.queries.answered import questionnaire_of, sheets_of
from dealer.callbacks.queries.situations import situations
from dealer.callbacks.queries.spoken import values_of, visit_of
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.attempts.situation import Situation
from dealer.customers.interface import phones_of
from dealer.messages.interface import MessageState, gateway_is_set, mark_sent_by_hand, queue_text
from oem.questionnaires.interface import say
from tenants.access.interface import Actor

LANGUAGE = "zh_CN"
"""Customers are written to in Chinese, whatever the caller reads."""


@dataclass(frozen=True)
class TextMessage:
    """What is to be sent, and to which number."""

    number: str
    text: str


def text_message_of(callback: Callback, situation: Situation) -> TextMessage | None:
    """The programme's text to the person's first mobile that was not found wrong; None where there is neither."""
    wrong = {each.number for each in situation.trail if each.outcome is Outcome.WRONG_NUMBER}
    fit = {each.id for each in situation.numbers if each.takes_text and each.id not in wrong}
    asked = questionnaire_of(callback, sheets_of([callback.id]).get(callback.id))
    if not fit or asked is None or callback.customer_id is None:
        return None
    number = next(each.number for each in phones_of([callback.customer_id])[callback.customer_id] if each.id in fit)
    return TextMessage(number, say(asked.script.text_message, values_of(visit_of(callback.id), LANGUAGE), LANGUAGE))


def send_text(callback: Callback, situation: Situation, *, by: Actor) -> bool:
    """Have the gateway send it. Returns whether a person must: there is no gateway, or it has given up."""
    message = text_message_of(callback, situation)
    if message is None:
        return False
    if not gateway_is_set():
        return True
    return queue_text(message.number, message.text, about_id=callback.id, by=by).state == MessageState.FAILED


def mark_text_sent(callback_id: uuid.UUID, *, by: Actor) -> None:
    """Somebody copied the text and sent it. Raises as `held`; InvalidError where there is nothing to be sent."""
    [callback] = held([callback_id], by=by)
    message = text_message_of(callback, situations([callback])[callback_id])
    if message is None or not callback.is_open:
        raise InvalidError(fields={"text": [_l("There is no text message to be sent for this callback.")]})
    mark_sent_by_hand(message.number, message.text, about_id=callback_id, by=by)
