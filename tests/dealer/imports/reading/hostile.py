"""Small crafted files that attack their reader: workbooks with XML of one's own, archives that unpack to much."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_MIB = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SKELETON = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
SHEET_BEGIN = f'<worksheet xmlns="{_MAIN}"><sheetData>'
SHEET_END = "</sheetData></worksheet>"


@dataclass(frozen=True)
class Packed:
    """A deflated file in an archive; `claims` is the size that the archive says it has."""

    deflated: bytes
    crc: int
    claims: int


def packed(content: bytes, *, claims: int | None = None) -> Packed:
    """Some content as it is."""
    return Packed(_deflate(content) + _END_OF_STREAM, zlib.crc32(content), len(content) if claims is None else claims)


def packed_with_filling(
    before: bytes, filling: bytes, mebibytes: int, after: bytes, *, claims: int | None = None
) -> Packed:
    """Content with so many MiB of a repeated filling in the middle, deflated without unpacking it here."""
    mebibyte = filling * (_MIB // len(filling))
    deflated = _deflate(before) + _deflate(mebibyte) * mebibytes + _deflate(after) + _END_OF_STREAM
    size = len(before) + len(mebibyte) * mebibytes + len(after)
    return Packed(deflated, 0, size if claims is None else claims)


def workbook(sheet: Packed | str, **others: Packed) -> bytes:
    """An XLSX whose one sheet is the given XML."""
    files = {name: packed(text.encode()) for name, text in _SKELETON.items()}
    files["xl/worksheets/sheet1.xml"] = packed(sheet.encode()) if isinstance(sheet, str) else sheet
    return archive(files | others)


def archive(files: dict[str, Packed]) -> bytes:
    """A ZIP archive, with whatever its files claim."""
    body, directory = b"", b""
    for name, file in files.items():
        path = name.encode()
        sizes = (file.crc, len(file.deflated), min(file.claims, 0xFFFFFFFF))
        start = len(body)
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, len(path), 0) + path + file.deflated
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, len(path), 0, 0, 0, 0, 0, start
        )
        directory += path
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + end


def row(number: int, cells: Iterable[str]) -> str:
    """A sheet's row of inline texts from column A on."""
    inside = "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def cell(place: str, text: str) -> str:
    """A sheet's cell with an inline text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ole(*names: str) -> bytes:
    """The beginning of an OLE file whose directory has these names."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory + bytes(512)


def _deflate(content: bytes) -> bytes:
    """Content deflated so that it can stand anywhere in a stream, and be repeated."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(content) + squeeze.flush(zlib.Z_FULL_FLUSH)


_END_OF_STREAM = b"\x03\x00"
