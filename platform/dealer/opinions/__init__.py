"""Opinions 意见: opinions, suggestions, consultations and needs, until the customer was told and it is archived.

Words: kind, the department's result, told (how, with which reaction), round (a reopened opinion's next clock).
Tables: opinions (StoreOwned); the log is `voices`. Facts: none.
Rules: REP-5, CB-8, ORG-6; KPI answer_in_time_rate.
"""
