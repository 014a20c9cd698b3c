"""Isolation: who is asking, and what a table lets them see.

Words: acting (role + tenant + network + regions of one transaction), kind (of table), wall (policy, predicate).
Tables: none of its own; `kinds` names the kind of every table, `policies` writes its row-level security.
Rules: architecture §4; targets R1 to R4. The first wall is PostgreSQL's policies, the second one the predicates
that `criteria` adds to every ORM statement; each is tested with the other one down.
"""
