"""Signing in: the password first, then the code of who has a second factor. No session before both are right."""

from dataclasses import dataclass

from sqlalchemy import delete

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import DomainError
from backbone.i18n import lazy_gettext as _l
from backbone.isolation.acting import Acting
from tenants.access.interface import Actor, Side
from tenants.audit_trail.interface import event_type, record
from tenants.people.interface import Account, find_account_to_sign_in, find_working_account, password_fits
from tenants.second_factor.interface import find_factor, spend
from tenants.signin import rules
from tenants.signin.actions.sessions import open_session
from tenants.signin.actions.throttling import code_keys, count_code_try, count_try, forgive
from tenants.signin.models import SignInCode, SignInSession, SignInStep
from tenants.signin.queries import find_code, find_live_step

SIGNED_IN = event_type("signed_in", "browser")
SIGN_IN_REFUSED = event_type("sign_in_refused", "browser")
CODE_ASKED_FOR = event_type("sign_in.code_asked_for", "browser")
CODE_REFUSED = event_type("sign_in.code_refused", "browser")


class SignInRefusedError(DomainError):
    """Code, name or password is wrong; which one is not told."""

    status = 401
    code = "sign_in_refused"
    message = _l("Code, user name or password is not right.")


class CodeRefusedError(DomainError):
    """The code of the second factor is wrong, or was used before."""

    status = 401
    code = "code_refused"
    message = _l("This code is not right, or it was used before. Take the next one.")


class StepOverError(DomainError):
    """The password was too long ago, or never right."""

    status = 401
    code = "sign_in_step_over"
    message = _l("Please sign in again: the code came too late.")


@dataclass(frozen=True)
class SignedIn:
    """A fresh session and the token that the browser holds."""

    token: str
    session: SignInSession


@dataclass(frozen=True)
class CodeWanted:
    """The password was right; `token` stands for that, for a few minutes, and opens nothing."""

    token: str


def sign_in(*, code: str, username: str, password: str, browser: str, address: str) -> SignedIn | CodeWanted:
    """A fresh session, or the step to the second factor. Raises SignInRefusedError, TooManyRequestsError.

    The try is counted and committed before the password is looked at; when it can't be counted, nobody gets in (R13).
    """
    name = f"{rules.normal_code(code)}/{username.strip().lower()}"
    # The address first: one that is blocked adds no row for each name it makes up.
    count_try("address", address, rules.TRIES_PER_ADDRESS)
    count_try("name", name, rules.TRIES_PER_NAME)
    with unit_of_work(Acting.door()):
        place = find_code(code)
    account, wanted = _account_that_fits(place, username, password, browser)
    if place is None or account is None:
        raise SignInRefusedError
    if wanted:
        return CodeWanted(_open_step(place, account, browser, name))
    with unit_of_work(Acting.door()):
        token, session = open_session(place, account.id, browser)
        forgive(rules.throttle_key("name", name))
    return SignedIn(token, session)


def finish_sign_in(*, token: str, code: str, address: str) -> SignedIn:
    """A fresh session for a right password and a right code: one of the device, or a recovery code.

    Raises CodeRefusedError, StepOverError, TooManyRequestsError. A code is spent even when no session comes of it.
    """
    count_try("address", address, rules.TRIES_PER_ADDRESS)
    with unit_of_work(Acting.door()):
        step = find_live_step(token)
    if step is None:
        raise StepOverError
    count_code_try(step.account_id)
    if not _code_fits(step, code):
        raise CodeRefusedError
    with unit_of_work(Acting.door()) as door:
        taken = delete(SignInStep).where(SignInStep.token_hash == step.token_hash).returning(SignInStep.token_hash)
        if door.scalar(taken) is None:
            raise StepOverError
        session_token, session = open_session(step, step.account_id, step.browser)
        forgive(step.name_key, *code_keys(step.account_id))
    return SignedIn(session_token, session)


def _account_that_fits(
    place: SignInCode | None, username: str, password: str, browser: str
) -> tuple[Account | None, bool]:
    """The account, and whether its second factor is to be asked for."""
    if place is None:
        password_fits(password, None)
        return None, False
    with unit_of_work(_acting_in(place)):
        account = find_account_to_sign_in(username)
        fits = password_fits(password, account.password_hash if account else None)
        # A name that nobody has is put on record as well: what is written takes time, and would tell which names are.
        known = account.id if account else None
        wanted = known is not None and find_factor(known) is not None
        actor = Actor(account.name if account else "", Side(place.side), place.tenant_id, place.network_id, known)
        event = (CODE_ASKED_FOR if wanted else SIGNED_IN) if fits else SIGN_IN_REFUSED
        record(event, by=actor, about="account", about_id=known, browser=browser)
        return (account if fits else None), wanted


def _open_step(place: SignInCode, account: Account, browser: str, name: str) -> str:
    token = rules.new_token()
    with unit_of_work(Acting.door()) as door:
        door.add(
            SignInStep(
                token_hash=rules.token_hash(token),
                side=place.side,
                tenant_id=place.tenant_id,
                network_id=place.network_id,
                account_id=account.id,
                place=place.place,
                browser=browser,
                name_key=rules.throttle_key("name", name),
            )
        )
    return token


def _code_fits(step: SignInStep, code: str) -> bool:
    with unit_of_work(_acting_in(step)):
        # Who has left, and whose store is suspended, since the password: neither comes in (ORG-5, HQ-1).
        if (working := find_working_account(step.account_id)) is None:
            return False
        by = Actor(working.account.name, Side(step.side), step.tenant_id, step.network_id, step.account_id)
        fits = spend(code=code, by=by, recovery=True) is not None
        event = SIGNED_IN if fits else CODE_REFUSED
        record(event, by=by, about="account", about_id=step.account_id, browser=step.browser)
        return fits


def _acting_in(place: SignInCode | SignInStep) -> Acting:
    if place.side == Side.STORE:
        return Acting.store(place.tenant_id, place.network_id)
    return Acting.headquarters(place.network_id)
