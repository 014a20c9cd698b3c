"""The network's stores as headquarters sees them.

Rules: HQ-1, HQ-4, ORG-2, ORG-3.
"""
