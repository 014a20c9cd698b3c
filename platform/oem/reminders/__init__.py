"""Reminders: headquarters asks a store to do what is late.

Words: reminder 催办 (about missing handovers, overdue callbacks).
Tables: reminders (Directed). Facts: ReminderSent.
Rules: HQ-3, HQ-4.
"""
