"""Beginning, confirming, using and switching off a second factor; saying which positions need one.

Who may is looked at by sign-in, which counts tries first: these verbs are reached through it.
"""

import uuid
from collections.abc import Collection
from enum import StrEnum

import structlog
from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert

from backbone.clock import now
from backbone.db.unit_of_work import current
from backbone.errors import ConflictError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from tenants.access.interface import Actor, Position
from tenants.audit_trail.interface import event_type, record
from tenants.second_factor.models import RecoveryCode, SecondFactor, SecondFactorPosition
from tenants.second_factor.queries import find_begun, find_factor, list_positions_that_need_one
from tenants.second_factor.rules import codes
from tenants.second_factor.rules.sealing import opened, sealed

FACTOR_BEGUN = event_type("second_factor.begun")
FACTOR_CONFIRMED = event_type("second_factor.confirmed")
FACTOR_FORGOTTEN = event_type("second_factor.forgotten")
FACTOR_SWITCHED_OFF = event_type("second_factor.switched_off")
RECOVERY_CODES_RENEWED = event_type("second_factor.recovery_codes_renewed")
RECOVERY_CODE_USED = event_type("second_factor.recovery_code_used")
POSITIONS_CHOSEN = event_type("second_factor.positions_chosen", "added", "removed")

log = structlog.get_logger()


class Spent(StrEnum):
    """What a code was."""

    CODE = "code"
    RECOVERY_CODE = "recovery_code"


class FactorIsOnError(ConflictError):
    """There is one already."""

    code = "second_factor_is_on"
    message = _l("The second factor is on already.")


class NothingBegunError(ConflictError):
    """The secret was shown too long ago, or never."""

    code = "second_factor_not_begun"
    message = _l("This took too long. Please begin again.")


def begin(*, by: Actor) -> None:
    """A fresh secret for `by`, which counts once a code of it was typed in. Raises FactorIsOnError."""
    assert by.account_id is not None
    fresh = {"secret": sealed(codes.new_secret(), by.account_id), "begun_at": now(), "last_step": 0}
    row = {"tenant_id": by.tenant_id, "id": uuid7(), "account_id": by.account_id, **fresh}
    statement = upsert(SecondFactor).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant_id", "account_id"], set_=fresh, where=SecondFactor.confirmed_at.is_(None)
    )
    if current().scalar(statement.returning(SecondFactor.id)) is None:
        raise FactorIsOnError
    record(FACTOR_BEGUN, by=by, about="account", about_id=by.account_id)


def secret_of(factor: SecondFactor) -> str | None:
    """The secret in the clear; None when the installation's key is another one now."""
    if (secret := opened(factor.secret, factor.account_id)) is None:
        log.error("second_factor_unreadable", factor=str(factor.id))
    return secret


def confirm(*, code: str, by: Actor) -> list[str]:
    """From now on the factor that was begun counts. Its recovery codes, to be shown once.

    Raises NothingBegunError, InvalidError (code).
    """
    assert by.account_id is not None
    if (factor := find_begun(by.account_id)) is None:
        raise NothingBegunError
    if not _spend_step(factor, code):
        raise InvalidError(fields={"code": [_l("This code does not fit. Look at the time of your device.")]})
    factor.confirmed_at = now()
    current().flush()
    record(FACTOR_CONFIRMED, by=by, about="account", about_id=by.account_id)
    return _write_recovery_codes(factor)


def spend(*, code: str, by: Actor, recovery: bool) -> Spent | None:
    """Whether this is a code of the person's device (or, with `recovery`, a recovery code); it counts this once.

    The database decides who was first: the step must be later than the last one, the recovery code unused.
    """
    assert by.account_id is not None
    if (factor := find_factor(by.account_id)) is None:
        return None
    if _spend_step(factor, code):
        return Spent.CODE
    if recovery and _spend_recovery_code(factor, code):
        record(RECOVERY_CODE_USED, by=by, about="account", about_id=by.account_id)
        return Spent.RECOVERY_CODE
    return None


