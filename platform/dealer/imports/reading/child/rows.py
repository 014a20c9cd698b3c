"""Which rows are data: totals, subtotals, titles, notes, repeated headers and blank rows are none (DATA-1)."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from dealer.customers.interface import filled, folded, is_plate, normal_plate, normal_vin
from dealer.imports.reading.child.dates import UNREADABLE, DateReader
from dealer.imports.reading.child.headers.rules import scores
from dealer.imports.reading.child.headers.words import read_header
from dealer.imports.reading.child.values import cell_text, number_of, phones_of
from dealer.imports.reading.kinds import FIELDS, FieldType, Kind

_SUM = "合计|小计|总计|总合计|累计|共计|汇总|总和|总数|合共|总共|平均|平均值|均值|本页计|subtotal|grandtotal|total|sum"
# A cell that is nothing but the label of a total: 合计, 本月小计:, 合计(97台), 共 97 条记录.
_TOTAL = (
    rf"(?i)^(?:本页|本日|本月|本周|本年|当日|当月|当页|当前|全部|所有|以上|数据|记录|车辆|台次|台数|金额|费用|总)*(?:{_SUM})"
    r"(?:数|金额|台次|台数|台|辆|条|笔|元|行|记录|数量)*(?:[:=(\[-].*|\d.*)?$"
    r"|^(?:总|合)?共\d+(?:条|行|台|辆|笔|单|张|个|项|页|次|份|户|人).*$"
    r"|^(?:记录数|总条数|总行数|总记录数|总台次|总台数|台次|数量|条数)[:=]?\d*(?:条|行|台|辆|笔)?$"
)
_CONTAINS_TOTAL = r"(?i)^[^\d]{0,20}(?:合计|小计|总计|共计|汇总|subtotal|total)\W?.{0,14}$"
# What stands around a table: 打印日期:…, 第 1 页, 制表人 …, 注:…
_NOTE = (
    r"(?i)^(?:(?:打印|导出|制表|统计|查询|编制|审核|制单|操作|填表|经办|签字|签名|盖章|报表|单位|门店|公司|日期|时间|备注|说明|注|页|第|以下|以上|"
    r"数据|报告|printed|page|note|remark|report)[^:]{0,12}:|第\d+页|共\d+页|page\d+|注\d*[:.、]|\*|※)"
)
_NUMBER_LIKE = r"(?=.*\d)[0-9A-Z\u4e00-\u9fff#\-_/\\.()]{1,40}"
_LONGEST_LABEL = 60
_LONGEST_NAME = 30
_ENOUGH_FACTS = 2
_SURE_VIN = 11  # shorter is no vehicle by itself, only a reason to look closer


class RowType(StrEnum):
    """What a row is."""

    DATA = "data"
    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"
    NOTE = "note"


class RowSieve:
    """Tells data rows from the others, for one mapping of fields to columns."""

    def __init__(self, names: Sequence[str], columns: Mapping[str, int], kind: Kind) -> None:
        types = FIELDS[kind]
        self._kind = kind
        self._names = [folded(name) for name in names]
        self._fields = {column: field for field, column in columns.items()}
        self._columns = columns
        self._by_type: dict[FieldType, list[int]] = {}
        for field, column in columns.items():
            self._by_type.setdefault(types[field], []).append(column)
        self._shapes: set[str] = set()
        self._read_date = DateReader()

    def learn(self, number: str) -> None:
        """Remember how the number of a sure data row is built, to judge the unsure ones by."""
        self._shapes.add(_shape(number))

    def type_of(self, row: Sequence[object]) -> RowType:
        """What a row is; asked only where number and vehicle do not say already that it is data."""
        texts = [filled(cell_text(cell)) for cell in row]
        given = [at for at, text in enumerate(texts) if text]
        if not given:
            return RowType.BLANK
        if self._repeats_header(texts, given):
            return RowType.HEADER
        if self._has_vehicle(row):
            return RowType.DATA
        labels = [text.replace(" ", "")[:_LONGEST_LABEL] for text in texts if text]
        if any(re.match(_TOTAL, label) for label in labels):
            return RowType.TOTAL
        return self._by_evidence(row, given, labels)

    def _by_evidence(self, row: Sequence[object], given: list[int], labels: list[str]) -> RowType:
        number = number_of(cell_text(row[self._columns["number"]])) if "number" in self._columns else ""
        has_number = bool(number) and bool(re.fullmatch(_NUMBER_LIKE, number)) and not re.match(_NOTE, number)
        facts = self._facts(row)
        if has_number and (facts or self._fits(number)):
            return RowType.DATA
        if not has_number and any(re.match(_CONTAINS_TOTAL, label) for label in labels):
            return RowType.TOTAL
        if re.match(_NOTE, labels[0]) and facts < _ENOUGH_FACTS:
            return RowType.NOTE
        if facts >= _ENOUGH_FACTS or (facts and facts + self._hints(row) > _ENOUGH_FACTS):
            return RowType.DATA
        return RowType.TOTAL if len(given) > 1 and not facts else RowType.NOTE

    def _repeats_header(self, texts: list[str], given: list[int]) -> bool:
        same = sum(at < len(self._names) and texts[at] == self._names[at] for at in given)
        if same < 2 and not any(map(str.isdecimal, texts[given[0]])):
            # The same in another language: RO_NO, PLATE_NO below 工单号, 车牌号.
            same = sum(self._is_name_of(texts[at], at) for at in given) - 1
        return same >= 2 and same >= 0.6 * len(given)

    def _is_name_of(self, text: str, column: int) -> bool:
        field = self._fields.get(column)
        return field is not None and field in scores(read_header(text[:_LONGEST_NAME]), self._kind)

    def _has_vehicle(self, row: Sequence[object]) -> bool:
        vins = (normal_vin(cell_text(row[at])) for at in self._by_type.get(FieldType.VIN, ()))
        plates = (normal_plate(cell_text(row[at])) for at in self._by_type.get(FieldType.PLATE, ()))
        return any(len(vin) >= _SURE_VIN for vin in vins) or any(plate and is_plate(plate) for plate in plates)

    def _facts(self, row: Sequence[object]) -> int:
        """How many cells say something about a visit or a sale: names, dates, phones (sums and labels do not)."""
        names = sum(_is_name(row[at]) for at in self._by_type.get(FieldType.NAME, ()))
        phones = sum(_is_phone(row[at]) for at in self._by_type.get(FieldType.PHONE, ()))
        dates = sum(self._is_date(row[at]) for at in self._by_type.get(FieldType.DATE, ()))
        return names + phones + dates

    def _hints(self, row: Sequence[object]) -> int:
        """How many cells hold words where a data row has them: a kind of work, a model, a date yet to be settled."""
        worded = (FieldType.TEXT, FieldType.DATE)
        places = [at for typed in worded for at in self._by_type.get(typed, ())]
        return sum(_is_name(row[at]) and not self._is_date(row[at]) for at in places)

    def _is_date(self, cell: object) -> bool:
        read = self._read_date(cell)
        return bool(read) and not read.startswith(UNREADABLE)

    def _fits(self, number: str) -> bool:
        return not self._shapes or _shape(number) in self._shapes


def _is_name(cell: object) -> bool:
    text = filled(cell_text(cell)) if isinstance(cell, str) else ""
    return bool(text) and len(text) <= _LONGEST_NAME and ":" not in text and not text.replace(".", "").isdecimal()


def _is_phone(cell: object) -> bool:
    phones = phones_of(cell_text(cell))
    return bool(phones) and not phones.startswith(UNREADABLE)


def _shape(number: str) -> str:
    """WX202610947400 → A9; a number of digits alone keeps its length, so that a count of rows is no order's number."""
    return f"9:{len(number)}" if number.isdecimal() else re.sub(r"\d+", "9", re.sub("[A-Z]+", "A", number))
