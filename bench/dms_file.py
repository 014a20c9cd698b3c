"""A made-up DMS export of repair orders: the same rows for the same seed. Nobody and no car in it exists."""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEADER = (
    *(
        "工单号",
        "业务类别",
        "开单时间",
        "约定交车",
        "出厂时间",
        "牌照",
        "VIN码",
        "车系",
        "公里数",
        "车主姓名",
        "送修人",
    ),
    *("联系手机", "接待员", "维修工", "作业内容", "预估费用", "工时", "配件", "实收", "预约", "返工", "回访要求"),
)
CARS_A_ROW = 0.6
SENT_BY_ANOTHER = 0.3
FLAWED = 0.02
REJECTED = 0.01
NOT_PICKED_UP = 0.04
DAYS = 30

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", (*range(10), *map(int, "12345678123457923456789")), strict=True)
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文建国红玉兰梅志鹏宇婷浩凯欣雨晨"
_COMPANIES = ("苏州宏远物流有限公司", "南通诚达商贸有限公司", "广州市新启租赁有限公司", "济南恒盛建设集团")
_ADVISORS = ("刘洋", "陈静", "王建国", "张伟", "赵磊", "孙丽", "周军", "李强")
_TECHNICIANS = ("冯勇", "蒋明", "孙强", "吴涛", "沈飞", "周军")
_KINDS = ("定期保养", "一般维修", "事故维修", "保修索赔")
_WORK = ("更换机油机滤", "更换前制动片,检查制动液", "右前门钣金喷漆", "更换空调滤芯,清洗节气门", "四轮定位", "")
_MODELS = ("嘉华", "EV5", "狮铂拓界", "K3", "智跑 Ace", "焕驰")
_WISHES = ("周末", "下午", "18:00以后", "上午", "微信联系", "不用回访")

Car = tuple[str, str, str, str, str, str]


def rows(count: int, *, seed: int, last_day: dt.date, cars: int = 0) -> Iterator[list[str]]:
    """`count` orders, header excluded, of the `DAYS` days up to `last_day`; other numbers for another seed.

    60 cars to 100 orders, or to 100 of `cars`: the same cars and people then. Three in ten are brought by somebody else
    than the owner, and the number is the sender's. Two in a hundred have a flaw that warns, one a flaw that rejects.
    """
    fleet = _cars(max(1, int((cars or count) * CARS_A_ROW)), random.Random(0))
    chance = random.Random(seed)
    first = dt.datetime.combine(last_day, dt.time(8)) - dt.timedelta(days=DAYS)
    for number in range(count):
        arrival = first + dt.timedelta(days=DAYS * number / count, minutes=chance.randrange(540))
        yield _flawed(_row(f"WX{seed:02d}{number:08d}", arrival, chance.choice(fleet), chance), chance)


def write_csv(path: Path, count: int, **told: object) -> Path:
    """UTF-8 with a mark, as spreadsheets write it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count, **told))  # type: ignore[arg-type]
    return path


def write_xlsx(path: Path, count: int, **told: object) -> Path:
    """The same rows as a workbook, with two title rows above the header; dates and amounts are texts."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("维修工单")
        sheet.write_row(0, 0, ("维修工单明细表",))
        sheet.write_row(1, 0, HEADER)
        for at, row in enumerate(rows(count, **told), start=2):  # type: ignore[arg-type]
            sheet.write_row(at, 0, row)
    return path


def _row(number: str, arrival: dt.datetime, car: Car, chance: random.Random) -> list[str]:
    vin, plate, model, owner, another, phone = car
    sender = another or owner
    promised = arrival + dt.timedelta(hours=chance.randrange(1, 30))
    pickup = (
        "" if chance.random() < NOT_PICKED_UP else _said(arrival + dt.timedelta(minutes=chance.randrange(40, 2000)))
    )
    labour, parts = chance.randrange(60, 3000), chance.randrange(0, 6000)
    return [
        *(number, chance.choice(_KINDS), _said(arrival), _said(promised), pickup, plate, vin, model),
        *(f"{chance.randrange(1000, 160000)}公里", owner, sender, phone),
        *(chance.choice(_ADVISORS), chance.choice(_TECHNICIANS), chance.choice(_WORK)),
        *(_yuan(labour + parts), _yuan(labour), _yuan(parts), _yuan(labour + parts)),
        *("Y" if chance.random() < 0.3 else "", "Y" if chance.random() < 0.03 else ""),
        chance.choice(_WISHES) if chance.random() < 0.1 else "",
    ]


def _flawed(row: list[str], chance: random.Random) -> list[str]:
    drawn = chance.random()
    if drawn < REJECTED:
        row[4] = "待定"
    elif drawn < REJECTED + FLAWED / 2:
        row[11] = row[11][:-1]
    elif drawn < REJECTED + FLAWED:
        row[6] = row[6][:-1] if drawn < REJECTED + FLAWED * 0.75 else row[6][:8] + "O" + row[6][9:]
    return row


def _cars(count: int, chance: random.Random) -> list[Car]:
    return [_car(number, chance) for number in range(count)]


def _car(number: int, chance: random.Random) -> Car:
    owner = chance.choice(_COMPANIES) if chance.random() < 0.02 else _person(chance)
    another = _person(chance) if chance.random() < SENT_BY_ANOTHER else ""
    phone = f"1{chance.choice('3589')}{chance.randrange(10**9):09d}"
    return (_vin(number, chance), _plate(number), chance.choice(_MODELS), owner, another, phone)


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2, 2))))


def _vin(number: int, chance: random.Random) -> str:
    """A number whose check digit fits."""
    text = f"LJD{''.join(chance.choices(_LETTERS, k=5))}0{chance.choice('PRSTV')}0{number:06d}"
    return text[:8] + "0123456789X"[sum(w * _VALUES[c] for w, c in zip(_WEIGHTS, text, strict=True)) % 11] + text[9:]


def _plate(number: int) -> str:
    high, low = divmod(number, 10_000)
    return f"苏{'ABCDEFGHJK'[high // 24 % 10]}{'ABCDEFGHJKLMNPQRSTUVWXYZ'[high % 24]}{low:04d}"


def _said(moment: dt.datetime) -> str:
    return f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment.minute:02d}"


def _yuan(amount: int) -> str:
    return f"¥{amount:,}.00"
