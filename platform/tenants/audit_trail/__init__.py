"""Audit trail: who did what to what, when; appended, never changed.

Words: event (its type declares the keys of its details).
Tables: audit_events (OwnSide, append only). Facts: none.
Rules: CUS-9 (log of access), domain 'audit trail'; architecture §3 (written by actions).
"""
