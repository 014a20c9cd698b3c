"""Sign-in, errors, account, permissions, stores."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from frontend.hq.stores.standings import StoreStanding
from frontend.qr import qr_code
from tenants.access.interface import HOLDERS, Permission, Position, Side
from tenants.access.interface import WORDS as PERMISSION_WORDS
from tenants.second_factor.interface import address_of, in_fours
from tests.frontend.examples.shell import at


def sign_in(code: str = "", user_name: str = "", error: str = "", wait_minutes: int = 0) -> dict[str, Any]:
    return {
        "form": SimpleNamespace(code=code, user_name=user_name, next="/"),
        "error": error,
        "wait_minutes": wait_minutes,
        "me": None,
    }


def error(status: int, sentence: str = "", *, known: bool = True) -> dict[str, Any]:
    context: dict[str, Any] = {"status": status, "sentence": sentence, "reference": "req-0192f0c1a7d4"}
    return context if known else {**context, "me": None}


def account(**errors: list[str]) -> dict[str, Any]:
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0"
    phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/132.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
    return {
        "account": SimpleNamespace(username="zhoumin", name="周敏", password_changed_at=at(2, 14, 5)),
        "sessions": [
            SimpleNamespace(id="0192-a", browser=windows, created_at=at(19, 8, 12), last_seen_at=at(19, 10, 42)),
            SimpleNamespace(id="0192-b", browser=phone, created_at=at(17, 19, 30), last_seen_at=at(18, 21, 6)),
        ],
        "own_session": "0192-a",
        "factor": None,
        "errors": errors,
    }


def sign_in_code(error: str = "", wait_minutes: int = 0) -> dict[str, Any]:
    return {"next": "/", "error": error, "wait_minutes": wait_minutes, "me": None}


def second_factor(state: str, *, needed: bool = False, of: str = "", **errors: list[str]) -> dict[str, Any]:
    secret = "J2SWY3DPE7PK3PXPJ2SWY3DPE7PK3PXP"
    address = address_of(secret, "zhoumin@苏州吴中专营店")
    return {
        "state": state,
        "since": at(2, 14, 5) if state == "on" else None,
        "left": 8,
        "secret": in_fours(secret) if state == "begun" else "",
        "picture": qr_code(address) if state == "begun" else None,
        "needed": needed,
        "of": of,
        "errors": errors,
    }


def recovery_codes() -> dict[str, Any]:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    drawn = ["".join(letters[(row * 7 + sign * 11 + row * sign) % 32] for sign in range(16)) for row in range(10)]
    return {"codes": ["-".join(code[begin : begin + 4] for begin in range(0, 16, 4)) for code in drawn]}


def second_factor_positions() -> dict[str, Any]:
    counts = {Position.GENERAL_MANAGER: (1, 1), Position.CENTRE_HEAD: (1, 0), Position.CUSTOMER_REPRESENTATIVE: (4, 2)}
    lines = [
        SimpleNamespace(
            value=position.value,
            title=str(position.title),
            needs=position in {Position.GENERAL_MANAGER, Position.CENTRE_HEAD},
            mine=position is Position.GENERAL_MANAGER,
            people=counts.get(position, (0, 0))[0],
            ready=counts.get(position, (0, 0))[1],
        )
        for position in Position
        if position.side is Side.STORE
    ]
    return {"lines": lines}


def permissions() -> dict[str, Any]:
    positions = [position for position in Position if position.side is Side.STORE]
    shown = [permission for permission in Permission if HOLDERS[permission] & set(positions)]
    return {
        "positions": [(p.value, str(p.title), p is Position.CENTRE_HEAD) for p in positions],
        "rows": [(str(PERMISSION_WORDS[p]), p.value, [one in HOLDERS[p] for one in positions]) for p in shown],
    }


def stores() -> dict[str, Any]:
    def entry(code: str, name: str, plan: int | None, start: dt.date, state: str = "active") -> SimpleNamespace:
        store = SimpleNamespace(id=code, code=code, name=name, start_date=start, state=state)
        return SimpleNamespace(store=store, plan=plan)

    north = [
        entry("JN-LX01", "济南历下专营店", 1, dt.date(2026, 9, 1)),
        entry("TJ-HX02", "天津河西专营店", None, dt.date(2026, 11, 16)),
    ]
    east = [
        entry("SZ-WZ01", "苏州吴中专营店", 1, dt.date(2026, 11, 2)),
        entry("YC-TH01", "盐城亭湖专营店", 2, dt.date(2025, 7, 1)),
    ]
    south = [
        entry("GZ-PY01", "广州番禺专营店", 2, dt.date(2026, 8, 3), "suspended"),
        entry("NN-QX01", "南宁青秀专营店", 1, dt.date(2026, 8, 3), "closed"),
    ]
    groups = [("北方大区", north), ("华东大区", east), ("华南大区", south)]
    held = StoreStanding("circle-check", "达到下限", "ok", [])
    standings = {line.store.id: held for _, lines in groups for line in lines}
    notes = ["缺客户代表", "客服中心负责人代理至 11-22"]
    standings["TJ-HX02"] = StoreStanding("user-x", "低于下限，自 11-16 起", "warn", notes)
    return {"groups": groups, "standings": standings, "total": 6, "next_url": ""}
