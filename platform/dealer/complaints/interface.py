"""The door to complaints for other slices."""

from dealer.complaints.actions.receiving import ComplaintReceived, receive_complaint
from dealer.complaints.models import Complaint
from dealer.complaints.queries import customers_with_open, list_open_of
from dealer.complaints.rules import FIRST_CONTACT, IN_PERSON, Severity

__all__ = [
    "FIRST_CONTACT",
    "IN_PERSON",
    "Complaint",
    "ComplaintReceived",
    "Severity",
    "customers_with_open",
    "list_open_of",
    "receive_complaint",
]
