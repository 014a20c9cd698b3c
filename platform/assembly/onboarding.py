"""Opening networks, stores and accounts from outside a request: the command line and the demo network."""

import datetime as dt
from contextlib import suppress

from sqlalchemy.exc import IntegrityError

from backbone.db.unit_of_work import acting_as
from backbone.errors import DomainError, InvalidError
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from oem.questionnaires.interface import publish_shipped_questionnaires
from oem.standards.interface import publish_shipped_standards
from tenants.access.interface import Actor, Position, Side, platform_actor
from tenants.networks.interface import (
    Network,
    Region,
    add_region,
    find_network,
    find_region,
    open_network,
    rename_network,
)
from tenants.people.interface import find_account_by_username, give_position, has_accounts, open_account
from tenants.signin.interface import (
    CodeTakenError,
    SignInCode,
    find_code,
    find_only_network,
    list_networks,
    normal_code,
    open_way_in,
    rename_way_in,
    restore_access,
)
from tenants.staffing.interface import choose_plan
from tenants.stores.interface import open_store

DEFAULT_CODE = "HQ"
DEFAULT_NAME = "厂家总部"
TERMINAL = "Sanqi"
"""Who does what no person does: a store reads the name beside headquarters' word, in its own language."""


class UnknownCodeError(DomainError):
    """No store or network has this code."""

    status = 404
    code = "unknown_code"
    message = _l("There is no store or network with the code %(value)s.")


def find_place(code: str, side: Side) -> SignInCode:
    """What a code means. Raises UnknownCodeError."""
    with acting_as(Acting.door()):
        place = find_code(code)
    if place is None or place.side != side:
        raise UnknownCodeError(value=normal_code(code))
    return place


def actor_of(place: SignInCode) -> Actor:
    """The platform itself, acting for that store or headquarters."""
    if place.side == Side.STORE:
        return platform_actor(TERMINAL, Acting.store(place.tenant_id, place.network_id))
    return platform_actor(TERMINAL, Acting.headquarters(place.network_id))


def headquarters(code: str | None = None) -> Actor:
    """Headquarters of the network `code`; without a code, of the only one, made now when there is none."""
    with acting_as(Acting.door()):
        only = find_only_network()
    if code is None:
        return actor_of(only) if only else make_network(DEFAULT_CODE, DEFAULT_NAME, made_by_default=True)
    if only is None and not _any_network():
        return make_network(normal_code(code), normal_code(code))
    if only is not None and only.code != normal_code(code):
        _adopt_code(only, normal_code(code))
    return actor_of(find_place(code, Side.HQ))


def make_network(code: str, name: str, *, made_by_default: bool = False) -> Actor:
    """A new network with its way in. Raises CodeTakenError."""
    who = platform_actor(TERMINAL, Acting.headquarters(uuid7()))
    with acting_as(who.acting):
        open_network(code=code, name=name, by=who, made_by_default=made_by_default)
        open_way_in(code=code, side=Side.HQ, tenant_id=who.tenant_id, network_id=who.network_id, place=name)
        publish_shipped_standards(by=who)
        publish_shipped_questionnaires(by=who)
    return who


def complete_networks() -> None:
    """What this version ships and a network from before it lacks: standards of new programmes (HQ-2).

    Any number of processes may do it at once: a version is there once, by its unique key.
    """
    with acting_as(Acting.door()):
        networks = list_networks()
    for network in networks:
        who = actor_of(network)
        with suppress(IntegrityError), acting_as(who.acting):
            publish_shipped_standards(by=who)
            publish_shipped_questionnaires(by=who)


def create_store(*, code: str, name: str, region: str, plan: int, start_date: dt.date, hq: Actor | None = None) -> str:
    """Open a store in `region` (made when missing) under a staffing plan. Returns its code as it is kept."""
    who = hq or headquarters()
    code = _fit_code(code)
    with acting_as(who.acting):
        home = find_region(region) or add_region(name=region, by=who)
        store = open_store(code=code, name=name, region=home, start_date=start_date, by=who)
    own = platform_actor(TERMINAL, Acting.store(store.tenant_id, store.network_id))
    with acting_as(own.acting):
        choose_plan(plan=plan, valid_from=start_date, region_id=home.id, by=own)
    return code


def create_user(
    *,
    store_code: str | None,
    hq_code: str | None,
    username: str,
    name: str,
    position: Position,
    password: str,
    region: str | None = None,
    starts_on: dt.date | None = None,
) -> str:
    """Open an account with a position from `starts_on` (today unless given) on. Returns the code of its place.

    Raises UnknownCodeError.
    """
    place = find_place(store_code, Side.STORE) if store_code else None
    who = actor_of(place) if place else headquarters(hq_code)
    with acting_as(who.acting):
        bound_to = _region_for(position, region)
        account = open_account(username=username, name=name, password=password, by=who)
        give_position(account, position, by=who, starts_on=starts_on, region_id=bound_to.id if bound_to else None)
    return place.code if place else normal_code(hq_code or "")


def let_in_again(*, store_code: str | None, hq_code: str | None, username: str) -> str:
    """A one-time password for who can't sign in any more and has nobody above. Returns it.

    Raises UnknownCodeError, InvalidError (username).
    """
    place = find_place(store_code or hq_code or "", Side.STORE if store_code else Side.HQ)
    who = actor_of(place)
    with acting_as(who.acting):
        account = find_account_by_username(username)
        if account is None or account.ended_at is not None:
            raise InvalidError(fields={"username": [_l("Nobody of this name has access.")]})
        return restore_access(account, by=who)


def _region_for(position: Position, region: str | None) -> Region | None:
    if not position.bound_to_regions:
        return None
    found = find_region(region) if region else None
    if found is None:
        raise InvalidError(fields={"region": [_l("This position is bound to a region: name one of the network's.")]})
    return found


def _fit_code(code: str) -> str:
    fit = normal_code(code)
    if not fit or len(fit) > 40 or not all(letter.isalnum() or letter in "-_" for letter in fit):
        raise InvalidError(fields={"code": [_l("A code has letters, digits and hyphens, at most 40.")]})
    return fit


def _any_network() -> bool:
    with acting_as(Acting.door()):
        return find_only_network(at_least_one=True) is not None


def _adopt_code(only: SignInCode, code: str) -> None:
    """The network that was made without being asked for takes the code of its first account."""
    who = actor_of(only)
    with acting_as(who.acting):
        network: Network | None = find_network()
        if network is None or not network.made_by_default or has_accounts():
            return
        if _is_taken(code):
            raise CodeTakenError(value=code)
        rename_network(network, code=code, name=network.name, by=who)
        rename_way_in(who.network_id, old=only.code, new=code, place=network.name)


def _is_taken(code: str) -> bool:
    with acting_as(Acting.door()):
        return find_code(code) is not None
