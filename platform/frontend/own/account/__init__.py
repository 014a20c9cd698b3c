"""My account: password, sessions, second factor, language.

Rules: targets R12 (a new password ends all other sessions).
"""
