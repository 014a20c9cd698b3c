"""Supervision: that somebody looked, on record: at the day's calls, and at what advisors ask their customers.

Words: call record 拨打记录, check 核查, wish 回访意愿, week (its Monday).
Tables: call_checks, advisor_scores (StoreOwned). Facts: none.
Rules: CB-13, KPI callback_wish_recorded_rate.
"""
