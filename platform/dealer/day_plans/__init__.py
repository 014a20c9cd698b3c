"""Day plans: the centre's plan of a day, written by its head, closed line by line as done or not done.

Words: plan of the day 当日计划, line (who calls what, visits, events).
Tables: day_plans, day_plan_lines (StoreOwned). Facts: none.
Rules: ORG-8, ORG-6.
"""
