"""The desk: where a store's people land; what waits for their position.

Rules: ORG-6; screens 'Store' 1.
"""
