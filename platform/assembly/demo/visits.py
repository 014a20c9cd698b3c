"""A demo store's visits as its DMS would export them: made-up people, cars and visits, the same for every start.

The files go through the same import as a real dealer's, so that lists, customers and figures come about by themselves.
"""

import datetime as dt
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from assembly.demo.names import COMPANIES, ELECTRIC, GIVEN, LETTERS, MODELS, SURNAMES, WISHES
from dealer.customers.interface import vin_flaw

WORK = (
    ("首保", "更换机油机滤、全车检查", (180, 420)),
    ("定期保养", "更换机油机滤、四轮换位", (380, 900)),
    ("定期保养", "更换机油三滤、空调清洗", (620, 1480)),
    ("定期保养", "更换刹车油、空滤、火花塞", (880, 2100)),
    ("一般维修", "更换前刹车片", (560, 1180)),
    ("一般维修", "更换蓄电池", (480, 890)),
    ("一般维修", "检查底盘异响、更换平衡杆胶套", (320, 1360)),
    ("一般维修", "空调不制冷、补充制冷剂", (260, 980)),
    ("一般维修", "更换两条轮胎、四轮定位", (980, 2680)),
    ("事故维修", "前保险杠钣金喷漆", (1280, 4800)),
    ("事故维修", "右侧车门钣金喷漆", (1680, 6200)),
    ("PDI", "新车交付前检查", (0, 1)),
    ("内部车辆", "试乘试驾车保养", (0, 1)),
)
ODDS = (10, 22, 20, 12, 7, 6, 6, 5, 5, 4, 3, 3, 1)
NETS = ("38", "39", "58", "86", "77", "36", "51", "59", "80")
RESTED, SOON_AGAIN = dt.timedelta(days=21), dt.timedelta(days=2)
BACK_AGAIN = 0.28
"""Visits of a car that was here before."""
WEEKDAYS = (0.9, 0.85, 0.9, 0.95, 1.05, 1.3, 1.2)


@dataclass(frozen=True)
class Car:
    """A car with its owner and the phone that is left at reception."""

    model: str
    plate: str
    vin: str
    owner: str
    phone: str
    mileage: int


@dataclass(frozen=True)
class Order:
    """A workshop visit. Local times."""

    number: str
    arrived: dt.datetime
    promised: dt.datetime
    picked_up: dt.datetime
    car: Car
    sender: str
    advisor: str
    kind: str
    work: str
    total: int
    wish: str


@dataclass(frozen=True)
class Sale:
    """A new car handed over. Local time."""

    number: str
    delivered: dt.datetime
    car: Car
    consultant: str
    price: int


