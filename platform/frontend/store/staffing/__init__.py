"""People and positions: the plan in force, who is missing, the org chart, people, delegations.

Rules: ORG-1 to ORG-7; screens 'Store' 11.
"""
