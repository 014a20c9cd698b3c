"""The door to people."""

from tenants.people.actions import change_password, choose_language, give_position, open_account
from tenants.people.models import Account, PositionHolding
from tenants.people.queries import (
    find_account_by_username,
    find_account_to_sign_in,
    find_working_account,
    get_account,
    has_accounts,
)
from tenants.people.rules import password_fits

__all__ = [
    "Account",
    "PositionHolding",
    "change_password",
    "choose_language",
    "find_account_by_username",
    "find_account_to_sign_in",
    "find_working_account",
    "get_account",
    "give_position",
    "has_accounts",
    "open_account",
    "password_fits",
]
