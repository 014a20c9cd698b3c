"""The customer's voice 客户之声: the list by time left, case pages of opinions and complaints, taking in by hand.

Words: tab, clock (when something is due, why, and whether it was kept), step (a line of the log).
Tables: none. Facts: none. Rules: REP-5, CMP-2, CMP-3, ORG-6; screens.md 'Store' 7.
"""
