"""Reminders: headquarters asks stores to do what is late.

Words: reminder 催办 (about missing handovers, overdue callbacks); one id for all the stores that are told at once.
Tables: reminders (Directed). Facts: ReminderSent.
Rules: HQ-3, HQ-4.
"""
