"""Staffing: under which plan a store works, who stands for whom, who is missing, who signs.

Words: staffing plan 1 (the centre reports straight to the general manager), plan 2 (a general-affairs manager between),
delegation 代理, minimum, sign-off route, 兼 (one person on two lines).
Tables: staffing_plans (Reported, one row a change, with the date from which it holds), delegations (StoreOwned).
Rules: ORG-2, ORG-3, ORG-4, ORG-5, ORG-7, REP-2 (who may sign).
"""
