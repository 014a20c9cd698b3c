"""What is printed of a report: its content, and what has happened to it since (REP-10)."""

import datetime as dt
from dataclasses import dataclass

from dealer.reports.rules.content import Content
from dealer.reports.rules.signing import SignatureLine


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as shown. `for_name` is whom a delegate signed for; `also_below` shows 兼; `passed_on`: nobody
    signed, the line went by; `struck_at`: a return struck it, and it stays visible."""

    name: str
    at: dt.datetime
    for_name: str | None = None
    also_below: bool = False
    passed_on: bool = False
    struck_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class SignatureField:
    """One line of the form with its signatures, by when it is due, and who is asked now."""

    line: SignatureLine
    due_at: dt.datetime
    signatures: tuple[Signature, ...] = ()
    awaited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instructed:
    """What the general manager ordered: on one line (its number) or, None, on the whole report (REP-3)."""

    line_number: int | None
    text: str
    department: str
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seal (REP-4): its number in the store's chain, its hash (64 hex digits), the code for the verify page."""

    number: int
    hash: str
    code: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything that stands on screen, PDF and XLSX of one report. `report_number` is the form's own, such as
    SZ-WZ01-3DC-20261119."""

    network: str
    store: str
    store_code: str
    report_number: str
    content: Content
    fields: tuple[SignatureField, ...]
    instructions: tuple[Instructed, ...] = ()
    sealed: Sealed | None = None
