"""A demo store's last days as its DMS would export them: made-up people, cars and visits, the same for every start.

The files go through the same import as a real dealer's, so that lists, customers and figures come about by themselves.
"""

import csv
import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from backbone.clock import SHANGHAI, now
from backbone.db.unit_of_work import acting_as
from dealer.customers.interface import vin_flaw
from dealer.imports.interface import import_now
from dealer.imports.reading.kinds import Kind
from tenants.access.interface import Actor

DAYS = 5
"""So many days of visits: enough for what is due today and a little that is overdue."""

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"
GIVEN = (
    "国平",
    "雪梅",
    "志远",
    "美琪",
    "建军",
    "思琪",
    "丽娟",
    "志刚",
    "晓东",
    "玉芬",
    "海燕",
    "俊杰",
    "怡",
    "伟",
    "敏",
    "涛",
)
COMPANIES = ("恒泽物流有限公司", "瑞丰建材有限公司", "晨光幼儿园服务中心")
MODELS = (("凌川 X7", "LHYXA"), ("凌川 E5", "LHYEB"), ("凌川 S3", "LHYSC"), ("凌川 D1 PHEV", "LHYDD"))
WORK = ("首保", "定期保养", "定期保养", "一般维修", "一般维修", "事故维修", "PDI", "内部车辆")
WISHES = ("", "", "", "", "下午", "18:00以后", "周末", "10:30")
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


class DemoDms:
    """One store's DMS. `size` is how many cars the workshop hands back a day; `seed` makes it repeatable."""

    def __init__(self, place: str, *, prefix: str, size: int) -> None:
        self.prefix, self.size = prefix, size
        self.random = random.Random(place)  # noqa: S311 - made-up people, no secrets
        self.advisors = [self._person() for _ in range(3)]

    def orders(self, until: dt.datetime) -> Iterator[dict[str, str]]:
        """Repair orders of the last days, some of today still in the workshop."""
        for day in _days(until):
            for _ in range(self.size):
                arrived = _at(day, 8, self.random.randrange(540))
                picked_up = arrived + dt.timedelta(minutes=self.random.randrange(70, 560))
                yield self._order(arrived, picked_up if picked_up < until else None)

    def deliveries(self, until: dt.datetime) -> Iterator[dict[str, str]]:
        """Cars handed over in the last days."""
        for day in _days(until):
            for _ in range(max(1, self.size // 6)):
                delivered = _at(day, 9, self.random.randrange(480))
                if delivered < until:
                    yield self._delivery(delivered)

    def _order(self, arrived: dt.datetime, picked_up: dt.datetime | None) -> dict[str, str]:
        owner = self._person() if self.random.random() > 0.05 else self.random.choice(COMPANIES)
        sender = owner if self.random.random() < 0.75 and len(owner) < 5 else self._person()
        return {
            "工单号": f"WX{arrived:%y%m%d}{self.random.randrange(10**6):06d}",
            "维修类型": self.random.choice(WORK),
            "进厂时间": f"{arrived:%Y-%m-%d %H:%M}",
            "预计交车时间": f"{arrived + dt.timedelta(hours=3):%Y-%m-%d %H:%M}",
            "取车时间": f"{picked_up:%Y-%m-%d %H:%M}" if picked_up else "",
            **self._car(),
            "行驶里程": str(self.random.randrange(2_000, 96_000)),
            "车主": owner,
            "送修人": sender,
            "送修人电话": self._phone(),
            "服务顾问": self.random.choice(self.advisors),
            "结算金额": f"{self.random.randrange(120, 6800)}.00",
            "希望回访时间": self.random.choice(WISHES),
        }

    def _delivery(self, delivered: dt.datetime) -> dict[str, str]:
        return {
            "订单号": f"XS{delivered:%y%m%d}{self.random.randrange(10**6):06d}",
            "交付时间": f"{delivered:%Y-%m-%d %H:%M}",
            "购车人": self._person(),
            "联系电话": self._phone(),
            **self._car(),
            "销售顾问": self.random.choice(self.advisors),
            "成交价": f"{self.random.randrange(98, 268)}800.00",
        }

    def _car(self) -> dict[str, str]:
        model, maker = self.random.choice(MODELS)
        tail = "".join(self.random.choices(LETTERS, k=5))
        return {"车型": model, "车牌号": f"{self.prefix}{tail}", "车架号": self._vin(maker)}

    def _vin(self, maker: str) -> str:
        plain = maker + "".join(self.random.choices(LETTERS, k=3)), f"T0{self.random.randrange(10**6):06d}"
        return next(vin for digit in "0123456789X" if vin_flaw(vin := f"{plain[0]}{digit}{plain[1]}") is None)

    def _person(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def _phone(self) -> str:
        return f"1{self.random.choice(('38', '39', '58', '86', '77'))}{self.random.randrange(10**8):08d}"


def hand_over(dms: DemoDms, *, by: Actor) -> None:
    """Import the store's last days, as its staff would."""
    until = now().astimezone(SHANGHAI).replace(tzinfo=None)
    exports = ((Kind.REPAIR_ORDERS, dms.orders(until)), (Kind.DELIVERIES, dms.deliveries(until)))
    with tempfile.TemporaryDirectory() as folder:
        for kind, rows in exports:
            path = _export(Path(folder) / f"{kind}.csv", list(rows))
            with acting_as(by.acting):
                import_now(path, kind=kind, by=by)


def _export(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _days(until: dt.datetime) -> Iterator[dt.date]:
    return (until.date() - dt.timedelta(days=back) for back in range(DAYS, -1, -1))


def _at(day: dt.date, hour: int, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour)) + dt.timedelta(minutes=minutes)
