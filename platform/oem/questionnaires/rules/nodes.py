"""One place of a JSON document with its path: what is read from it is checked, and every fault is told (HQ-2)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from oem.questionnaires.rules.scripts import ALWAYS_KNOWN, ScriptError, Sentence, Texts, placeholders

Read = TypeVar("Read")
Word = TypeVar("Word", bound=StrEnum)
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the document; `faults` gets one sentence for each thing that is wrong in or below it.

    What is wrong reads as something harmless, so that one reading finds all faults; the document is then refused.
    """

    raw: Mapping[str, Any]
    path: str
    faults: list[str]

    @classmethod
    def of(cls, raw: object, path: str, faults: list[str], *, keys: str) -> "Node":
        """`keys` are all that it may have, in one string."""
        if not isinstance(raw, Mapping):
            faults.append(f"{path or 'questionnaire'}: must be an object")
            return cls({}, path, faults)
        node = cls(raw, path, faults)
        for key in sorted(set(map(str, raw)) - set(keys.split())):
            node.fault(key, "is unknown")
        return node

    def at(self, key: str) -> str:
        """The path of one of its values."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, what: str) -> None:
        """Tell that this value is wrong."""
        self.faults.append(f"{self.at(key)}: {what}")

    def child(self, key: str, *, keys: str) -> "Node":
        """The object under this key; an absent one is empty."""
        return Node.of(self.raw.get(key, {}), self.at(key), self.faults, keys=keys)

    def children(self, key: str, *, keys: str) -> Iterator["Node"]:
        """The objects of a list; an absent one is empty."""
        found = self.raw.get(key, [])
        if not isinstance(found, list):
            self.fault(key, "must be a list")
            return
        for index, each in enumerate(found):
            yield Node.of(each, f"{self.at(key)}[{index}]", self.faults, keys=keys)

    def code(self) -> str:
        """Its own `code`: stable, for records."""
        found = self.raw.get("code")
        if not isinstance(found, str) or not CODE.match(found):
            self.fault("code", "must be lower-case letters, digits and _, 40 at most")
            return ""
        return found

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """A whole number from `lowest` to `highest`."""
        found = self.raw.get(key)
        if not isinstance(found, int) or isinstance(found, bool) or not lowest <= found <= highest:
            self.fault(key, f"must be a whole number from {lowest} to {highest}")
            return lowest
        return found

    def flag(self, key: str, *, absent: bool) -> bool:
        """True or false."""
        found = self.raw.get(key, absent)
        if not isinstance(found, bool):
            self.fault(key, "must be true or false")
            return absent
        return found

    def amount(self, key: str, highest: int) -> Decimal:
        """A number from 0 to `highest`, written as text or as a whole number so that it stays exact."""
        found = self.raw.get(key)
        try:
            value = Decimal(found) if isinstance(found, str | int) and not isinstance(found, bool) else Decimal("NaN")
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not 0 <= value <= highest:
            self.fault(key, f"must be a number from 0 to {highest}, as text")
            return Decimal(0)
        return value

    def word(self, key: str, words: type[Word], absent: Word) -> Word:
        """One of the words of an enum; `absent` when the key is missing."""
        found = self.raw.get(key, absent.value)
        try:
            return words(found)
        except ValueError:
            self.fault(key, f"must be one of {', '.join(words)}")
            return absent

    def maybe(self, key: str, read: Callable[[str], Read]) -> Read | None:
        """What `read` makes of this key; None when it is missing or null."""
        return None if self.raw.get(key) is None else read(key)

    def texts(self, key: str) -> Texts:
        """A text in both languages without placeholders."""
        found = self._wording(self.raw.get(key), key)
        if found.placeholders:
            self.fault(key, "is a name, and has no placeholders")
        return found

    def sentence(self, key: str, *, required: bool = True) -> Sentence:
        """The wordings of one thing to say, the last of which can always be said."""
        raw = self.raw.get(key, [])
        if not isinstance(raw, list) or (required and not raw):
            self.fault(key, "must be a list of wordings")
            return ()
        found = tuple(self._wording(each, f"{key}[{index}]") for index, each in enumerate(raw))
        if found and (needs := found[-1].placeholders - ALWAYS_KNOWN):
            self.fault(key, f"its last wording needs {', '.join(sorted(needs))}, which is not always known")
        return found

    def _wording(self, raw: object, key: str) -> Texts:
        node = Node.of(raw, self.at(key), self.faults, keys="zh en")
        texts = Texts(node._text("zh"), node._text("en"))
        if placeholders(texts.zh) != placeholders(texts.en):
            self.fault(key, "both languages must name the same placeholders")
            return Texts("", "")
        return texts

    def _text(self, key: str) -> str:
        found = self.raw.get(key)
        if not isinstance(found, str) or not found.strip() or len(found) > LONGEST_SENTENCE:
            self.fault(key, f"must be a text of 1 to {LONGEST_SENTENCE} characters")
            return ""
        try:
            placeholders(found)
        except ScriptError as error:
            self.fault(key, str(error))
            return ""
        return found
