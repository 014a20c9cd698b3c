"""What a dry run found in a file."""

from types import SimpleNamespace
from typing import Any

from frontend.store.imports.words import REJECTIONS, WARNINGS


def rejected() -> list[SimpleNamespace]:
    lines = [
        (11, "进厂时间", "待定", "date_unreadable"),
        (48, "车架号(VIN)", "", "no_vehicle"),
        (102, "实际交车时间", "2026-13-05", "date_unreadable"),
        (103, "车架号(VIN)", "无", "no_vehicle"),
        (229, "委托书号", "", "no_number"),
        (287, "实际交车时间", "2026-10-06 09:12", "pickup_before_arrival"),
        (308, "进厂时间", "1900-01-00", "date_unreadable"),
        (339, "委托书号", "", "no_number"),
        (519, "实际交车时间", "2026-10-12 08:30", "pickup_before_arrival"),
        (758, "实际交车时间", "下午取", "date_unreadable"),
    ]
    return [SimpleNamespace(row=r, column=c, value=v, reason=str(REJECTIONS[code])) for r, c, v, code in lines]


def conflicts() -> list[SimpleNamespace]:
    lines = [(769, "结算金额", "1,201.00"), (1061, "送修人电话", "15862****71"), (1064, "服务顾问", "刘洋")]
    return [SimpleNamespace(row=r, column=c, value=v) for r, c, v in lines]


def warnings() -> list[SimpleNamespace]:
    rows = {
        "phone_missing": (19, "153、204、271、282、292、359、450、562、578、820 等"),
        "phone_invalid": (18, "52、55、101、133、207、235、257、557、592、606 等"),
        "vin_length": (14, "10、92、134、138、443、487、708、826、940、950 等"),
        "vin_check_digit": (14, "6、32、111、155、166、322、331、350、474、520 等"),
    }
    return [
        SimpleNamespace(word=str(WARNINGS[code][0]), note=str(WARNINGS[code][1]), count=count, rows=text)
        for code, (count, text) in rows.items()
    ]


PREVIEW_HEADS = [
    "委托书号",
    "维修类型",
    "进厂",
    "取车",
    "车牌",
    "VIN",
    "车型",
    "里程",
    "送修人",
    "送修人电话",
    "服务顾问",
    "结算",
]
PREVIEW = [
    [
        "WX202610947400",
        "定期保养",
        "2026-10-01 08:04",
        "2026-10-01 10:13",
        "苏JBPV89",
        "LJD2AAZN1P0817187",
        "焕驰",
        "43,680",
        "仝莹",
        "159****6035",
        "赵磊",
        "202.00",
    ],
    [
        "WX202610372681",
        "保修索赔",
        "2026-10-01 08:21",
        "2026-10-01 14:46",
        "苏JFKN13",
        "LJD4AAXE1R0815952",
        "K3",
        "60,006",
        "潘斌",
        "150****2674",
        "张伟",
        "5,785.98",
    ],
    [
        "WX202610256192",
        "PDI",
        "2026-10-01 08:22",
        "2026-10-01 09:52",
        "苏JRJE89",
        "LJD2AA1R2S0563688",
        "焕驰",
        "60",
        "李旭",
        "177****3026",
        "张伟",
        "1,758.35",
    ],
]


def report(**other: Any) -> SimpleNamespace:
    content: dict[str, Any] = {
        "data_rows": 1195,
        "new": 1143,
        "changed": 0,
        "unchanged": 0,
        "repeated": 10,
        "callbacks": None,
        "not_picked_up": 46,
        "not_called": 115,
        "rejected": rejected(),
        "rejected_total": 37,
        "conflicts": conflicts(),
        "conflicts_total": 5,
        "conflicts_open": None,
        "warnings": warnings(),
        "warned_total": 65,
        "preview_heads": PREVIEW_HEADS,
        "preview": [(5 + index, row) for index, row in enumerate(PREVIEW)],
    }
    return SimpleNamespace(**{**content, **other})
