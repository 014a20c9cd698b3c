"""Column names are understood by what they are made of, header rows by their names, doubtful columns by their cells."""

import pytest

from dealer.imports.reading.child.headers.find import find_header
from dealer.imports.reading.child.headers.guess import guess_columns
from dealer.imports.reading.child.headers.rules import scores
from dealer.imports.reading.child.headers.words import read_header
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import FileCode, UnreadableFile
from tests.dealer.imports.reading.names import NAMES

FIELDS = [pytest.param(kind, field, id=f"{kind}-{field or 'none'}") for kind, table in NAMES.items() for field in table]
VIN = "LJD2AAZN1P0817187"


def best(name: str, kind: Kind) -> str:
    """The field that a name alone suggests; empty for none."""
    found = scores(read_header(name), kind)
    return max(found, key=lambda each: found[each]) if found else ""


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_names_mean_their_field(kind: Kind, field: str) -> None:
    understood = {name: best(name, kind) for name in NAMES[kind][field]}
    assert understood == dict.fromkeys(NAMES[kind][field], field)


@pytest.mark.parametrize(
    "written",
    [
        "＊车牌号",
        "车 牌 号",
        "车牌号：",
        "車牌號碼",
        "【车牌号】",
        "车牌\n号",
        "*车牌号（必填）",
        "车牌号码 ",
        "PLATE NO.",
    ],
)
def test_name_is_understood_however_it_is_written(written: str) -> None:
    assert best(written, Kind.REPAIR_ORDERS) == "plate"


