"""Somebody with a second factor at the door and on their page."""

import re

from frontend.door.cookies import STEP_COOKIE
from tests.assembly.web.conftest import Visit
from tests.assembly.web.visitor import Visitor
from tests.factories.devices import Device
from tests.factories.tenants import PASSWORD, MadePerson

OWN, CODE, SETTINGS = "/account/second-factor", "/sign-in/code", "/settings/second-factor"
SECRET = re.compile(r"<code>([A-Z2-7 ]{39})</code>")
RECOVERY = re.compile(r"<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>")
WRONG = "000000"


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/session").status_code == 204


def step_of(visitor: Visitor) -> str | None:
    held = visitor.client.get_cookie(STEP_COOKIE, path="/")
    return held.value if held else None


def at_the_code(visit: Visit, who: MadePerson, **sent: str) -> Visitor:
    """Somebody whose password was right."""
    me = visit(**sent)
    answer = me.try_to_sign_in(who.code, who.username, who.password)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{CODE}?next=%2F")
    return me


def let_in(visit: Visit, who: MadePerson, device: Device) -> Visitor:
    me = at_the_code(visit, who)
    answer = me.post(CODE, {"code": device.code()})
    assert answer.status_code == 303
    me.csrf = answer.headers["X-CSRF-Token"]
    return me


def set_up(me: Visitor) -> tuple[Device, str]:
    """By the pages: the device, and the page with the recovery codes."""
    assert me.post(OWN, {"password": PASSWORD}).status_code == 303
    device = Device(SECRET.search(me.get(OWN).text)[1].replace(" ", ""))
    answer = me.post(f"{OWN}/confirmations", {"code": device.code()})
    assert answer.status_code == 200
    device.recovery_codes = RECOVERY.findall(answer.text)
    return device, answer.text
