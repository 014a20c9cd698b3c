"""What can be wrong with a file or a row: codes, and what to tell the person, in English, to be translated."""

from enum import StrEnum


class RowCode(StrEnum):
    """What is wrong with a row. The first four reject it, in this order; the others warn (DATA-1)."""

    NO_NUMBER = "no_number"
    NO_VEHICLE = "no_vehicle"
    DATE_UNREADABLE = "date_unreadable"
    PICKUP_BEFORE_ARRIVAL = "pickup_before_arrival"
    PHONE_MISSING = "phone_missing"
    PHONE_INVALID = "phone_invalid"
    VIN_LENGTH = "vin_length"
    VIN_CHECK_DIGIT = "vin_check_digit"


REJECTING = (RowCode.NO_NUMBER, RowCode.NO_VEHICLE, RowCode.DATE_UNREADABLE, RowCode.PICKUP_BEFORE_ARRIVAL)

ROW_MESSAGES: dict[RowCode, str] = {
    RowCode.NO_NUMBER: "The row has no number.",
    RowCode.NO_VEHICLE: "The row has neither a VIN nor a plate.",
    RowCode.DATE_UNREADABLE: "The date cannot be read, or lies outside 1990 to 2100.",
    RowCode.PICKUP_BEFORE_ARRIVAL: "The car was picked up before it arrived.",
    RowCode.PHONE_MISSING: "There is no phone number.",
    RowCode.PHONE_INVALID: "The phone number cannot be dialled.",
    RowCode.VIN_LENGTH: "The VIN does not have 17 characters.",
    RowCode.VIN_CHECK_DIGIT: "The VIN's check digit is wrong.",
}


class FileCode(StrEnum):
    """Why a whole file cannot be read."""

    EMPTY_FILE = "empty_file"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - a code, not a password
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    TOO_MANY_ROWS = "too_many_rows"
    DAMAGED = "damaged"
    WRONG_ENCODING = "wrong_encoding"
    NO_HEADER = "no_header"
    DUPLICATE_HEADER = "duplicate_header"
    MISSING_COLUMN = "missing_column"
    WRONG_KIND = "wrong_kind"


FILE_MESSAGES: dict[FileCode, str] = {
    FileCode.EMPTY_FILE: "The file is empty. Export it from the DMS again.",
    FileCode.NOT_A_SPREADSHEET: (
        "The file is not a spreadsheet but %(looks_like)s, whatever its name says. "
        "Open it in Excel or WPS, save it as .xlsx or as CSV, and import that."
    ),
    FileCode.PASSWORD_PROTECTED: (
        "The workbook is protected by a password. Open it in Excel or WPS, remove the password, save, and import again."
    ),
    FileCode.TOO_LARGE: (
        "The file is too large to be read (%(what)s). Delete empty rows and columns, "
        "copy the table into a new workbook, or export a shorter period."
    ),
    FileCode.TOO_SLOW: (
        "Reading took longer than %(seconds)s seconds and was stopped. "
        "Copy the table into a new workbook, or export a shorter period."
    ),
    FileCode.TOO_MANY_ROWS: "The file has more than %(limit)s rows of data. Export a shorter period.",
    FileCode.DAMAGED: (
        "The file is damaged and cannot be read. Export it again, or open it in Excel or WPS and save a copy as .xlsx."
    ),
    FileCode.WRONG_ENCODING: (
        "The text of the file cannot be read as UTF-8, GB18030 or UTF-16. "
        "Open it where its Chinese text shows correctly, and save it as .xlsx or as CSV in UTF-8."
    ),
    FileCode.NO_HEADER: (
        "No row with column names was found. The file needs one row with names such as %(examples)s above the data."
    ),
    FileCode.DUPLICATE_HEADER: (
        "Two columns are named '%(header)s' (columns %(columns)s), so it is not clear which one counts. "
        "Rename one of them, or choose the column yourself."
    ),
    FileCode.MISSING_COLUMN: (
        "A column is missing or was not recognised: %(fields)s. Choose it yourself, or export it with the file."
    ),
    FileCode.WRONG_KIND: (
        "The file seems to hold %(found)s, but %(said)s were expected. Choose the other kind, or the right file."
    ),
}


class UnreadableFile(ValueError):  # noqa: N818 - says what the file is, as the person reads it
    """A file that cannot be read as a whole: `code`, and `params` for the message of that code.

    Where a header was found and only the columns are in doubt (missing_column, duplicate_header, wrong_kind),
    `header_row` (from 1), `titles` (one a column) and `columns` (field to column, from 0, as far as they were
    recognised) let a person choose.
    """

    def __init__(self, code: FileCode, **params: str | int) -> None:
        self.code = code
        self.params: dict[str, str | int] = params
        self.header_row: int | None = None
        self.titles: tuple[str, ...] = ()
        self.columns: dict[str, int] = {}
        super().__init__(str(self))

    def __str__(self) -> str:
        return FILE_MESSAGES[self.code] % self.params
