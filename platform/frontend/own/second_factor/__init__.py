"""My second factor, and which positions need one.

Rules: REP-2, targets R12, R13; §13.
"""
