"""The door to sign-in."""

from tenants.signin.actions.confirming import (
    NotConfirmedError,
    asks_for_code,
    begin_second_factor,
    confirm_person,
    finish_second_factor,
    renew_recovery_codes,
    switch_off_second_factor,
)
from tenants.signin.actions.restoring import restore_access
from tenants.signin.actions.sessions import end_other_sessions, end_session, mark_seen, renew_token
from tenants.signin.actions.signing_in import (
    CodeRefusedError,
    CodeWanted,
    SignedIn,
    SignInRefusedError,
    StepOverError,
    finish_sign_in,
    sign_in,
)
from tenants.signin.actions.throttling import count_password_try, count_verification
from tenants.signin.actions.ways_in import CodeTakenError, open_way_in, rename_way_in
from tenants.signin.models import SignInCode, SignInSession
from tenants.signin.queries import (
    LiveSession,
    find_code,
    find_live_session,
    find_only_network,
    find_place,
    list_live_sessions,
    list_networks,
)
from tenants.signin.rules import normal_code

__all__ = [
    "CodeRefusedError",
    "CodeTakenError",
    "CodeWanted",
    "LiveSession",
    "NotConfirmedError",
    "SignInCode",
    "SignInRefusedError",
    "SignInSession",
    "SignedIn",
    "StepOverError",
    "asks_for_code",
    "begin_second_factor",
    "confirm_person",
    "count_password_try",
    "count_verification",
    "end_other_sessions",
    "end_session",
    "find_code",
    "find_live_session",
    "find_only_network",
    "find_place",
    "finish_second_factor",
    "finish_sign_in",
    "list_live_sessions",
    "list_networks",
    "mark_seen",
    "normal_code",
    "open_way_in",
    "rename_way_in",
    "renew_recovery_codes",
    "renew_token",
    "restore_access",
    "sign_in",
    "switch_off_second_factor",
]
