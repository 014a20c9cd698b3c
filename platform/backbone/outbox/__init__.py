"""Outbox: what must happen is a row, written in the same transaction as its cause.

Words: entry, lease (how long a worker may take before the entry is handed out again), dead (given up after many tries),
announcement (an entry of headquarters that the dispatcher fans out into one a store), subscription (fact -> jobs).
Tables: outbox (OwnSide; the dispatcher sees all tenants' rows and nothing else).
Rules: architecture §1, §6; targets R8, R9. There is no second way to start a job.
"""
