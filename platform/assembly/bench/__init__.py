"""Made-up data in bulk, to measure on: `sanqi bench-data --size S` (targets.md).

Words: size, fate (what is to become of a callback). Nobody in it exists; everything is the same for the same seed.
Tables: none of its own. Rules: dates are the planner's own (CB-1, CB-3, CB-16); targets P4 to P7.
"""
