"""Sealing a report at its last signature: its place in the store's one chain (REP-4)."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.ids import uuid7
from dealer.reports.actions.keys import sealing_key
from dealer.reports.models import DailyReport, ReportChain, ReportCode
from dealer.reports.queries.reports import instructions_of, lines_of
from dealer.reports.queries.seals import CHAIN, sealed_rest
from dealer.reports.rules.seals import NO_REPORT_BEFORE, chain_mac, report_hash
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record

REPORT_SEALED = event_type("report.sealed", "number", "hash")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters that are read as digits; 12 of them are 60 bits."""


def seal(report: DailyReport, *, at: dt.datetime, by: Actor) -> None:
    """Give it its number, hash and code. What it orders becomes tasks of the departments (REP-3)."""
    for instruction in instructions_of(report):
        instruction.state, instruction.issued_at = "open", at
    current().flush()
    name, key = sealing_key()
    chain = _chain(name)
    # All of a seal is written at once: half of one would break the table's own rule.
    with current().no_autoflush:
        report.state, report.sealed_at, report.key_id = "sealed", at, name
        report.number, report.previous_hash = chain.number + 1, chain.hash
        hashes = [each.hash for each in lines_of(report)]
        report.hash = report_hash(key, report.head, hashes, sealed_rest(report))
    chain.number, chain.hash, chain.key_id = report.number, report.hash, name
    chain.mac = chain_mac(key, str(report.tenant_id), chain.number, chain.hash)
    report.code = new_code()
    current().add(ReportCode(code_hash=code_hash(report.code), tenant_id=report.tenant_id, report_id=report.id))
    current().flush()
    record(REPORT_SEALED, by=by, about="report", about_id=report.id, number=report.number, hash=report.hash)


def new_code() -> str:
    """A code that nobody guesses, in groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(letters[first : first + 4] for first in range(0, 12, 4))


def code_hash(code: str) -> str:
    """As codes are kept: as typed, but for case, dashes and spaces."""
    return hashlib.sha256(normal_code(code).encode()).hexdigest()


def normal_code(code: str) -> str:
    """A code as it is compared."""
    return "".join(each for each in code.upper() if each.isalnum())


def _chain(key_name: str) -> ReportChain:
    """The end of the store's chain, locked: final signatures come one after the other."""
    mine: tuple[Any, ...] = (ReportChain.tenant_id == acting().tenant_id, ReportChain.chain == CHAIN)
    query = select(ReportChain).where(*mine).with_for_update().execution_options(populate_existing=True)
    if (found := current().scalar(query)) is not None:
        return found
    fresh = ReportChain(
        tenant_id=acting().tenant_id, id=uuid7(), chain=CHAIN, number=0, hash=NO_REPORT_BEFORE, key_id=key_name, mac=""
    )
    current().add(fresh)
    current().flush()
    return fresh
