"""Database: declarative base, engine, sessions bound to one acting, the unit of work.

Words: unit of work (one transaction with its one commit). Everybody else asks `current()` for the session.
Rules: architecture §3 (one commit in the tree) and §4 (role and settings for every transaction).
"""
