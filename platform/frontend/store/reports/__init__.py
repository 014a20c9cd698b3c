"""Daily reports 回访日报: the list, the report with its signing bar, instructions and how they are followed, verifying.

Words: stack (what waits for one's signature), exception (a line that is looked at first).
Tables: none. Facts: none. Rules: REP-1 to REP-4, REP-10, ORG-4; screens 'Store' 4.
"""
