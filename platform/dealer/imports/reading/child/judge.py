"""Verdicts: which rows count, which repeat another, which are refused and why (DATA-1, landing 1)."""

from collections.abc import Mapping, Sequence

from dealer.customers.interface import same_name, vin_flaw
from dealer.imports.reading.child.dates import UNREADABLE, is_before
from dealer.imports.reading.child.values import PHONES_JOINT
from dealer.imports.reading.kinds import CALLED_PERSON, CALLED_PHONE, JUDGED_DATES, VEHICLE_FIELDS, Kind
from dealer.imports.reading.problems import RowCode

Forms = Mapping[str, Sequence[str]]  # field → its normal forms, one a row of the block


class Refusal:
    """Why a row is refused, and the field that is to blame."""

    __slots__ = ("code", "field")

    def __init__(self, code: RowCode, field: str) -> None:
        self.code = code
        self.field = field


NO_NUMBER = Refusal(RowCode.NO_NUMBER, "number")


class Refusing:
    """Finds the one reason to refuse a row: no_number, no_vehicle, date_unreadable, pickup_before_arrival, in order."""

    def __init__(self, kind: Kind, mapped: Mapping[str, int]) -> None:
        self._dates = [field for field in JUDGED_DATES[kind] if field in mapped]
        self._may_be_blank = "pickup"
        vehicle = next(field for field in VEHICLE_FIELDS if field in mapped)
        self._no_vehicle = Refusal(RowCode.NO_VEHICLE, vehicle)
        self._unreadable = {field: Refusal(RowCode.DATE_UNREADABLE, field) for field in self._dates}
        self._before = Refusal(RowCode.PICKUP_BEFORE_ARRIVAL, "pickup")
        self._compares = len(self._dates) == 2

    def of_block(self, forms: Forms, size: int) -> list[Refusal | None]:
        """One refusal or None for each row of a block."""
        nothing = [""] * size
        refusals = [
            None if number and (vin or plate) else (self._no_vehicle if number else NO_NUMBER)
            for number, vin, plate in zip(
                forms["number"], forms.get("vin", nothing), forms.get("plate", nothing), strict=True
            )
        ]
        for field in self._dates:
            self._refuse_unreadable(refusals, field, forms[field])
        if self._compares:
            self._refuse_before(refusals, forms)
        return refusals

    def _refuse_unreadable(self, refusals: list[Refusal | None], field: str, dates: Sequence[str]) -> None:
        blank_is_fine = field == self._may_be_blank
        for at, date in enumerate(dates):
            if (date[:1] == UNREADABLE or not (date or blank_is_fine)) and refusals[at] is None:
                refusals[at] = self._unreadable[field]

    def _refuse_before(self, refusals: list[Refusal | None], forms: Forms) -> None:
        for at, (arrival, pickup) in enumerate(zip(forms["arrival"], forms["pickup"], strict=True)):
            if pickup and pickup < arrival and refusals[at] is None and is_before(pickup, arrival):
                refusals[at] = self._before


class Phones:
    """The phones of a row's caller: their numbers, whose they are, and the warning when there is none to dial."""

    def __init__(self, kind: Kind, mapped: Mapping[str, int]) -> None:
        called, self._person = CALLED_PHONE[kind], CALLED_PERSON[kind]
        has_own, has_owners = called in mapped, "owner_phone" in mapped
        # A file that knows no sender speaks of the owner; one whose only phone is the owner's has that to call.
        is_persons = self._person in mapped or "owner" not in mapped
        self._whose = self._person if is_persons and (has_own or not has_owners) else "owner"
        first = called if has_own or not has_owners else "owner_phone"
        self._own = [field for field in (first, "other_phone") if field in mapped]
        self._lends = has_own and has_owners

    def of_block(self, forms: Forms, size: int) -> tuple[list[str], list[str], list[str]]:
        """For each row of a block: numbers joined by commas, whose they are, warning."""
        numbers, whose, warnings = self._judged(self._joined(forms, size))
        if self._lends:
            self._borrow(forms, numbers, whose, warnings)
        return numbers, whose, warnings

    def _joined(self, forms: Forms, size: int) -> list[str]:
        """The numbers of all columns that are the person's own, each once; unreadable only where all given ones are."""
        if not self._own:
            return [""] * size
        own = list(forms[self._own[0]])
        for field in self._own[1:]:
            own = [_both(one, other) if other else one for one, other in zip(own, forms[field], strict=True)]
        return own

    def _judged(self, phones: list[str]) -> tuple[list[str], list[str], list[str]]:
        numbers = ["" if phone[:1] == UNREADABLE else phone for phone in phones]
        warnings = [
            "" if number else (RowCode.PHONE_INVALID if phone else RowCode.PHONE_MISSING)
            for number, phone in zip(numbers, phones, strict=True)
        ]
        return numbers, [self._whose if number else "" for number in numbers], warnings

    def _borrow(self, forms: Forms, numbers: list[str], whose: list[str], warnings: list[str]) -> None:
        """The owner's phone is the sender's where both are one person: same name, or only one of them is named."""
        people, owners = forms.get(self._person), forms.get("owner")
        for at, phone in enumerate(forms["owner_phone"]):
            if numbers[at] or not phone or phone[:1] == UNREADABLE:
                continue
            person = people[at] if people else ""
            if not person or (owners and same_name(person, owners[at])):
                numbers[at], whose[at] = phone, "owner"
                warnings[at] = "" if warnings[at] == RowCode.PHONE_MISSING else warnings[at]


def _both(one: str, other: str) -> str:
    if not one or one[:1] == UNREADABLE:
        return one if other[:1] == UNREADABLE and one else other
    if other[:1] == UNREADABLE:
        return one
    return PHONES_JOINT.join(dict.fromkeys([*one.split(PHONES_JOINT), *other.split(PHONES_JOINT)]))


def vin_warning(vin: str) -> str:
    """The warning for a normalised VIN; empty for a sound or an absent one."""
    return (vin_flaw(vin) or "") if vin else ""


class Ledger:
    """The numbers that accepted rows have claimed, with what those rows said."""

    def __init__(self) -> None:
        self._claimed: dict[str, tuple[int, str]] = {}

    def claim(self, number: str, row: int, said: str) -> tuple[int, str] | None:
        """None when this row is the first accepted one of its number; else the first one's row and words."""
        first = self._claimed.setdefault(number, (row, said))
        return None if first[0] == row else first
