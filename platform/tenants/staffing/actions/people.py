"""Who works here: taking somebody on, giving and ending positions, leaving with a named successor (ORG-5)."""

import datetime as dt
import re
import uuid

from backbone.clock import today
from backbone.errors import ForbiddenError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.outbox.actions import must_happen
from tenants.access.interface import Actor, Position
from tenants.people.interface import (
    Account,
    PositionHolding,
    end_account,
    end_position,
    find_account,
    get_account,
    get_account_to_change,
    get_holding_to_change,
    give_position,
    one_time_password,
    open_account,
    withdraw_position,
)
from tenants.signin.interface import end_other_sessions, restore_access
from tenants.staffing import may
from tenants.staffing.actions.changing import staffing_changed
from tenants.staffing.actions.delegating import end_from_today
from tenants.staffing.queries.staffing import list_delegations, lock_staffing

HAND_OVER_WORK = ("callbacks.hand_over_work", "complaints.hand_over_work", "opinions.hand_over_work")
"""Jobs that hand open work from one person to another; their slices lie above this one."""
LONGEST_NAME = 40
FURTHEST = dt.timedelta(days=366)
_USERNAME = re.compile(r"[\w.-]{2,40}")


def take_on(
    *, username: str, name: str, position: Position, starts_on: dt.date | None = None, by: Actor
) -> tuple[Account, str]:
    """A new person in a position. Returns the account and its one-time password, which is shown once.

    Raises ForbiddenError, InvalidError, UsernameTakenError.
    """
    _require_change(by)
    wrong = {}
    if not _USERNAME.fullmatch(username.strip()):
        wrong["username"] = [_l("2 to 40 letters, digits, dots or hyphens.")]
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        wrong["name"] = [_l("A name has 1 to %(most)s characters.", most=LONGEST_NAME)]
    if wrong:
        raise InvalidError(fields=wrong)
    password = one_time_password()
    account = open_account(username=username, name=name, password=password, one_time=True, by=by)
    give(account.id, position, starts_on=starts_on, by=by)
    return account, password


def give(account_id: uuid.UUID, position: Position, *, starts_on: dt.date | None = None, by: Actor) -> PositionHolding:
    """A further position for somebody, from today or a later day on.

    Raises ForbiddenError, NotFoundError, InvalidError, AlreadyHeldError.
    """
    _require_change(by)
    lock_staffing()
    account, starts_on = get_account(account_id), starts_on or today()
    if account.ended_at is not None:
        raise InvalidError(fields={"account": [_l("This person has left.")]})
    if not today() <= starts_on <= today() + FURTHEST:
        raise InvalidError(fields={"starts_on": [_l("Today at the earliest, a year ahead at most.")]})
    holding = give_position(account, position, starts_on=starts_on, by=by)
    staffing_changed()
    return holding


def end(holding_id: uuid.UUID, *, last_day: dt.date, by: Actor) -> None:
    """`last_day` is the last day in that position; one that has not begun yet is taken back.

    Raises ForbiddenError, NotFoundError, InvalidError.
    """
    _require_change(by)
    lock_staffing()
    holding = get_holding_to_change(holding_id)
    if holding.starts_on > today():
        withdraw_position(holding, by=by)
    else:
        _check_last_day(holding, last_day)
        end_position(holding, last_day=last_day, by=by)
    staffing_changed()


def leave(account_id: uuid.UUID, *, successor_id: uuid.UUID, by: Actor) -> Account:
    """Somebody leaves: access ends at once, open work goes to the successor (ORG-5).

    Raises ForbiddenError, NotFoundError, InvalidError.
    """
    _require_change(by)
    lock_staffing()
    account = get_account_to_change(account_id)
    _check_leaving(account, find_account(successor_id), by)
    end_account(account, by=by)
    for delegation in list_delegations():
        if delegation.to_account_id == account.id:
            end_from_today(delegation, by=by)
    end_other_sessions(None, tenant_id=by.tenant_id, account_id=account.id)
    for job in HAND_OVER_WORK:
        must_happen(job, from_account=str(account.id), to_account=str(successor_id), by_name=by.name)
    staffing_changed()
    return account


def let_in_again(account_id: uuid.UUID, *, by: Actor) -> tuple[Account, str]:
    """A one-time password for who lost theirs, or their device. Returns the account and the password, shown once.

    Raises ForbiddenError, NotFoundError, InvalidError.
    """
    if not may.let_in_again(by):
        raise ForbiddenError
    account = get_account_to_change(account_id)
    if account.id == by.account_id:
        raise InvalidError(fields={"account": [_l("Your own password is changed under 'My account'.")]})
    if account.ended_at is not None:
        raise InvalidError(fields={"account": [_l("This person has left.")]})
    return account, restore_access(account, by=by)


def _check_last_day(holding: PositionHolding, last_day: dt.date) -> None:
    if holding.over_on is not None and holding.over_on <= today():
        raise InvalidError(fields={"last_day": [_l("This position has ended before.")]})
    if not today() - dt.timedelta(days=1) <= last_day <= today() + FURTHEST:
        raise InvalidError(fields={"last_day": [_l("Yesterday at the earliest, a year ahead at most.")]})


def _check_leaving(account: Account, successor: Account | None, by: Actor) -> None:
    wrong = {}
    if account.id == by.account_id:
        wrong["account"] = [_l("Nobody ends their own access. Ask headquarters.")]
    elif account.ended_at is not None:
        wrong["account"] = [_l("This person has left.")]
    if successor is None or successor.id == account.id or successor.ended_at is not None:
        wrong["successor"] = [_l("Name somebody else who works here.")]
    if wrong:
        raise InvalidError(fields=wrong)


def _require_change(by: Actor) -> None:
    if not may.change(by):
        raise ForbiddenError
