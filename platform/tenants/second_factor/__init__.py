"""The second factor: a code from a person's own device, besides the password.

Words: second factor 二次验证, code 验证码 (six digits, a new one every 30 seconds), recovery code 备用码.
Tables: second_factors, recovery_codes, second_factor_positions (OwnSide: a store's or headquarters' own).
Rules: REP-2 (asked anew for signing), targets R12, R13; §13.
"""
