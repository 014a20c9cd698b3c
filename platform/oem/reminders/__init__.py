"""Reminders: headquarters asks stores to do what is late.

Words: reminder 催办 (about callbacks, reports, opinions, complaints, handovers); one id for all stores told at once.
Tables: reminders (Directed). Facts: ReminderSent.
Rules: HQ-3, HQ-4.
"""
