"""Complaints 投诉: received, classified, assigned, first contact, the department's result, closed.

Words: severity, first contact, owner, closed as satisfied, not satisfied or withdrawn.
Tables: complaints (StoreOwned); the log is `voices`. Facts: none.
Rules: CMP-1 to CMP-3 and CMP-7 (basic record), CB-5 (an open complaint and callbacks), ORG-6.
"""
