"""The callback list 回访清单: tabs, order, assignment.

Words: tab, group (a part of CB-3's order), standing, caller 回访人.
Tables: none. Facts: none. Rules: CB-3, CB-10, KPI-1, KPI-2; screens.md 'Store' 2; targets P4.
"""
