"""Writes of a call (CB-4 to CB-9): taking a callback, answers, attempts, voices, amendments, what the evening makes."""