def renew_recovery_codes(*, by: Actor) -> list[str]:
    """Ten fresh ones; the old ones open nothing any more. Raises NothingBegunError without a factor."""
    factor = _own_factor(by)
    current().execute(
        delete(RecoveryCode).where(RecoveryCode.tenant_id == by.tenant_id, RecoveryCode.factor_id == factor.id)
    )
    record(RECOVERY_CODES_RENEWED, by=by, about="account", about_id=by.account_id)
    return _write_recovery_codes(factor)


def switch_off(*, by: Actor) -> None:
    """Forget the person's device and recovery codes. Raises NothingBegunError without a factor."""
    factor = _own_factor(by)
    current().execute(delete(SecondFactor).where(SecondFactor.tenant_id == by.tenant_id, SecondFactor.id == factor.id))
    record(FACTOR_SWITCHED_OFF, by=by, about="account", about_id=by.account_id)


def forget_device(account_id: uuid.UUID, *, by: Actor) -> None:
    """Somebody else's device and recovery codes are forgotten, if there are any: theirs was lost."""
    mine = (SecondFactor.tenant_id == by.tenant_id, SecondFactor.account_id == account_id)
    if current().scalars(delete(SecondFactor).where(*mine).returning(SecondFactor.id)).all():
        record(FACTOR_FORGOTTEN, by=by, about="account", about_id=account_id)


def choose_positions(wanted: Collection[Position], *, seen: Collection[Position], by: Actor) -> None:
    """From now on people in these positions can do nothing without a second factor.

    `seen` is what the form showed. Raises ConflictError when it is not so any more, InvalidError (positions).
    """
    chosen = frozenset(wanted)
    if any(position.side is not by.side for position in chosen):
        raise InvalidError(fields={"positions": [_l("This position does not belong to this side.")]})
    before = list_positions_that_need_one()
    if before != frozenset(seen):
        raise ConflictError
    _write_positions(by.tenant_id, added=chosen - before, removed=before - chosen)
    added, removed = sorted(chosen - before), sorted(before - chosen)
    record(POSITIONS_CHOSEN, by=by, about="positions", added=added, removed=removed)


def _write_positions(tenant_id: uuid.UUID, *, added: frozenset[Position], removed: frozenset[Position]) -> None:
    if added:
        rows = [{"tenant_id": tenant_id, "id": uuid7(), "position": position, "since": now()} for position in added]
        current().execute(insert(SecondFactorPosition), rows)
    if removed:
        own = SecondFactorPosition.tenant_id == tenant_id
        current().execute(delete(SecondFactorPosition).where(own, SecondFactorPosition.position.in_(removed)))


def _own_factor(by: Actor) -> SecondFactor:
    if by.account_id is None or (factor := find_factor(by.account_id)) is None:
        raise NothingBegunError
    return factor


def _spend_step(factor: SecondFactor, code: str) -> bool:
    secret = secret_of(factor)
    step = codes.step_of(code, secret, now()) if secret else None
    if step is None:
        return False
    mine = (SecondFactor.tenant_id == factor.tenant_id, SecondFactor.id == factor.id)
    later = update(SecondFactor).where(*mine, SecondFactor.last_step < step).values(last_step=step)
    return current().scalar(later.returning(SecondFactor.id)) is not None


def _spend_recovery_code(factor: SecondFactor, code: str) -> bool:
    if (digest := codes.recovery_hash(code, factor.account_id)) is None:
        return False
    mine = (RecoveryCode.tenant_id == factor.tenant_id, RecoveryCode.factor_id == factor.id)
    unused = (RecoveryCode.code_hash == digest, RecoveryCode.used_at.is_(None))
    using = update(RecoveryCode).where(*mine, *unused).values(used_at=now())
    return current().scalar(using.returning(RecoveryCode.id)) is not None


def _write_recovery_codes(factor: SecondFactor) -> list[str]:
    made = codes.new_recovery_codes()
    tenant, account = factor.tenant_id, factor.account_id
    rows = [
        {"tenant_id": tenant, "id": uuid7(), "factor_id": factor.id, "code_hash": codes.recovery_hash(code, account)}
        for code in made
    ]
    current().execute(insert(RecoveryCode), rows)
    return made
