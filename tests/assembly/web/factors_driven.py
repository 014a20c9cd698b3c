"""How each changing route of the second factor is driven, for test_on_record."""

from typing import Protocol

from werkzeug.test import TestResponse

from backbone.db.unit_of_work import unit_of_work
from tenants.access.interface import Position
from tenants.second_factor.interface import begin, find_begun, secret_of
from tests.assembly.web.factors import CODE, OWN, SETTINGS
from tests.assembly.web.visitor import Visitor
from tests.factories import tenants
from tests.factories.devices import Device, device_of
from tests.factories.tenants import PASSWORD, MadePerson, MadeStore


class Stage(Protocol):
    """Of test_on_record: what is needed of it."""

    me: Visitor
    hq: Visitor
    store: MadeStore


_colleagues: list[Visitor] = []


def colleague(at: Stage) -> MadePerson:
    """Somebody of their own, signed in, whose second factor nobody else minds."""
    who = tenants.person(at.store, Position.CASHIER)
    _colleagues.append(Visitor(at.me.client.application).sign_in(who))
    return who


def begun(at: Stage) -> str:
    """The code that a second factor waits for."""
    who = colleague(at)
    with unit_of_work(at.store.acting):
        begin(by=who.actor)
        waiting = find_begun(who.id)
        assert waiting is not None
        return Device(secret_of(waiting) or "", first=0).code()


def device(at: Stage) -> str:
    """A code of a second factor."""
    return device_of(colleague(at), first=0).code()


def at_the_code(at: Stage) -> str:
    """A code of a second factor; the password was right."""
    who = colleague(at)
    code = device_of(who, first=0).code()
    _colleagues[-1].try_to_sign_in(who.code, who.username, who.password)
    return code


def nothing(at: Stage) -> str:
    return ""


def post(path: str, **form: str) -> TestResponse:
    """As the colleague who was prepared last."""
    return _colleagues[-1].post(path, form)


SECOND_FACTOR_DRIVES = {
    (OWN, "POST"): (nothing, lambda at, _: at.me.post(OWN, {"password": PASSWORD})),
    (f"{OWN}/confirmations", "POST"): (begun, lambda at, code: post(f"{OWN}/confirmations", code=code)),
    (f"{OWN}/recovery-codes", "POST"): (device, lambda at, code: post(f"{OWN}/recovery-codes", code=code)),
    (f"{OWN}/removals", "POST"): (device, lambda at, code: post(f"{OWN}/removals", code=code, password=PASSWORD)),
    (CODE, "POST"): (at_the_code, lambda at, code: post(CODE, code=code)),
    (SETTINGS, "POST"): (nothing, lambda at, _: at.hq.post(SETTINGS, {"positions": "hq_sales"})),
}
