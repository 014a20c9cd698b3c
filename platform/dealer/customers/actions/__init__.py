"""Verbs of customers: matching or creating the cars and people of many visits at once (CUS-1)."""
