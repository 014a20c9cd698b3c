"""Jobs: registered functions that run once per outbox entry, as that entry's tenant, in one transaction.

Words: job (a registered function), runner (what a worker calls), dispatcher (hands entries to Redis), wake-up.
Tables: the outbox's. Rules: architecture §6. RQ may run a job twice or lose it; PostgreSQL is the truth.
"""
