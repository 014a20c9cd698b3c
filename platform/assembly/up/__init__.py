"""`sanqi up`: everything that Sanqi needs, on one machine, in one terminal.

Purpose: start in order, show what each part says, bring back what dies, end in reverse order on Ctrl-C.
Words: step (runs to its end before the next), service (runs until told to stop), plan (both, in order).
Door: `interface.run()`. Tables, facts: none.
"""
