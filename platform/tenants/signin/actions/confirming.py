"""Asked anew: whoever holds a session proves once more who they are (REP-2), also before their second factor changes.

Tries are counted, and codes spent, in units of work of their own: both stay so when the request is refused after all.
"""

from backbone.db.unit_of_work import acting, unit_of_work
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l
from tenants.access.interface import Actor
from tenants.audit_trail.interface import event_type, record
from tenants.people.interface import get_account, password_fits
from tenants.second_factor import interface as second_factor
from tenants.signin import rules
from tenants.signin.actions.sessions import end_other_sessions
from tenants.signin.actions.throttling import code_keys, count_code_try, count_password_try, forgive_at_once

NOT_CONFIRMED = event_type("person.not_confirmed", "field")
WRONG_PASSWORD = _l("This is not your present password.")
WRONG_CODE = _l("This code is not right, or it was used before. Take the next one.")


class NotConfirmedError(InvalidError):
    """The password or the code is missing or wrong; `fields` names which one is asked for."""

    code = "not_confirmed"
    message = _l("We could not see that it is you.")

    def __init__(self, field: str, why: LazyString) -> None:
        super().__init__(fields={field: [why]})


def asks_for_code(by: Actor) -> bool:
    """Whether `by` confirms with a code of their device; else with the password."""
    return by.account_id is not None and second_factor.find_factor(by.account_id) is not None


def confirm_person(by: Actor, *, password: str | None, code: str | None) -> None:
    """Let go on whoever is really there: by the code of their device when they have one, else by the password.

    Needs the tenant's unit of work. Raises NotConfirmedError (422, field `password` or `code`), TooManyRequestsError
    (429) after too many tries, ForbiddenError for the platform itself (REP-2).
    """
    if asks_for_code(by):
        confirm_code(by, code)
    else:
        confirm_password(by, password)


def confirm_password(by: Actor, password: str | None) -> None:
    """As `confirm_person`, by the password alone."""
    if by.account_id is None:
        raise ForbiddenError
    if not password:
        raise NotConfirmedError("password", _l("Please type your password."))
    count_password_try(by.account_id)
    if not password_fits(password, get_account(by.account_id).password_hash):
        _refuse(by, "password", WRONG_PASSWORD)
    forgive_at_once(rules.throttle_key("password", str(by.account_id)))


def confirm_code(by: Actor, code: str | None, *, recovery: bool = False) -> None:
    """As `confirm_person`, by a code of the device alone, or (with `recovery`) by a recovery code."""
    if by.account_id is None:
        raise ForbiddenError
    if not code:
        raise NotConfirmedError("code", _l("Please type the code that your device shows."))
    count_code_try(by.account_id)
    with unit_of_work(acting()):
        spent = second_factor.spend(code=code, by=by, recovery=recovery)
    if spent is None:
        _refuse(by, "code", WRONG_CODE)
    forgive_at_once(*code_keys(by.account_id))


def begin_second_factor(*, password: str | None, by: Actor) -> None:
    """A fresh secret to be shown, for who knows the password. Raises NotConfirmedError, ConflictError."""
    confirm_password(by, password)
    second_factor.begin(by=by)


def finish_second_factor(*, code: str, by: Actor) -> list[str]:
    """The device counts from now on; ten recovery codes. All other sessions end: they came in without it.

    Raises InvalidError (code), ConflictError, TooManyRequestsError.
    """
    if by.account_id is None:
        raise ForbiddenError
    count_code_try(by.account_id)
    made = second_factor.confirm(code=code, by=by)
    forgive_at_once(*code_keys(by.account_id))
    end_other_sessions(by.session_id, tenant_id=by.tenant_id, account_id=by.account_id)
    return made


def renew_recovery_codes(*, code: str | None, by: Actor) -> list[str]:
    """Ten fresh recovery codes, for who has the device. Raises NotConfirmedError."""
    confirm_code(by, code)
    return second_factor.renew_recovery_codes(by=by)


def switch_off_second_factor(*, password: str | None, code: str | None, by: Actor) -> None:
    """Forget the device, for who knows the password and has the device or a recovery code. Raises NotConfirmedError."""
    confirm_password(by, password)
    confirm_code(by, code, recovery=True)
    second_factor.switch_off(by=by)


def _refuse(by: Actor, field: str, why: LazyString) -> None:
    with unit_of_work(acting()):
        record(NOT_CONFIRMED, by=by, about="account", about_id=by.account_id, field=field)
    raise NotConfirmedError(field, why)