class DemoDms:
    """One store's DMS from `first` to `last`. `size` is how many cars come a day; the store's code makes it repeatable.

    `asks_wish` is how often its advisors write down when the customer wants to be called.
    """

    def __init__(
        self, place: str, *, prefix: str, size: int, asks_wish: float,
        advisors: Collection[str], consultants: Collection[str],
    ) -> None:  # fmt: skip
        self.prefix, self.size, self.asks_wish = prefix, size, asks_wish
        self.random = random.Random(place)  # noqa: S311 - made-up people, no secrets
        self.advisors, self.consultants = list(advisors), list(consultants)
        self.cars: list[Car] = []
        self._seen: list[dt.datetime] = []
        self.orders: list[Order] = []
        self.sales: list[Sale] = []

    def work(self, first: dt.date, last: dt.date) -> None:
        """Make every day's visits, in order."""
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(days=number)
            busy = self.size * WEEKDAYS[day.weekday()] * (0.7 + 0.4 * number / ((last - first).days + 1))
            cars = max(0, round(self.random.gauss(busy, busy / 5)))
            self.orders += [self._order(day, each) for each in range(1, cars + 1)]
            sold = sum(self.random.random() < busy / 14 for _ in range(2))
            self.sales += [self._sale(day, each) for each in range(1, sold + 1)]

    def order_rows(self, since: dt.datetime, until: dt.datetime) -> Iterator[dict[str, str]]:
        """What an export at `until` holds: cars that came or left since the last one."""
        for order in self.orders:
            left = order.picked_up <= until
            if since < order.arrived <= until or (left and order.picked_up > since):
                yield _order_row(order, left=left)

    def sale_rows(self, since: dt.datetime, until: dt.datetime) -> Iterator[dict[str, str]]:
        """The same of new cars."""
        return (_sale_row(each) for each in self.sales if since < each.delivered <= until)

    def _order(self, day: dt.date, number: int) -> Order:
        arrived = _at(day, 8, 10 + self.random.randrange(520))
        kind, work, (least, most) = self.random.choices(WORK, ODDS)[0]
        car = self._car_of(arrived)
        promised = arrived + dt.timedelta(minutes=30 * self.random.randrange(2, 9))
        advisor = self.random.choice(self.advisors)
        return Order(
            number=f"WX{day:%y%m%d}{number:03d}",
            arrived=arrived,
            promised=promised,
            picked_up=self._pick_up(arrived, promised, days=2 if kind == "事故维修" else 0),
            car=car,
            sender=self._sender(car),
            advisor=advisor,
            kind=kind,
            work=work,
            total=self.random.randrange(least, most),
            wish=self._wish(advisor),
        )

    def _pick_up(self, arrived: dt.datetime, promised: dt.datetime, *, days: int) -> dt.datetime:
        ready = promised + dt.timedelta(minutes=self.random.randrange(-20, 90))
        closing = dt.datetime.combine(arrived.date(), dt.time(18, 30))
        if days or ready > closing:
            later = self.random.randrange(1, 3 + days)
            return _at(arrived.date() + dt.timedelta(days=later), 9, self.random.randrange(500))
        return max(ready, arrived + dt.timedelta(minutes=35))

    def _wish(self, advisor: str) -> str:
        # One advisor asks more often than the other: that is what their scores are about.
        asks = self.asks_wish * (1.25 if advisor == self.advisors[0] else 0.8)
        return self.random.choice(WISHES[4:]) if self.random.random() < asks * 0.6 else ""

    def _sender(self, car: Car) -> str:
        return car.owner if self.random.random() < 0.8 and len(car.owner) < 5 else self._person()

    def _sale(self, day: dt.date, number: int) -> Sale:
        car = self._keep(replace(self._new_car(), mileage=8), _at(day, 18, 0))
        return Sale(
            number=f"XS{day:%y%m%d}{number:02d}",
            delivered=_at(day, 9, 30 + self.random.randrange(480)),
            car=car,
            consultant=self.random.choice(self.consultants),
            price=self.random.randrange(98, 268) * 1000 + 800,
        )

    def _car_of(self, arrived: dt.datetime) -> Car:
        if self.random.random() < BACK_AGAIN:
            # Now and then a car is back within days: its callback is superseded.
            rested = SOON_AGAIN if self.random.random() < 0.06 else RESTED
            known = [place for place, seen in enumerate(self._seen) if arrived - seen > rested]
            if known:
                place = self.random.choice(known)
                driven = round((arrived - self._seen[place]).days * self.random.uniform(18, 70)) + 12
                self.cars[place] = replace(self.cars[place], mileage=self.cars[place].mileage + driven)
                self._seen[place] = arrived
                return self.cars[place]
        return self._keep(self._new_car(), arrived)

    def _keep(self, car: Car, at: dt.datetime) -> Car:
        self.cars.append(car)
        self._seen.append(at)
        return car

    def _new_car(self) -> Car:
        model, maker = self.random.choice(MODELS)
        owner = self._person() if self.random.random() > 0.05 else self.random.choice(COMPANIES)
        mileage = int(self.random.triangular(1_500, 118_000, 22_000))
        return Car(model, self._plate(model), self._vin(maker), owner, self._phone(), mileage)

    def _plate(self, model: str) -> str:
        digits = [str(self.random.randrange(10)) for _ in range(5)]
        if model in ELECTRIC:
            return f"{self.prefix}{ELECTRIC[model]}{''.join(digits)}"
        for place in self.random.sample(range(5), k=self.random.choice((1, 1, 2))):
            digits[place] = self.random.choice(LETTERS[:22])
        return f"{self.prefix}{''.join(digits)}"

    def _vin(self, maker: str) -> str:
        plain = maker + "".join(self.random.choices(LETTERS, k=3)), f"T0{self.random.randrange(10**6):06d}"
        return next(vin for digit in "0123456789X" if vin_flaw(vin := f"{plain[0]}{digit}{plain[1]}") is None)

    def _person(self) -> str:
        weights = [3 if place < 24 else 1 for place in range(len(SURNAMES))]
        return self.random.choices(SURNAMES, weights)[0] + self.random.choice(GIVEN)

    def _phone(self) -> str:
        return f"1{self.random.choice(NETS)}{self.random.randrange(10**8):08d}"


def _order_row(order: Order, *, left: bool) -> dict[str, str]:
    car = order.car
    return {
        "工单号": order.number,
        "维修类型": order.kind,
        "维修项目": order.work,
        "进厂时间": f"{order.arrived:%Y-%m-%d %H:%M}",
        "预计交车时间": f"{order.promised:%Y-%m-%d %H:%M}",
        "取车时间": f"{order.picked_up:%Y-%m-%d %H:%M}" if left else "",
        **_car_cells(car),
        "行驶里程": str(car.mileage),
        "车主": car.owner,
        "送修人": order.sender,
        "送修人电话": car.phone,
        "服务顾问": order.advisor,
        "结算金额": f"{order.total}.00",
        "希望回访时间": order.wish,
    }


def _sale_row(sale: Sale) -> dict[str, str]:
    return {
        "订单号": sale.number,
        "交付时间": f"{sale.delivered:%Y-%m-%d %H:%M}",
        "购车人": sale.car.owner,
        "联系电话": sale.car.phone,
        **_car_cells(sale.car),
        "销售顾问": sale.consultant,
        "成交价": f"{sale.price}.00",
    }


def _car_cells(car: Car) -> dict[str, str]:
    return {"车型": car.model, "车牌号": car.plate, "车架号": car.vin}


def _at(day: dt.date, hour: int, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour)) + dt.timedelta(minutes=minutes)
