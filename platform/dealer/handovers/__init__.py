"""Handovers: each department hands over the former day's deliveries or picked-up ROs by 10:00 (CB-14).

Words: handover 交接, department (sales hands over deliveries, after-sales hands over repair orders).
Tables: handovers (StoreOwned). Facts: none yet.
Rules: CB-14.
"""