def columns_of(rows: list[list[object]], names: list[str], kind: Kind = Kind.REPAIR_ORDERS) -> dict[str, str]:
    """Field → name of its column."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    mapping = guess_columns(names, columns, kind, {})
    return {field: names[guess.column] for field, guess in mapping.items()}


def test_serial_numbers_are_no_numbers() -> None:
    names = ["编号", "单据", "车牌号", "VIN", "进厂时间", "出厂时间"]
    rows = [[at, f"WX{at}7", "苏J12345", VIN, "2026-10-01", "2026-10-02"] for at in range(1, 9)]
    assert columns_of(rows, names)["number"] == "单据"


def test_cells_tell_a_vin_and_a_plate_under_names_that_say_nothing() -> None:
    names = ["工单号", "识别信息", "标识", "进厂时间", "出厂时间"]
    rows = [[f"W{at}", VIN, f"苏J1234{at}", "2026-10-01", "2026-10-02"] for at in range(6)]
    found = columns_of(rows, names)
    assert (found["vin"], found["plate"]) == ("识别信息", "标识")


def test_day_of_manufacture_is_not_the_pick_up() -> None:
    names = ["工单号", "VIN", "出厂日期", "进厂日期", "交车"]
    rows = [[f"W{at}", VIN, "2019-05-01", "2026-10-01", "2026-10-02"] for at in range(6)]
    assert columns_of(rows, names)["pickup"] == "交车"


def test_actual_time_goes_before_promised_time() -> None:
    names = ["工单号", "VIN", "进厂时间", "预计交车时间", "交车时间", "实际交车时间"]
    found = columns_of([], names)
    assert (found["promised"], found["pickup"]) == ("预计交车时间", "实际交车时间")


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [
        ("number", "单号", "估价单号"),
        ("number", "工作单号", "合同编号"),
        ("arrival", "登记时间", "创建时间"),
        ("arrival", "工单开单时间", "行驶证登记日期"),
        ("pickup", "结算日期", "收款时间"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_nearer_name_wins_wherever_it_stands(field: str, better: str, worse: str, turned: bool) -> None:
    rest = {"number": "工单号", "vin": "VIN", "arrival": "进厂时间", "pickup": "出厂时间"}
    del rest[field]
    names = [worse, better] if not turned else [better, worse]
    assert columns_of([], [*names, *rest.values()])[field] == better


@pytest.mark.rule("CUS-1", "DATA-1")
@pytest.mark.parametrize("name", ["服务顾问电话", "顾问手机", "保险公司电话", "紧急联系电话"])
def test_a_phone_that_is_somebody_else_s_is_not_taken_for_want_of_a_better(name: str) -> None:
    names = ["工单号", "VIN", "进厂时间", "出厂时间", name]
    rows = [[f"W{at}", VIN, "2026-10-01", "2026-10-02", f"1381234567{at}"] for at in range(6)]
    assert name not in columns_of(rows, names).values()


@pytest.mark.rule("DATA-1")
def test_the_car_traded_in_is_not_the_car_delivered() -> None:
    names = ["订单号", "交车日期", "车架号", "置换车牌", "置换车架号", "置换车型"]
    rows = [[f"D{at}", "2026-10-01", VIN, f"苏J1234{at}", VIN, "K3"] for at in range(6)]
    found = columns_of(rows, names, Kind.DELIVERIES)
    assert found == {"number": "订单号", "delivered": "交车日期", "vin": "车架号"}


@pytest.mark.rule("DATA-1")
@pytest.mark.parametrize("name", ["订车日期", "生日", "打印时间"])
def test_a_date_of_something_else_is_no_delivery(name: str) -> None:
    rows = [[f"D{at}", VIN, "2026-10-01"] for at in range(6)]
    with pytest.raises(UnreadableFile) as refused:
        columns_of(rows, ["订单号", "VIN", name], Kind.DELIVERIES)
    assert refused.value.code is FileCode.MISSING_COLUMN


def test_settlement_stands_in_for_a_missing_pick_up() -> None:
    assert columns_of([], ["工单号", "VIN", "进厂时间", "结算日期"])["pickup"] == "结算日期"
    with_both = columns_of([], ["工单号", "VIN", "进厂时间", "结算日期", "取车时间"])
    assert (with_both["pickup"], with_both["settled"]) == ("取车时间", "结算日期")


def test_phones_of_sender_owner_and_nobody_in_particular() -> None:
    found = columns_of([], ["工单号", "VIN", "出厂时间", "车主", "车主手机", "送修人", "送修人手机", "备用电话"])
    assert (found["owner_phone"], found["sender_phone"], found["other_phone"]) == ("车主手机", "送修人手机", "备用电话")
    found = columns_of([], ["工单号", "VIN", "出厂时间", "车主", "送修人", "电话", "手机"])
    assert (found["sender_phone"], found["other_phone"]) == ("手机", "电话")


def test_a_flag_about_the_handover_is_no_date() -> None:
    rows = [[f"W{at}", VIN, "是", "2026-10-01"] for at in range(6)]
    assert columns_of(rows, ["订单号", "VIN", "交车", "提车日期"], Kind.DELIVERIES)["delivered"] == "提车日期"


@pytest.mark.parametrize(
    ("names", "code", "params"),
    [
        (
            ["工单号", "VIN", "电话", "出厂时间", "电话"],
            FileCode.DUPLICATE_HEADER,
            {"header": "电话", "columns": "C, E"},
        ),
        (["工单号", "车牌号", "车牌 号", "出厂时间"], FileCode.DUPLICATE_HEADER, {"columns": "B, C"}),
        (["工单号", "VIN", "进厂时间", "维修类型"], FileCode.MISSING_COLUMN, {"fields": "pickup"}),
        (["维修类型", "送修人", "进厂时间", "出厂时间"], FileCode.MISSING_COLUMN, {"fields": "number, vin"}),
        (["销售单号", "VIN", "交车日期", "销售顾问", "成交价"], FileCode.WRONG_KIND, {"found": "deliveries"}),
    ],
)
def test_columns_that_cannot_be_told_are_refused(names: list[str], code: FileCode, params: dict[str, str]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        columns_of([], names)
    assert refused.value.code is code
    assert params.items() <= refused.value.params.items()
    assert str(refused.value)


def test_a_person_s_choice_settles_what_cannot_be_told() -> None:
    names = ["工单号", "VIN", "电话", "出厂时间", "电话"]
    mapping = guess_columns(names, [()] * 5, Kind.REPAIR_ORDERS, {"sender_phone": 4, "other_phone": -1})
    assert mapping["sender_phone"].column == 4
    assert mapping["sender_phone"].how == "chosen"
    assert "other_phone" not in mapping


def test_two_columns_of_one_name_that_nothing_needs_are_no_matter() -> None:
    assert columns_of([], ["工单号", "VIN", "出厂时间", "备注", "备注"])["number"] == "工单号"


def test_header_below_titles_and_above_data() -> None:
    rows: list[list[object]] = [
        ["维修委托书明细表", "", "", ""],
        ["打印日期:2026-11-02", "", "制表人:系统管理员", ""],
        ["", "", "", ""],
        ["委托书号", "车牌号", "进厂时间", "实际交车时间"],
        ["WX202610000001", "苏J12345", "2026-10-01", "2026-10-02"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row == 3


def test_groups_above_a_header_tell_columns_of_one_name_apart() -> None:
    rows: list[list[object]] = [
        ["单号", "车主", "", "送修人", "", "时间", "", "车辆", ""],
        ["", "姓名", "电话", "姓名", "电话", "进厂", "出厂", "车牌", "VIN"],
        ["A-1", "张三", "13812345678", "李四", "13912345678", "2026-10-01", "2026-10-02", "苏J12345", VIN],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row == 1
    mapping = guess_columns(header.names, [()] * 9, Kind.REPAIR_ORDERS, {})
    told = {field: guess.column for field, guess in mapping.items()}
    assert told.items() >= {"number": 0, "owner": 1, "owner_phone": 2, "sender": 3, "sender_phone": 4}.items()
    assert told.items() >= {"arrival": 5, "pickup": 6, "plate": 7, "vin": 8}.items()
    assert header.titles() == [
        "单号",
        "车主/姓名",
        "车主/电话",
        "送修人/姓名",
        "送修人/电话",
        "进厂",
        "出厂",
        "车牌",
        "VIN",
    ]


@pytest.mark.rule("DATA-1")
def test_groups_tell_apart_even_where_fewer_columns_are_understood_with_them() -> None:
    groups = ["销售信息", "", "", "客户信息", "", "顾问信息", "", "置换车", ""]
    names = ["订单号", "交车日期", "车架号", "姓名", "手机", "姓名", "电话", "车架号", "车牌"]
    header = find_header([groups, names])
    assert header is not None
    found = columns_of([], header.names, Kind.DELIVERIES)
    assert (found["vin"], found["buyer"], found["buyer_phone"]) == ("销售信息/车架号", "客户信息/姓名", "手机")
    assert "plate" not in found


def test_a_first_row_of_words_is_not_taken_into_the_header() -> None:
    rows: list[list[object]] = [
        ["工单号", "类型", "车牌号", "进厂时间", "出厂时间", "送修人"],
        ["WX一", "维修", "苏J12345", "2026-10-01", "2026-10-02", "客户"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row == 0


@pytest.mark.parametrize(
    "rows", [[], [[]], [["", ""]], [["a", "b", "c"], ["1", "2", "3"]], [["苏J12345", VIN, "2026-10-01", "13812345678"]]]
)
def test_no_header_in_what_has_none(rows: list[list[object]]) -> None:
    assert find_header(rows) is None
