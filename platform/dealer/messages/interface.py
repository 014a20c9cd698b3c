"""The door to text messages.

A caller asks `gateway_is_set()` first: with a gateway `queue_text`, without one the text is shown to be copied and
`mark_sent_by_hand` says that it went out. A message that failed shows as 'send by hand', too.
"""

from dealer.messages.actions import (
    BeingSentError,
    NoGatewayError,
    gateway_is_set,
    mark_sent_by_hand,
    queue_text,
)
from dealer.messages.models import AWAY, MessageState, TextMessage
from dealer.messages.queries import find_message, first_sent, list_failed
from dealer.messages.rules import LONGEST_TEXT, sending_time

__all__ = [
    "AWAY",
    "LONGEST_TEXT",
    "BeingSentError",
    "MessageState",
    "NoGatewayError",
    "TextMessage",
    "find_message",
    "first_sent",
    "gateway_is_set",
    "list_failed",
    "mark_sent_by_hand",
    "queue_text",
    "sending_time",
]
