"""Opening accounts, giving positions, changing passwords (ORG-5)."""

import datetime as dt
import uuid

from backbone.clock import now, today
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor, Position
from tenants.audit_trail.interface import event_type, record
from tenants.people.models import Account, PositionHolding
from tenants.people.queries import find_account_by_username
from tenants.people.rules import MAX_PASSWORD, MIN_PASSWORD, hash_password, normal_username, password_fits

ACCOUNT_OPENED = event_type("account.opened", "username")
POSITION_GIVEN = event_type("position.given", "position", "starts_on")
PASSWORD_CHANGED = event_type("account.password_changed")
LANGUAGE_CHOSEN = event_type("account.language_chosen", "locale")


class UsernameTakenError(ConflictError):
    """The tenant has an account of that name."""

    code = "username_taken"
    message = _l("There is an account %(username)s already.")


class PositionOfOtherSideError(InvalidError):
    """A store's person can't hold a position of headquarters, nor the other way round."""

    code = "position_of_other_side"
    message = _l("The position %(position)s does not belong to this side.")


def open_account(*, username: str, name: str, password: str, by: Actor) -> Account:
    """A new account in the tenant of `by`. Raises UsernameTakenError, InvalidError (password)."""
    _check_password("password", password)
    username = normal_username(username)
    if find_account_by_username(username):
        raise UsernameTakenError(username=username)
    account = Account(
        tenant_id=by.tenant_id, id=uuid7(), username=username, name=name, password_hash=hash_password(password)
    )
    current().add(account)
    current().flush()
    record(ACCOUNT_OPENED, by=by, about="account", about_id=account.id, username=username)
    return account


def give_position(
    account: Account,
    position: Position,
    *,
    by: Actor,
    starts_on: dt.date | None = None,
    region_id: uuid.UUID | None = None,
) -> PositionHolding:
    """`account` holds `position` from `starts_on` (today unless given). Raises PositionOfOtherSideError."""
    if position.side is not by.side:
        raise PositionOfOtherSideError(position=position)
    holding = PositionHolding(
        tenant_id=by.tenant_id,
        id=uuid7(),
        account_id=account.id,
        position=position,
        starts_on=starts_on or today(),
        region_id=region_id,
    )
    current().add(holding)
    current().flush()
    record(
        POSITION_GIVEN,
        by=by,
        about="account",
        about_id=account.id,
        position=position,
        starts_on=holding.starts_on.isoformat(),
    )
    return holding


def change_password(account: Account, *, old: str, new: str, by: Actor) -> None:
    """A new password, for who knows the old one. Raises InvalidError with the field."""
    if not password_fits(old, account.password_hash):
        raise InvalidError(fields={"old_password": [_l("This is not your present password.")]})
    _check_password("new_password", new)
    account.password_hash, account.password_changed_at = hash_password(new), now()
    record(PASSWORD_CHANGED, by=by, about="account", about_id=account.id)


def choose_language(account: Account, locale: str, *, by: Actor) -> None:
    """Remember the language a person chose."""
    account.locale = locale
    record(LANGUAGE_CHOSEN, by=by, about="account", about_id=account.id, locale=locale)


def _check_password(field: str, password: str) -> None:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        text = _l("A password has %(least)s to %(most)s characters.", least=MIN_PASSWORD, most=MAX_PASSWORD)
        raise InvalidError(fields={field: [text]})
