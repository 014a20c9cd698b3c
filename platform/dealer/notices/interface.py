"""The door to notices."""

from dealer.notices.actions import dismiss
from dealer.notices.jobs import TAKE_REMINDER, TAKE_STANDARD
from dealer.notices.models import Notice, NoticeOf
from dealer.notices.queries import get_notice_to_change, list_open_notices

__all__ = [
    "TAKE_REMINDER",
    "TAKE_STANDARD",
    "Notice",
    "NoticeOf",
    "dismiss",
    "get_notice_to_change",
    "list_open_notices",
]
