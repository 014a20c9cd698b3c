"""Today: what each store handed over of its day, for headquarters' picture.

Words: day totals (counts of one store, day and programme, without persons).
Tables: day_totals (Reported). Facts: none.
Rules: HQ-4, HQ-7, KPI-1, KPI-2, ORG-3.
"""
