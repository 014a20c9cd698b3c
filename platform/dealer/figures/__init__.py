"""Figures: what the store counts from its records, and hands over to headquarters without any person in it.

Words: day totals (one store, day and programme), planned, done, waiting, overdue, to call, ended otherwise.
Tables: none of its own; oem/today keeps what is handed over. Facts: none.
Rules: HQ-4, HQ-7, KPI-1, CB-14; architecture §7.
"""
