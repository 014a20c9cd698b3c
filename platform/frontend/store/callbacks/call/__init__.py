"""The call screen 回访作业: one callback with its person, car, visit, script, questionnaire, outcome (CB-6).

Words: prompter 现在说, outcome 结果, next try 下次拨打, ring-back 客户回拨.
Tables: none. Facts: none. Rules: CB-4 to CB-9, CB-12, CB-15, CUS-9; screens.md 'Store' 3.
"""
