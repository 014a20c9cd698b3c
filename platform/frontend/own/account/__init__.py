"""My account: password, sessions, language.

Rules: targets R12 (a new password ends all other sessions).
"""
