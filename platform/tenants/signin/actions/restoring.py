"""Letting somebody in again who lost password or device."""

from tenants.access.interface import Actor
from tenants.people.interface import Account, replace_password
from tenants.second_factor.interface import forget_device
from tenants.signin.actions.sessions import end_other_sessions


def restore_access(account: Account, *, by: Actor) -> str:
    """A one-time password in place of the old one; the device is forgotten, all sessions end. Returns the password.

    Whether `by` may do so is asked by whoever calls this.
    """
    password = replace_password(account, by=by)
    forget_device(account.id, by=by)
    end_other_sessions(None, tenant_id=account.tenant_id, account_id=account.id)
    return password
