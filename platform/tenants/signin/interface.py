"""The door to sign-in."""

from tenants.signin.actions import (
    CodeTakenError,
    SignInRefusedError,
    count_password_try,
    end_other_sessions,
    end_session,
    mark_seen,
    open_way_in,
    rename_way_in,
    renew_token,
    sign_in,
)
from tenants.signin.models import SignInCode, SignInSession
from tenants.signin.queries import (
    LiveSession,
    find_code,
    find_live_session,
    find_only_network,
    list_live_sessions,
    list_networks,
)
from tenants.signin.rules import normal_code

__all__ = [
    "CodeTakenError",
    "LiveSession",
    "SignInCode",
    "SignInRefusedError",
    "SignInSession",
    "count_password_try",
    "end_other_sessions",
    "end_session",
    "find_code",
    "find_live_session",
    "find_only_network",
    "list_live_sessions",
    "list_networks",
    "mark_seen",
    "normal_code",
    "open_way_in",
    "rename_way_in",
    "renew_token",
    "sign_in",
]
