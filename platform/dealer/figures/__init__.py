"""Figures: what the store counts from its records, and hands over to headquarters without any person in it.

Words: day totals (one store, day, programme): callbacks, reports, opinions, complaints, handovers; what is late.
Tables: none of its own; oem/today keeps what is handed over. Facts: none.
Rules: HQ-4, HQ-7, KPI-1, CB-14, REP-2, REP-5, CMP-3; architecture §7.
"""
