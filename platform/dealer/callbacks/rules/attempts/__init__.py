"""The arithmetic of attempts: outcomes, slots and numbers tried, what comes next, what the evening makes of it (CB-4).

How several numbers and slots go together is written in `trail.py`, how a callback goes on in `standing.py`.
"""
