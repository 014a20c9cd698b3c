"""Jobs: registered functions that run once per outbox entry, as that entry's tenant, in one transaction.

Words: job (a registered function), runner (what a worker calls), dispatcher (hands entries to Redis), wake-up,
task (periodic), slot (one time of a business date), claim (a slot was started).
Tables: schedule_claims (Machine); the outbox's. Rules: architecture §6. RQ may run a job twice or lose it; PostgreSQL
is the truth.
"""
