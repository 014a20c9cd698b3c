"""Makes the demo network and tells who can sign in."""

import datetime as dt
from dataclasses import dataclass, replace

from assembly.demo.visits import DemoDms, hand_over
from assembly.onboarding import actor_of, create_store, create_user, find_place, make_network
from backbone.clock import today
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from tenants.access.interface import Actor, Position, Side
from tenants.signin.interface import find_code

NETWORK = "HUAYUE"
NETWORK_NAME = "华悦汽车"
PASSWORD = "sanqi-demo-3-7"  # noqa: S105 - printed for whoever starts the demo
IMPORTER = "林雨欣"
DAYS_OF_CARE = 92
"""How long the demo stores have been at work: three months."""


@dataclass(frozen=True)
class DemoStore:
    """A made-up dealership; `cars` come back from its workshop a day, with plates that begin with `plates`."""

    code: str
    name: str
    region: str
    plan: int
    plates: str
    cars: int


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `purpose` says what to sign in as them for. `place` is a store's code or the network's."""

    place: str
    username: str
    name: str
    position: Position
    purpose: str
    region: str | None = None


STORES = (
    DemoStore("SZ-WZ01", "苏州吴中店", "华东大区", 1, "苏E", 22),
    DemoStore("NT-CC02", "南通崇川店", "华东大区", 2, "苏F", 14),
    DemoStore("GZ-PY01", "广州番禺店", "华南大区", 1, "粤A", 18),
    DemoStore("SZ-LG03", "深圳龙岗店", "华南大区", 2, "粤B", 9),
    DemoStore("JN-LX01", "济南历下店", "华北大区", 1, "鲁A", 12),
    DemoStore("TJ-NK02", "天津南开店", "华北大区", 1, "津A", 4),
)

PEOPLE = (
    DemoPerson("SZ-WZ01", "zhoumin", "周敏", Position.CENTRE_HEAD, "heads a service centre under staffing plan 1"),
    DemoPerson("SZ-WZ01", "linyuxin", "林雨欣", Position.INFORMATION_ADMINISTRATOR, "imports DMS files and calls"),
    DemoPerson("SZ-WZ01", "hejing", "何静", Position.CUSTOMER_REPRESENTATIVE, "keeps customers company"),
    DemoPerson("SZ-WZ01", "chengzhiyuan", "程志远", Position.GENERAL_MANAGER, "signs and instructs"),
    DemoPerson("SZ-WZ01", "wujianhua", "吴建华", Position.AFTER_SALES_MANAGER, "answers for the workshop"),
    DemoPerson("SZ-WZ01", "qianyong", "钱勇", Position.SALES_MANAGER, "answers for sales"),
    DemoPerson("SZ-WZ01", "guxiaoming", "顾晓明", Position.SERVICE_ADVISOR, "sees what concerns an advisor"),
    DemoPerson("NT-CC02", "xuyue", "徐悦", Position.CENTRE_HEAD, "heads a service centre under staffing plan 2"),
    DemoPerson(
        "NT-CC02", "shenlan", "沈岚", Position.GENERAL_AFFAIRS_MANAGER, "stands between centre and general manager"
    ),
    DemoPerson(NETWORK, "admin", "华悦管理员", Position.HQ_ADMIN, "builds the network"),
    DemoPerson(NETWORK, "fangwei", "方伟", Position.HQ_AFTER_SALES, "reads what the workshops' customers say"),
    DemoPerson(NETWORK, "tangli", "唐丽", Position.HQ_SALES, "reads what new owners say"),
    DemoPerson(NETWORK, "luhao", "陆浩", Position.REGION_MANAGER, "looks after 华东大区 only", "华东大区"),
)


def seed() -> str:
    """Make the demo network when it is missing. Returns the accounts as text."""
    with acting_as(Acting.door()):
        there = find_code(NETWORK) is not None
    if not there:
        _make()
    return accounts_as_text()


def _make() -> None:
    headquarters = make_network(NETWORK, NETWORK_NAME)
    started = today() - dt.timedelta(days=DAYS_OF_CARE)
    for store in STORES:
        _make_store(store, headquarters, started)
    for person in PEOPLE:
        create_user(
            store_code=None if person.place == NETWORK else person.place,
            hq_code=NETWORK if person.place == NETWORK else None,
            username=person.username,
            name=person.name,
            position=person.position,
            password=PASSWORD,
            region=person.region,
            starts_on=started,
        )
    for store in STORES:
        by = replace(actor_of(find_place(store.code, Side.STORE)), name=IMPORTER)
        hand_over(DemoDms(store.code, prefix=store.plates, size=store.cars), by=by)


def _make_store(store: DemoStore, headquarters: Actor, started: dt.date) -> None:
    create_store(
        code=store.code, name=store.name, region=store.region, plan=store.plan, start_date=started, hq=headquarters
    )


def accounts_as_text() -> str:
    """A line per account: code, user name, position, purpose; the password once on top."""
    lines = [f"Demo accounts (password of all: {PASSWORD})", f"  {'code':<9} {'user name':<13} what for"]
    lines += [f"  {person.place:<9} {person.username:<13} {person.name}, {person.purpose}" for person in PEOPLE]
    return "\n".join(lines)
