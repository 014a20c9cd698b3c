"""Opening and ending accounts, giving and ending positions, changing passwords (ORG-5)."""

import datetime as dt
import uuid

from sqlalchemy import or_, select

from backbone.clock import now, today
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor, Position
from tenants.audit_trail.interface import event_type, record
from tenants.people.models import Account, PositionHolding
from tenants.people.queries import find_account_by_username
from tenants.people.rules import (
    MAX_PASSWORD,
    MIN_PASSWORD,
    hash_password,
    normal_username,
    one_time_password,
    password_fits,
)

ACCOUNT_OPENED = event_type("account.opened", "username")
POSITION_GIVEN = event_type("position.given", "position", "starts_on")
POSITION_ENDED = event_type("position.ended", "position", "ends_on")
POSITION_WITHDRAWN = event_type("position.withdrawn", "position", "starts_on")
ACCOUNT_ENDED = event_type("account.ended", "username")
PASSWORD_CHANGED = event_type("account.password_changed")
PASSWORD_REPLACED = event_type("account.password_replaced")
LANGUAGE_CHOSEN = event_type("account.language_chosen", "locale")


class UsernameTakenError(ConflictError):
    """The tenant has an account of that name."""

    code = "username_taken"
    message = _l("There is an account %(username)s already.")


class AlreadyHeldError(ConflictError):
    """One person would hold one position twice on the same day."""

    code = "position_already_held"
    message = _l("%(name)s holds this position in that time already.")


class PositionOfOtherSideError(InvalidError):
    """A store's person can't hold a position of headquarters, nor the other way round."""

    code = "position_of_other_side"
    message = _l("The position %(position)s does not belong to this side.")


def open_account(*, username: str, name: str, password: str, by: Actor, one_time: bool = False) -> Account:
    """A new account in the tenant of `by`. Raises UsernameTakenError, InvalidError (password).

    `one_time`: somebody else has seen the password; its owner is to choose another one.
    """
    _check_password("password", password)
    username = normal_username(username)
    if find_account_by_username(username):
        raise UsernameTakenError(username=username)
    account = Account(
        tenant_id=by.tenant_id,
        id=uuid7(),
        username=username,
        name=name.strip(),
        password_hash=hash_password(password),
        password_is_one_time=one_time,
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
    """`account` holds `position` from `starts_on` (today unless given).

    Raises PositionOfOtherSideError, AlreadyHeldError.
    """
    if position.side is not by.side:
        raise PositionOfOtherSideError(position=position)
    if region_id is None and _holds(account, position, starts_on or today()):
        raise AlreadyHeldError(name=account.name)
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


def end_position(holding: PositionHolding, *, last_day: dt.date, by: Actor) -> None:
    """`last_day` is the last day on which the position is held (ORG-5). Raises InvalidError."""
    if last_day < holding.starts_on:
        raise InvalidError(fields={"last_day": [_l("It begins on %(day)s only.", day=holding.starts_on)]})
    holding.ends_on = last_day
    current().flush()
    record(
        POSITION_ENDED,
        by=by,
        about="account",
        about_id=holding.account_id,
        position=holding.position,
        ends_on=last_day.isoformat(),
    )


def withdraw_position(holding: PositionHolding, *, by: Actor) -> None:
    """A position that has not begun yet is not taken up after all."""
    details = {"position": holding.position, "starts_on": holding.starts_on.isoformat()}
    record(POSITION_WITHDRAWN, by=by, about="account", about_id=holding.account_id, **details)
    current().delete(holding)
    current().flush()


def end_account(account: Account, *, by: Actor) -> None:
    """Who leaves has no access from now on and holds nothing any more (ORG-5); `account` has its holdings loaded."""
    account.ended_at = now()
    for holding in account.holdings:
        if holding.starts_on > today():
            withdraw_position(holding, by=by)
        elif holding.ends_on is None or holding.ends_on > today():
            end_position(holding, last_day=today(), by=by)
    current().flush()
    record(ACCOUNT_ENDED, by=by, about="account", about_id=account.id, username=account.username)


def change_password(account: Account, *, old: str, new: str, by: Actor) -> None:
    """A new password, for who knows the old one. Raises InvalidError with the field."""
    if not password_fits(old, account.password_hash):
        raise InvalidError(fields={"old_password": [_l("This is not your present password.")]})
    _check_password("new_password", new)
    account.password_hash, account.password_changed_at = hash_password(new), now()
    account.password_is_one_time = False
    record(PASSWORD_CHANGED, by=by, about="account", about_id=account.id)


def replace_password(account: Account, *, by: Actor) -> str:
    """A one-time password for who forgot theirs; it is said to whoever asked, once. Returns it."""
    password = one_time_password()
    account.password_hash, account.password_changed_at = hash_password(password), now()
    account.password_is_one_time = True
    current().flush()
    record(PASSWORD_REPLACED, by=by, about="account", about_id=account.id)
    return password


def choose_language(account: Account, locale: str, *, by: Actor) -> None:
    """Remember the language a person chose."""
    account.locale = locale
    record(LANGUAGE_CHOSEN, by=by, about="account", about_id=account.id, locale=locale)


def _holds(account: Account, position: Position, starts_on: dt.date) -> bool:
    """Whether that person holds that position on that day or later."""
    over = PositionHolding.ends_on < starts_on
    same = (PositionHolding.account_id == account.id, PositionHolding.position == position)
    query = select(PositionHolding.id).where(*same, or_(PositionHolding.ends_on.is_(None), ~over)).limit(1)
    return current().scalar(query) is not None


def _check_password(field: str, password: str) -> None:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        text = _l("A password has %(least)s to %(most)s characters.", least=MIN_PASSWORD, most=MAX_PASSWORD)
        raise InvalidError(fields={field: [text]})
