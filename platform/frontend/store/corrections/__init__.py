"""Corrections 资料更正: what calls found wrong, to be put right by the department it came from.

Words: open 待更正, closed 已办结.
Tables: none. Facts: none. Rules: CUS-8, CUS-9, CB-4; screens.md 'Store' 6.
"""
