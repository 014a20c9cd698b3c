"""Imports: from a dealer's DMS file to judged rows, and from those to customers, cars, orders and deliveries.

Words: kind (deliveries, repair_orders), field, header, dry run, typed in, rejected, repeated, conflict, decided,
  warned.
Tables: import_runs, column_choices, decided_conflicts.
Facts: none yet.
Rules: DATA-1, CUS-7, CB-14.
"""
