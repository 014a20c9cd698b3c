"""Changing the staffing of a store: plan, people, positions, delegations; all on record."""
