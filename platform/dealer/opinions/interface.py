"""The door to opinions for other slices."""

from dealer.opinions.actions.receiving import OpinionReceived, receive_opinion
from dealer.opinions.models import Opinion
from dealer.opinions.queries import list_open_of
from dealer.opinions.rules import TOLD_BY_CALL_ONLY, OpinionKind

__all__ = ["TOLD_BY_CALL_ONLY", "Opinion", "OpinionKind", "OpinionReceived", "list_open_of", "receive_opinion"]
