"""The door to people."""

from tenants.people.actions import (
    change_password,
    choose_language,
    end_account,
    end_position,
    give_position,
    open_account,
    replace_password,
    withdraw_position,
)
from tenants.people.models import Account, PositionHolding
from tenants.people.queries import (
    HeldPosition,
    find_account,
    find_account_by_username,
    find_account_to_sign_in,
    find_working_account,
    get_account,
    get_account_to_change,
    get_holding_to_change,
    has_accounts,
    list_people,
    names_of,
)
from tenants.people.rules import one_time_password, password_fits

__all__ = [
    "Account",
    "HeldPosition",
    "PositionHolding",
    "change_password",
    "choose_language",
    "end_account",
    "end_position",
    "find_account",
    "find_account_by_username",
    "find_account_to_sign_in",
    "find_working_account",
    "get_account",
    "get_account_to_change",
    "get_holding_to_change",
    "give_position",
    "has_accounts",
    "list_people",
    "names_of",
    "one_time_password",
    "open_account",
    "password_fits",
    "replace_password",
    "withdraw_position",
]
