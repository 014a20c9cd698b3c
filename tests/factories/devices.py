"""A phone with an authenticator app."""

from dataclasses import dataclass, field

import pyotp
from sqlalchemy import select

from backbone.clock import now
from backbone.db.unit_of_work import current, unit_of_work
from tenants.second_factor.interface import begin, confirm, find_begun, secret_of
from tenants.second_factor.models import SecondFactor
from tenants.second_factor.rules.codes import step_now
from tests.factories.tenants import MadePerson


@dataclass
class Device:
    """`code()` is one that was not shown before: of the last step, then of this one, then of the next.

    Where the clock runs, the `first` one is better this step's: 0.
    """

    secret: str
    recovery_codes: list[str] = field(default_factory=list)
    shown: int = 0
    first: int = -1

    def code(self) -> str:
        """A fresh code; the fourth within one step is not one that is taken yet."""
        self.shown = max(step_now(now()) + self.first, self.shown + 1)
        return pyotp.TOTP(self.secret).generate_otp(self.shown)

    def same_code(self) -> str:
        """The last one again."""
        return pyotp.TOTP(self.secret).generate_otp(self.shown)


def device_of(who: MadePerson, first: int = -1) -> Device:
    """What the person holds in their hand after setting it up, confirmed with a code of its `first` step."""
    with unit_of_work(who.actor.acting):
        begin(by=who.actor)
        begun = find_begun(who.id)
        assert begun is not None
        device = Device(secret_of(begun) or "", first=first)
        device.recovery_codes = confirm(code=device.code(), by=who.actor)
    return device


def kept(who: MadePerson) -> SecondFactor | None:
    """The row as it stands, whether it counts or not."""
    with unit_of_work(who.actor.acting):
        mine = (SecondFactor.tenant_id == who.actor.tenant_id, SecondFactor.account_id == who.id)
        return current().scalar(select(SecondFactor).where(*mine))
