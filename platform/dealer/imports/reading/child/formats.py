"""What a file is, by its bytes and never by its name, and the table in it."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

from dealer.imports.reading.problems import FileCode, UnreadableFile

Row = Sequence[object]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_UNPACKED = 1 << 30
_END_OF_DIRECTORY, _DIRECTORY_ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_HEAD = 4096
_SETTINGS = 1 << 16
# What else people hand in, by how its bytes begin.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)


class Sheet:
    """The rows of one table from the file's first row on, each from the file's first column on."""

    __slots__ = ("merged", "name", "notes", "rows", "since_1904")

    def __init__(
        self,
        name: str,
        rows: Iterable[Row],
        merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
        notes: Sequence[str] = (),
        *,
        since_1904: bool = False,
    ) -> None:
        self.name = name
        self.rows: Iterator[Row] = iter(rows)
        self.merged = merged
        self.notes = list(notes)
        self.since_1904 = since_1904


class FileFormat:
    """What `recognise` found: `is_workbook` for calamine, else text; `since_1904` by the workbook's own word."""

    __slots__ = ("is_workbook", "since_1904")

    def __init__(self, *, is_workbook: bool, since_1904: bool = False) -> None:
        self.is_workbook = is_workbook
        self.since_1904 = since_1904


def recognise(content: bytes) -> FileFormat:
    """The format of a file's content. Raises UnreadableFile for everything that holds no table."""
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableFile(FileCode.EMPTY_FILE)
    if content.startswith(_ZIP):
        return _inspect_zip(content)
    if content.startswith(_OLE):
        return _inspect_ole(content)
    _refuse_others(content)
    return FileFormat(is_workbook=False)


def _not_a_spreadsheet(looks_like: str) -> UnreadableFile:
    return UnreadableFile(FileCode.NOT_A_SPREADSHEET, looks_like=looks_like)


def _refuse_others(content: bytes) -> None:
    for magic, looks_like in _OTHERS:
        if content.startswith(magic):
            raise _not_a_spreadsheet(looks_like)
    if b"%PDF-" in content[:1024]:
        raise _not_a_spreadsheet("a PDF")
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"mime-version:", b"content-type: multipart")):
        raise _not_a_spreadsheet("a web page (MHTML)")
    if head.startswith(b"<"):
        if b"schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
            raise _not_a_spreadsheet("an XML spreadsheet of Excel 2003")
        is_page = any(
            tag in head for tag in (b"<html", b"<table", b"<!doctype html", b"<head", b"<body", b"<style", b"<tr")
        )
        raise _not_a_spreadsheet("a web page (HTML)" if is_page else "an XML document")
    if head.startswith((b'{"', b'{ "', b"[{", b"{\n", b"[\n")):
        raise _not_a_spreadsheet("JSON")


class _Entry:
    """A file in a ZIP archive, by the central directory's word."""

    __slots__ = ("at", "name", "packed", "unpacked")

    def __init__(self, name: str, at: int, packed: int, unpacked: int) -> None:
        self.name = name
        self.at = at
        self.packed = packed
        self.unpacked = unpacked


def _inspect_zip(content: bytes) -> FileFormat:
    """Refuse archives that are no workbook, and those that unpack to more than memory and time allow."""
    entries = {entry.name: entry for entry in _zip_entries(content)}
    if not entries:
        raise UnreadableFile(FileCode.DAMAGED)
    if not any(name.startswith("xl/") for name in entries) and "content.xml" not in entries:
        kind = "a Word document" if "word/document.xml" in entries else "a ZIP archive"
        raise _not_a_spreadsheet("a presentation" if "ppt/presentation.xml" in entries else kind)
    unpacked = sum(entry.unpacked for entry in entries.values())
    if unpacked > _LARGEST_UNPACKED:
        raise UnreadableFile(FileCode.TOO_LARGE, what=f"{unpacked >> 20} MiB when unpacked")
    settings = _beginning(content, entries["xl/workbook.xml"]) if "xl/workbook.xml" in entries else b""
    return FileFormat(is_workbook=True, since_1904=b'date1904="1"' in settings or b'date1904="true"' in settings)


def _zip_entries(content: bytes) -> Iterator[_Entry]:
    """The archive's files by its central directory; nothing where there is none."""
    end = content.rfind(_END_OF_DIRECTORY)
    if end < 0 or end + 22 > len(content):
        return
    at = content.find(_DIRECTORY_ENTRY, struct.unpack_from("<I", content, end + 16)[0])
    while at >= 0 and content.startswith(_DIRECTORY_ENTRY, at) and at + 46 <= len(content):
        packed, unpacked, name_length, extra, comment = struct.unpack_from("<IIHHH", content, at + 20)
        name = content[at + 46 : at + 46 + name_length].decode("utf-8", "replace")
        yield _Entry(name, struct.unpack_from("<I", content, at + 42)[0], packed, unpacked)
        at += 46 + name_length + extra + comment


def _beginning(content: bytes, entry: _Entry) -> bytes:
    """The first bytes of a packed file; empty where they cannot be unpacked."""
    if not content.startswith(_ZIP, entry.at) or entry.at + 30 > len(content):
        return b""
    method, name_length, extra = struct.unpack_from("<8xH16xHH", content, entry.at)
    start = entry.at + 30 + name_length + extra
    if method == 0:
        return content[start : start + _SETTINGS]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(content[start : start + entry.packed], _SETTINGS)
    except zlib.error:
        return b""


def _inspect_ole(content: bytes) -> FileFormat:
    """Refuse encrypted packages and documents of other programs."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(FileCode.PASSWORD_PROTECTED)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return FileFormat(is_workbook=True)
    if "WordDocument".encode("utf-16-le") in content:
        raise _not_a_spreadsheet("a Word document")
    if "Root Entry".encode("utf-16-le") in content:
        raise _not_a_spreadsheet("a document of another program")
    raise UnreadableFile(FileCode.DAMAGED)
