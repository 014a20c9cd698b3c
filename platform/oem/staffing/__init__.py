"""Staffing as headquarters sees it: how each store stood on each day, without names.

Words: minimum, lack (a position, or a further person), gap in the route, delegated day.
Tables: staffing_days (Reported). Facts: none.
Rules: HQ-4, ORG-3, ORG-4 (delegated days are shown to HQ); KPI staffing_met counts these days.
"""
