"""Supervision 核查: the day's call records, and advisors by the wishes they asked for.

Words: call record, check, week. Tables: none. Facts: none. Rules: CB-13, KPI-1.
"""
