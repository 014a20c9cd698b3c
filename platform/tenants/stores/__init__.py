"""Stores: the dealerships, each one a tenant.

Words: dealer, store 专营店 / 4S店; start date (visits before it are history, CB-16).
Tables: stores (Directed, id = tenant_id). Facts: none yet.
Rules: HQ-1, CB-16, glossary.
"""
