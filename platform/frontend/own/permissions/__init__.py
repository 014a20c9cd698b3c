"""Who may do what: the one table between positions and permissions, as a page.

Rules: §13.
"""
