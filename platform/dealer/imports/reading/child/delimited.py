"""Tables in text: CSV and its kin, in the encodings and with the separators that exports use.

A row is a record: quoted line breaks stay inside it, and a blank line is a (blank) record that counts.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from dealer.imports.reading.child.formats import Row, Sheet
from dealer.imports.reading.child.headers.find import LOOKED_THROUGH, find_header
from dealer.imports.reading.problems import FileCode, UnreadableFile

TYPE_CHECKING = False  # the name that type checkers know, without the cost of importing typing
if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_SEPARATORS = (",", "\t", ";", "|")
_LARGEST_CELL = 1 << 20
_LINES_IN_A_CELL = 40  # more is a quote that was never closed
# Characters that cannot be read, per readable one beyond ASCII: fields cut in the middle of a character by the DMS.
_TOLERATED = 1 / 50
_ENOUGH_TO_TELL = 8
_ZEROS = 1 / 50  # share of zero bytes in UTF-16: even a page of Chinese has its digits and separators


def table_in_text(content: bytes) -> Sheet:
    """The table in a text file. Raises UnreadableFile: wrong_encoding, not_a_spreadsheet, damaged."""
    csv.field_size_limit(_LARGEST_CELL)
    text, notes = decoded(content)
    separator, score = _separator(text)
    if not score:
        other = _in_another_encoding(content, text)
        if other:
            text, notes = other, [*notes, "unusual_encoding"]
            separator, score = _separator(text)
    return Sheet("", _records(text, separator), (), notes)


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and a note where some characters could not be read."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _tolerantly(content, encoding)
    if b"\0" in content:
        return _tolerantly(content, _utf16_without_mark(content))
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    as_utf8 = content.decode("utf-8", "replace")
    if _unread(as_utf8) <= _TOLERATED:
        return as_utf8, ["unreadable_characters"]
    return _tolerantly(content, "gb18030")


def _tolerantly(content: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
    if _unread(text) > _TOLERATED:
        raise UnreadableFile(FileCode.WRONG_ENCODING)
    return text, ["unreadable_characters"]


def _unread(text: str) -> float:
    """Unreadable characters per readable one beyond ASCII; 1 where there are too few to tell."""
    lost = text.count("\ufffd")
    beyond = sum(1 for character in text[:200_000] if character > "\x7f") - lost
    return lost / beyond if beyond >= _ENOUGH_TO_TELL else 1.0


def _utf16_without_mark(content: bytes) -> str:
    """UTF-16 is known by its zero bytes, all at odd or all at even places; zeros anywhere else are no text."""
    head = content[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > max(4 * even, _ZEROS * len(head)) and len(content) % 2 == 0:
        return "utf-16-le"
    if even > max(4 * odd, _ZEROS * len(head)) and len(content) % 2 == 0:
        return "utf-16-be"
    raise UnreadableFile(FileCode.NOT_A_SPREADSHEET, looks_like="a file of an unknown kind, maybe encrypted")


def _separator(text: str) -> tuple[str, int]:
    """The separator under which the best header appears, and how good that is."""
    first, _, _ = text[:32].partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], 1
    scores = {separator: _score(text, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: scores[separator])
    return best, scores[best]


def _score(text: str, separator: str) -> int:
    if separator not in text:
        return 0
    try:
        head = list(islice(csv.reader(io.StringIO(text[: 1 << 18], newline=""), delimiter=separator), LOOKED_THROUGH))
    except csv.Error:
        return 0
    header = find_header(head)
    return header.score if header else 0


def _records(text: str, separator: str) -> Iterator[Row]:
    """The records; an odd quote that would swallow the rest of the file is read as a character, as all quotes then."""
    if text.count('"') % 2 and _is_swallowed(text, separator):
        return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE))
    return _whole_records(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _whole_records(reader: "CsvReader") -> Iterator[Row]:
    before = 0
    try:
        for record in reader:
            if reader.line_num - before > _LINES_IN_A_CELL:
                raise UnreadableFile(FileCode.DAMAGED)
            before = reader.line_num
            yield record
    except csv.Error as error:
        raise UnreadableFile(FileCode.DAMAGED) from error


def _is_swallowed(text: str, separator: str) -> bool:
    try:
        for _ in _whole_records(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            pass
    except UnreadableFile:
        return True
    return False


def _in_another_encoding(content: bytes, text: str) -> str:
    """The text in an encoding under which it has a header after all; empty where there is none.

    Raises wrong_encoding where the text was garbled before it was written: bytes of one encoding read as another.
    """
    for encoding in ("big5hkscs", "utf-16-le", "utf-16-be"):
        other = content.decode(encoding, "ignore")
        if _separator(other)[1] > 1:
            return other
    for garbled_by, meant in (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "gb18030")):
        restored = text.encode(garbled_by, "ignore").decode(meant, "ignore")
        if _separator(restored)[1] > 1:
            raise UnreadableFile(FileCode.WRONG_ENCODING)
    return ""
