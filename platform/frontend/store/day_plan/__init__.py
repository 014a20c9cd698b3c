"""The centre's plan of the day: written by its head, closed line by line as done or not done.

Rules: ORG-8; screens 'Store' 1.
"""
