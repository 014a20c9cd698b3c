"""Backbone: plumbing without business.

Configuration, clock, errors, database sessions, tenancy walls, outbox, jobs, web edge, files, translation.
Imports nothing of ours; everything else stands on it. Knows tenants only as identifiers, never as stores or people.
"""
