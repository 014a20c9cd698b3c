"""Callbacks: who is called when, in which programme, and what became of it.

Words: programme (7DC, 3DC, service_14), day 0, wish 回访意愿, due, latest, list, bucket, overdue (derived).
Tables: none yet. Facts: none yet.
Rules: CB-1, CB-2, CB-3, CB-4 (dates), CB-16.
"""
