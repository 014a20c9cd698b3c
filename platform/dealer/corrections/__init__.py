"""Corrections: wrong data found in a call, a task for the department they came from until the right value is in.

Words: correction 更正任务, kind (phone, owner, visit), thing (what is wrong: that number, that car, that visit).
Tables: corrections (StoreOwned). Facts: none yet.
Rules: CUS-8, CB-4 (a wrong number), CUS-9 (who sees numbers).
"""
