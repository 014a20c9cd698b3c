"""The door: signing in and out, language, the answer to 'am I still signed in?'.

Pages: sign-in (full page, and the panel that opens over a page whose session ended).
Rules: targets R12, R13; screens 'Everywhere'.
"""
