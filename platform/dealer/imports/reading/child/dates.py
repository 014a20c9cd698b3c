"""Dates as exports write them, to one form: `2026-10-01 10:20:00`, or `2026-10-01` where only the day is known.

Midnight counts as 'only the day': nobody picks a car up then, and exports print days as midnight.
Outside 1990 to 2100 a date is unreadable (DATA-1). An unreadable date is the folded text behind `UNREADABLE`.
"""

import re
from datetime import date, datetime, time, timedelta

from dealer.customers.interface import folded, is_blank

UNREADABLE = "\x01"
FIRST_YEAR, LAST_YEAR = 1990, 2100
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a store's local time has no zone inside the file
_LONGEST = 100  # characters; what is longer is no date
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73416
_DAY_OF_1904 = 1462

_USUAL = re.compile(
    r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?"
    r"(?:[ T]*(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})(?:\.\d+)?秒?)?)?)?)?"
).fullmatch
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2}):?(\d{2})?)?(?:\.0+)?").fullmatch
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?").fullmatch
# The second half of what is tried, in `_unusual`: shapes that only some systems write, compiled when first met.
_WEEKDAY = r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|\((?:[一二三四五六日])\)"
_HALF_OF_DAY = r"(?i)(上午|下午|凌晨|早上|早|中午|晚上|晚|傍晚|[ap]\.?m\.?)"
_AFTERNOON = frozenset(("下午", "晚上", "晚", "傍晚", "pm", "p.m", "p.m."))
_MORNING = frozenset(("上午", "凌晨", "am", "a.m", "a.m."))
_ZONE = r" *(?:Z|([+-])(\d{2}):?(\d{2}))$"
_SHORT_YEAR = r"(\d{2})([-/.年])(\d{1,2})[-/.月](\d{1,2})[日号]?(?=\D|$)"
_YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?=\D|$)"
_ORACLE = r"(\d{1,2})-(\d{1,2})月\s*-(\d{4}|\d{2})(?=\D|$)"
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), 1)}
_NAMED_DAY_FIRST = r"(?i)(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ,]+(\d{4}|\d{2})(?=\D|$)"
_NAMED_MONTH_FIRST = r"(?i)([a-z]{3})[a-z]*\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?=\D|$)"
_JAVA = r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:CST|GMT\+08:00) (\d{4})$"
_DOTTED_TIME = r"(?<=\s)(\d{1,2})\.(\d{2})\.(\d{2})(?=\D|$)"
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_DATE = r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
_TIME_ONLY = r"(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2})?(?:\.\d+)?秒?)?"


class DateReader:
    """Reads the date cells of one column.

    `day_first` decides `3/10/2026`, which a column's other cells settle (`13/10/2026`); `since_1904` is the
    workbook's other day zero, which bare numbers need.
    """

    def __init__(self, *, day_first: bool = False, since_1904: bool = False) -> None:
        self._day_first = day_first
        self._shift = _DAY_OF_1904 if since_1904 else 0

    def __call__(self, cell: object) -> str:
        """The normal form of a cell as the parser gives it; empty for a blank one."""
        if cell.__class__ is str:
            return self.of_text(cell)
        if isinstance(cell, datetime):
            return _written(cell) if FIRST_YEAR <= cell.year <= LAST_YEAR else f"{UNREADABLE}{cell}"
        if isinstance(cell, date):
            return cell.isoformat() if FIRST_YEAR <= cell.year <= LAST_YEAR else f"{UNREADABLE}{cell}"
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return self._of_number(cell)
        if isinstance(cell, time) and cell == time(0):
            return ""  # serial 0: how Excel shows a date field that holds nothing
        return f"{UNREADABLE}{cell}"

    def of_text(self, text: str) -> str:
        """The normal form of a text."""
        usual = _USUAL(text)
        if usual is None:
            text = folded(text)[:_LONGEST]
            if is_blank(text) or not text.strip("0."):
                return ""
            usual = _USUAL(text) or _COMPACT(text)
        read = _from_parts(usual.groups()) if usual else self._unusual(text)
        return read or f"{UNREADABLE}{text}"

    def _of_number(self, number: float) -> str:
        if not number:
            return ""
        if _FIRST_SERIAL <= number + self._shift < _LAST_SERIAL:
            moment = _EXCEL_EPOCH + timedelta(seconds=round((number + self._shift) * 86400))
            return _written(moment)
        digits = str(int(number)) if number == int(number) else ""
        compact = _COMPACT(digits)
        return (_from_parts(compact.groups()) if compact else "") or f"{UNREADABLE}{number:g}"

    def _unusual(self, text: str) -> str:
        if _SERIAL(text):
            return self._of_number(float(text))
        zone = re.search(_ZONE, text) if "T" in text or " +" in text else None
        if zone:
            return _in_china(self.of_text(text[: zone.start()]), zone)
        text = re.sub(_DOTTED_TIME, r"\1:\2:\3", _with_latin_digits(re.sub(_WEEKDAY, " ", text)))
        half = re.search(_HALF_OF_DAY, text)
        plain = " ".join(re.sub(_HALF_OF_DAY, " ", self._year_first(text)).split())
        usual = _USUAL(plain)
        if not usual:
            return ""
        return _from_parts(usual.groups(), half.group(1).lower() if half else "")

    def _year_first(self, text: str) -> str:
        """The same text with its date written year, month, day."""
        last = re.match(_YEAR_LAST, text)
        if last:
            day, month = (last.group(1), last.group(3)) if self._day_first else (last.group(3), last.group(1))
            return f"{last.group(4)}-{month}-{day}{text[last.end() :]}"
        oracle = re.match(_ORACLE, text)
        if oracle:
            return f"{_full_year(oracle.group(3))}-{oracle.group(2)}-{oracle.group(1)}{text[oracle.end() :]}"
        named = re.match(_NAMED_DAY_FIRST, text)
        if named and named.group(2).lower() in _MONTHS:
            month = str(_MONTHS[named.group(2).lower()])
            return f"{_full_year(named.group(3))}-{month}-{named.group(1)}{text[named.end() :]}"
        named = re.match(_NAMED_MONTH_FIRST, text)
        if named and named.group(1).lower() in _MONTHS:
            return f"{named.group(3)}-{_MONTHS[named.group(1).lower()]}-{named.group(2)}{text[named.end() :]}"
        java = re.match(_JAVA, text)
        if java and java.group(1).lower() in _MONTHS:
            return f"{java.group(4)}-{_MONTHS[java.group(1).lower()]}-{java.group(2)} {java.group(3)}"
        short = re.match(_SHORT_YEAR, text)
        return f"20{short.group(1)}-{short.group(3)}-{short.group(4)}{text[short.end() :]}" if short else text


