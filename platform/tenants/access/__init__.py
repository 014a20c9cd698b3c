"""Access: positions, permissions, the one table between them, and the actor of a request.

Words: position 岗位, permission, actor (a known person with what they may do today).
Tables: none; positions are held in `people`. Facts: none.
Rules: §13 (one table in code, shown on a page, tested for every route), ORG-1, ORG-6.
"""
