"""Visits typed in while the DMS is down: the form, the form with errors, and what it became."""

from typing import Any

from dealer.imports.interface import Kind
from frontend.store.imports.typed import page
from tests.frontend.examples.reading import clean

ORDERS: list[dict[str, str]] = [
    {
        "number": "WX202611210031",
        "kind_of_work": "定期保养",
        "plate": "苏E·7K1Q8",
        "vin": "LJDAAA12790000001",
        "arrival": "2026-11-21T08:40",
        "pickup": "2026-11-21T11:05",
        "sender": "陆文静",
        "sender_phone": "139 1234 5678",
        "owner": "陆建平",
        "owner_phone": "0512-65234188",
        "advisor": "何静",
        "model": "狮铂拓界",
        "mileage": "20316",
    },
    {
        "number": "WX202611210032",
        "kind_of_work": "钣金喷漆",
        "plate": "苏EF63210",
        "arrival": "2026-11-20T16:20",
        "pickup": "2026-11-21T17:30",
        "sender": "王芳",
        "sender_phone": "13800000002",
        "advisor": "何静",
        "model": "EV5",
        "wish": "周末上午",
    },
    {
        "number": "WX202611210033",
        "plate": "苏E3F0P1",
        "arrival": "2026-11-21T09:15",
        "pickup": "2026-11-21T15:00",
        "sender": "赵强",
        "sender_phone": "13900000003",
        "owner": "苏州恒力物流有限公司",
        "advisor": "沈洋",
        "mileage": "70153",
    },
]
WRONG: list[dict[str, str]] = [
    ORDERS[0] | {"sender_phone": "1391234"},
    ORDERS[1] | {"plate": "", "pickup": "2026-11-20T09:30"},
    ORDERS[2] | {"number": "WX202611210031"},
]
DELIVERY = {
    "number": "XS2026110017",
    "delivered": "2026-11-21",
    "vin": "LJDJAAMM2T0085818",
    "buyer": "韩倩",
    "buyer_phone": "19935959524",
    "consultant": "许晴",
    "model": "嘉华",
    "wish": "晚上",
}


def typing() -> dict[str, Any]:
    return page(Kind.REPAIR_ORDERS, [*ORDERS, {}, {}], {}, first_blank=True)


def typing_wrong() -> dict[str, Any]:
    errors = {
        "rows.0.sender_phone": ["这个号码打不通。手机号是 11 位，座机要带区号。"],
        "rows.1.vin": ["没有车架号，也没有车牌。"],
        "rows.2.number": ["这个单号录了两次。"],
    }
    return page(Kind.REPAIR_ORDERS, [*WRONG, {}, {}], errors)


def typing_deliveries() -> dict[str, Any]:
    return page(Kind.DELIVERIES, [DELIVERY, {}, {}, {}, {}], {})


def typed() -> dict[str, Any]:
    shown = clean()
    shown["run"].typed, shown["run"].file_name = True, "手工录入 2026-11-22 0930.csv"
    return shown
