"""Taking in by hand: what the form sends, and whom the archive knows by a phone or a plate."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from backbone.clock import SHANGHAI
from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from dealer.complaints.interface import ComplaintReceived, Severity, receive_complaint
from dealer.customers.interface import masked_number
from dealer.opinions.interface import OpinionReceived, receive_opinion
from dealer.voices.interface import KINDS, Channel, Found, find_customers
from frontend.paths import PATHS
from frontend.store.voices.words import CHANNELS, DEPARTMENTS, KIND_WORDS, SEVERITIES, SEVERITY_NOTES
from tenants.access.interface import Actor

FIELDS = ("kind", "severity", "said", "department", "person_name", "channel", "said_at", "who", "customer", "said_by")
COMPLAINT = "complaint"


def page(typed: Mapping[str, str], found: Sequence[Found] = (), refusal: DomainError | None = None) -> dict[str, Any]:
    """Context of `voices/new.html`."""
    form = {name: typed.get(name, "") for name in FIELDS}
    form |= {"kind": form["kind"] or KINDS[1], "channel": form["channel"] or Channel.PHONE.value}
    return {
        "form": form | {"severity": form["severity"] or Severity.NORMAL.value},
        "errors": (refusal.fields or {"": refusal.sentence}) if refusal else {},
        "kinds": [(kind, str(KIND_WORDS[kind])) for kind in KINDS],
        "severities": [(each, f"{word} · {SEVERITY_NOTES[each]}") for each, word in SEVERITIES.items()],
        "departments": [("", _("Choose")), *((each, str(word)) for each, word in DEPARTMENTS.items())],
        "channels": [(each, str(word)) for each, word in CHANNELS.items() if each != Channel.CALLBACK],
        "candidates": [_candidate(each) for each in found] if len(found) > 1 else [],
    }


def _candidate(found: Found) -> tuple[str, str, str]:
    car = " ".join(part for part in (found.model, found.plate) if part)
    return _key(found), found.customer, " · ".join(part for part in (masked_number(found.phone), car) if part)


def _key(found: Found) -> str:
    return f"{found.customer_id}|{found.vehicle_id or ''}"


def customers(typed: Mapping[str, str]) -> list[Found]:
    """Whom the archive knows by what was typed."""
    asked = typed.get("who", "").strip()
    return find_customers(asked) if asked else []


def receive(typed: Mapping[str, str], found: Sequence[Found], *, by: Actor) -> str:
    """Take it in; returns the page's address. Raises InvalidError."""
    who = _chosen(typed, found)
    given: dict[str, Any] = {
        "said": typed.get("said", ""),
        "department": typed.get("department", ""),
        "channel": typed.get("channel", ""),
        "person_name": typed.get("person_name"),
        "said_at": _moment(typed.get("said_at", "")),
        "said_by": typed.get("said_by"),
        "customer_id": who.customer_id if who else None,
        "vehicle_id": who.vehicle_id if who else None,
    }
    if typed.get("kind") == COMPLAINT:
        complaint = receive_complaint(ComplaintReceived(severity=typed.get("severity", ""), **given), by=by)
        return f"{PATHS.complaints}/{complaint.id}"
    return f"{PATHS.voices}/{receive_opinion(OpinionReceived(kind=typed.get('kind', ''), **given), by=by).id}"


def _chosen(typed: Mapping[str, str], found: Sequence[Found]) -> Found | None:
    if not typed.get("who", "").strip():
        return None
    if len(found) == 1:
        return found[0]
    if not found:
        raise InvalidError(fields={"who": [_("The archive knows nobody by this. Leave it blank and say who it was.")]})
    for each in found:
        if _key(each) == typed.get("customer"):
            return each
    raise InvalidError(fields={"customer": [_("Several customers fit: choose one.")]})


def _moment(text: str) -> dt.datetime | None:
    """A browser's `datetime-local`, in the store's zone; None when it was left blank."""
    if not text.strip():
        return None
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise InvalidError(fields={"said_at": [_("Day and time, such as 2026-11-19 10:42.")]}) from None
