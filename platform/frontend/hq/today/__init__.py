"""Network today: regions and stores as a heat table, down to a store's programmes; reminding what is late.

Rules: HQ-3, HQ-4, HQ-7, KPI-1, KPI-2.
"""
