"""Staffing: which plan a store works under.

Words: staffing plan 1 (the centre reports straight to the general manager), plan 2 (a general-affairs manager between).
Tables: staffing_plans (Reported, one row a change, with the date from which it holds).
Rules: ORG-2.
"""
