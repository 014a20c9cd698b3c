"""Daily reports 回访日报: compiled at cut-off, signed along the route, sealed in one chain per store.

Words: line, edition (a compilation; the first signature freezes it), route, 兼 (one person on adjacent lines), seal.
Tables: daily_reports, report_lines, report_signatures, report_returns, report_scans, report_chains, instructions,
instruction_steps (StoreOwned), report_codes (Door). Facts: none.
Rules: REP-1, REP-2, REP-3, REP-4, REP-10, KPI-1, KPI-3.
"""
