"""The demo network as data: its stores, how each of them works, and the accounts to sign in with."""

from dataclasses import dataclass

from tenants.access.interface import Position

NETWORK = "HUAYUE"
NETWORK_NAME = "华悦汽车"
PASSWORD = "sanqi-demo-3-7"  # noqa: S105 - printed for whoever starts the demo
DAYS = 92
"""How long the demo stores have been at work, unless somebody asks for less: three months."""


@dataclass(frozen=True)
class Manner:
    """How a store works. Shares from 0 to 1.

    `content`: what its customers answer on the average, 1 to 5; `weak_at`: question -> how much less there; `reached`:
    how many pick up; `zeal`: how much of the day's list is called; `prompt`: how often people do in time what waits
    for them; `asks_wish`: orders with a wish; `few_days`: share of days on which a caller is missing.
    """

    content: float
    reached: float
    zeal: float
    prompt: float
    asks_wish: float
    few_days: float = 0.04
    weak_at: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class DemoStore:
    """A made-up dealership; `cars` come to its workshop on a day, with plates that begin with `plates`.

    It joined the network at most `days` ago: those that nobody signs in to need no long past.
    """

    code: str
    name: str
    region: str
    plan: int
    plates: str
    cars: int
    manner: Manner
    days: int


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; `purpose` says what to sign in as them for. `place` is a store's code or the network's."""

    place: str
    username: str
    name: str
    position: Position
    purpose: str
    region: str | None = None


GOOD = Manner(4.72, 0.93, 1.0, 0.97, 0.7)
FAIR = Manner(4.5, 0.87, 0.97, 0.9, 0.5, weak_at=(("cleanliness", 0.45), ("speed", 0.2)))
MIDDLING = Manner(4.42, 0.82, 0.93, 0.9, 0.42, 0.07, (("price", 0.4), ("papers_and_plates", 0.4)))
WEAK = Manner(4.12, 0.72, 0.72, 0.5, 0.16, 0.16, (("speed", 0.6), ("attitude", 0.3), ("price", 0.3)))
TINY = Manner(4.55, 0.82, 0.9, 0.92, 0.35, 0.1)

STORES = (
    DemoStore("SZ-WZ01", "苏州吴中店", "华东大区", 1, "苏E", 8, FAIR, DAYS),
    DemoStore("NT-CC02", "南通崇川店", "华东大区", 2, "苏F", 5, MIDDLING, DAYS),
    DemoStore("GZ-PY01", "广州番禺店", "华南大区", 1, "粤A", 6, GOOD, 42),
    DemoStore("JN-LX01", "济南历下店", "华北大区", 1, "鲁A", 5, WEAK, 35),
    DemoStore("SZ-LG03", "深圳龙岗店", "华南大区", 2, "粤B", 4, FAIR, 28),
    DemoStore("TJ-NK02", "天津南开店", "华北大区", 1, "津A", 2, TINY, 28),
)
HEADLESS = "NT-CC02"
"""Its general manager has left, so that its reports wait."""
SHORT_HANDED = "TJ-NK02"
"""Its customer representative has left: below the minimum."""
STOOD_IN_FOR = "SZ-LG03"
"""The head of its centre is away, and somebody stands in."""

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

GM, GA, SM, AM = (
    Position.GENERAL_MANAGER,
    Position.GENERAL_AFFAIRS_MANAGER,
    Position.SALES_MANAGER,
    Position.AFTER_SALES_MANAGER,
)
HEAD, REP, INFO = Position.CENTRE_HEAD, Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR
ADVISOR, SELLER = Position.SERVICE_ADVISOR, Position.SALES_CONSULTANT

COLLEAGUES: dict[str, tuple[tuple[str, str, Position], ...]] = {
    "SZ-WZ01": (
        ("luting", "陆婷", ADVISOR),
        ("zhuwenjie", "朱文杰", ADVISOR),
        ("shijia", "施佳", SELLER),
        ("panlei", "潘磊", SELLER),
        ("yaoguoqiang", "姚国强", Position.FOREMAN),
        ("maoxiaolan", "毛晓岚", Position.RECEPTION_SUPERVISOR),
        ("dingrong", "丁蓉", REP),
    ),
    "GZ-PY01": (
        ("liangjiahui", "梁嘉慧", HEAD),
        ("chenyiting", "陈奕婷", REP),
        ("huangzixin", "黄梓欣", INFO),
        ("maiguohua", "麦国华", GM),
        ("ouyangjian", "欧阳健", AM),
        ("linweiming", "林伟明", SM),
        ("hejunhao", "何俊豪", ADVISOR),
        ("luoshaofen", "罗少芬", ADVISOR),
        ("zengzhiqiang", "曾志强", SELLER),
    ),
    "NT-CC02": (
        ("caoyan", "曹燕", REP),
        ("suntingting", "孙婷婷", INFO),
        ("gewenbin", "葛文斌", GM),
        ("yuhaifeng", "俞海峰", AM),
        ("zhangxuelian", "张雪莲", SM),
        ("jiguodong", "季国栋", ADVISOR),
        ("chenlili", "陈莉莉", ADVISOR),
        ("shiyong", "施勇", SELLER),
    ),
    "JN-LX01": (
        ("kongxiangyu", "孔祥玉", HEAD),
        ("zhangxiaohan", "张晓菡", REP),
        ("liujing", "刘晶", INFO),
        ("wangchuanbao", "王传宝", GM),
        ("songlijun", "宋立军", AM),
        ("cuiyan", "崔岩", SM),
        ("mengfanhua", "孟凡华", ADVISOR),
        ("bidawei", "毕大伟", ADVISOR),
        ("yuxiaomei", "于晓梅", SELLER),
    ),
    "SZ-LG03": (
        ("wenjingyi", "温静宜", HEAD),
        ("yemeiqi", "叶美琪", REP),
        ("zhongxiaoling", "钟晓玲", INFO),
        ("caizhenhui", "蔡振辉", GM),
        ("qiuyahui", "邱雅惠", GA),
        ("laixiangdong", "赖向东", AM),
        ("pengsiyuan", "彭思远", SM),
        ("xieguanghui", "谢光辉", ADVISOR),
        ("fengruolin", "冯若琳", ADVISOR),
        ("houjianfei", "侯剑飞", SELLER),
    ),
    "TJ-NK02": (
        ("haoxiulan", "郝秀兰", HEAD),
        ("jinxin", "靳欣", REP),
        ("tianmiao", "田苗", INFO),
        ("bianzhigang", "边志刚", GM),
        ("yinjianguo", "尹建国", AM),
        ("qudan", "曲丹", SM),
        ("shanghaitao", "尚海涛", ADVISOR),
        ("weilina", "魏丽娜", SELLER),
    ),
}
"""Who else works in the stores. They have accounts, and nobody is told of them."""


def accounts_as_text() -> str:
    """A line per account: code, user name, position, purpose; the password once on top."""
    lines = [f"Demo accounts (password of all: {PASSWORD})", f"  {'code':<9} {'user name':<13} what for"]
    lines += [f"  {person.place:<9} {person.username:<13} {person.name}, {person.purpose}" for person in PEOPLE]
    return "\n".join(lines)
