"""Questionnaires: what a programme's call asks and says, versioned by headquarters.

Words: questionnaire 回访问卷, question, low answer, script (the prompter's sentences), not applicable 不适用.
Tables: questionnaires (Published). Facts: none.
Rules: HQ-2, CB-7, CB-8, CB-12, CB-15, KPI words 'effective' and 'satisfied'.
"""
