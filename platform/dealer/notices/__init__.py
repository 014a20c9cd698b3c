"""Notices: what headquarters put on the store's desk.

Words: notice 通知 (a reminder 催办, a new standard), open until somebody dismisses it.
Tables: notices (StoreOwned). Facts: none.
Rules: HQ-2, HQ-3.
"""