def read_time(cell: object) -> str:
    """A cell that gives only a time of day, as `10:20:00`; empty where it does not."""
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, float) and 0 < cell < 1:
        return (_EXCEL_EPOCH + timedelta(seconds=round(cell * 86400))).strftime("%H:%M:%S")
    if not isinstance(cell, str):
        return ""
    text = folded(cell)
    half = re.search(_HALF_OF_DAY, text)
    match = re.fullmatch(_TIME_ONLY, re.sub(_HALF_OF_DAY, "", text).strip())
    moment = _from_parts(("2000", "1", "1", *match.groups()), half.group(1).lower() if half else "") if match else ""
    return (moment[11:] or "00:00:00") if moment else ""


def is_before(pickup: str, arrival: str) -> bool:
    """Whether one normal form lies before another; a bare day is not before any time of that day."""
    length = min(len(pickup), len(arrival))
    return pickup[:length] < arrival[:length]


def days_first(cells: list[object]) -> bool:
    """Whether a column writes `13/10/2026`: some cell can only be read day first, and none month first."""
    matches = [m for cell in cells if isinstance(cell, str) and (m := re.match(_YEAR_LAST, folded(cell)))]
    return any(int(m.group(1)) > 12 for m in matches) and not any(int(m.group(3)) > 12 for m in matches)


def _from_parts(parts: tuple[str | None, ...], half: str = "") -> str:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    elif half == "中午" and hour < 3:
        hour += 12
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return _written(datetime(year, month, day, hour, minute, second))  # noqa: DTZ001
    except ValueError:
        return ""


def _written(moment: datetime) -> str:
    if moment.microsecond:
        moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    return moment.isoformat(" ") if moment.time() != time(0) else moment.date().isoformat()


def _in_china(local: str, zone: re.Match[str]) -> str:
    """A moment with a zone, as the clock in China showed it."""
    if len(local) <= 10 or local.startswith(UNREADABLE):
        return "" if local.startswith(UNREADABLE) else local
    sign, hours, minutes = zone.group(1) or "+", int(zone.group(2) or 0), int(zone.group(3) or 0)
    behind = timedelta(hours=8) - timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    return _written(datetime.fromisoformat(local) + behind)


def _full_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _with_latin_digits(text: str) -> str:
    match = re.match(_HAN_DATE, text)
    if not match:
        return text
    month, day = (_small_number(part) for part in match.group(2, 3))
    return f"{match.group(1).translate(_HAN_DIGITS)}-{month}-{day}{text[match.end() :]}"


def _small_number(han: str) -> int:
    """十 十一 二十 三十一 as a number."""
    tens, ten, ones = han.rpartition("十")
    if not ten:
        return int(han.translate(_HAN_DIGITS))
    return int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0)
