"""Pages of imports: past files, a new one, what a file holds.

Words: kind, field, column, dry run, rejected, warned, conflict, repeated (as dealer.imports).
Tables, facts: none.
Rules: DATA-1, CUS-7.
"""
