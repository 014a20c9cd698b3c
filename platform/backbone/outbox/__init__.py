"""Outbox: what must happen is a row, written in the same transaction as its cause.

Words: entry, lease (how long a worker may take before the entry is handed out again), dead (given up after many tries).
Tables: outbox (OwnSide; the dispatcher sees all tenants' rows and nothing else).
Rules: architecture §6; targets R8, R9. There is no second way to start a job.
"""
