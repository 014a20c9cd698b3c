"""Sign-in: from a code, a name and a password to a session that can be ended.

Words: sign-in code (a store's or the network's), session (a row; the browser holds only its token), throttle,
step (the password was right, the code is still to come).
Tables: sign_in_codes, sign_in_sessions, sign_in_steps, sign_in_throttle (Door).
Rules: REP-2 (asked anew), targets R12 (sessions), R13 (flood); architecture §3, §4 (Door).
"""
