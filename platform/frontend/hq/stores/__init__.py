"""The network's stores as headquarters sees them.

Rules: HQ-1, ORG-2.
"""
