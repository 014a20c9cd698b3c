"""The door to the second factor."""

from tenants.second_factor.actions import (
    FactorIsOnError,
    NothingBegunError,
    Spent,
    begin,
    choose_positions,
    confirm,
    forget_device,
    renew_recovery_codes,
    secret_of,
    spend,
    switch_off,
)
from tenants.second_factor.models import SecondFactor
from tenants.second_factor.queries import (
    count_recovery_codes,
    find_begun,
    find_factor,
    list_accounts_with_factor,
    list_positions_that_need_one,
)
from tenants.second_factor.rules.codes import address_of, in_fours
from tenants.second_factor.rules.sealing import use_secret_key

__all__ = [
    "FactorIsOnError",
    "NothingBegunError",
    "SecondFactor",
    "Spent",
    "address_of",
    "begin",
    "choose_positions",
    "confirm",
    "count_recovery_codes",
    "find_begun",
    "find_factor",
    "forget_device",
    "in_fours",
    "list_accounts_with_factor",
    "list_positions_that_need_one",
    "renew_recovery_codes",
    "secret_of",
    "spend",
    "switch_off",
    "use_secret_key",
]
