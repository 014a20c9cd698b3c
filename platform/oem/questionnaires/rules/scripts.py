"""Scripts: sentences with placeholders, in both languages (CB-15)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PLACEHOLDERS = frozenset({"customer", "store", "car", "advisor", "next_service"})
"""What a sentence may name. `advisor` is who served the customer: for a delivery, the sales consultant."""

ALWAYS_KNOWN = frozenset({"customer", "store"})
"""What every call knows; the rest may be missing from a DMS row."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class ScriptError(ValueError):
    """A sentence that can't be said; `word` is the placeholder or brace that is wrong."""

    def __init__(self, message: str, word: str) -> None:
        super().__init__(message)
        self.word = word


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in both languages."""

    zh: str
    en: str

    def of(self, locale: str) -> str:
        """The text for a locale such as 'zh_CN' or 'en'; Chinese for any that is not English."""
        return self.en if locale.startswith("en") else self.zh

    @property
    def placeholders(self) -> frozenset[str]:
        """What either language names."""
        return placeholders(self.zh) | placeholders(self.en)


Sentence = tuple[Texts, ...]
"""One thing to say, in several wordings: the first whose placeholders are all known is said. The last one needs
nothing but what every call knows."""


def placeholders(text: str) -> frozenset[str]:
    """The placeholders of a text. Raises ScriptError: a stray brace, or one that nobody knows."""
    names = frozenset(_PLACEHOLDER.findall(text))
    rest = _PLACEHOLDER.sub("", text)
    for brace in "{}":
        if brace in rest:
            raise ScriptError(f"a brace that belongs to no placeholder: {text!r}", brace)
    for name in sorted(names - PLACEHOLDERS):
        raise ScriptError(f"{{{name}}} is no placeholder; there are {', '.join(sorted(PLACEHOLDERS))}", name)
    return names


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """`text` with its placeholders filled in. Nothing is escaped: templates do that. A value is never read again.

    Raises ScriptError: a placeholder that nobody knows, or one without a value (missing, None or blank).
    """
    for name in sorted(placeholders(text)):
        if not (values.get(name) or "").strip():
            raise ScriptError(f"{{{name}}} has no value", name)
    return _PLACEHOLDER.sub(lambda found: values[found[1]] or "", text)


def say(sentence: Sequence[Texts], values: Mapping[str, str | None], locale: str) -> str:
    """The first wording whose placeholders all have a value, filled in. Raises ScriptError when there is none."""
    known = {name for name, value in values.items() if (value or "").strip()}
    for wording in sentence:
        if wording.placeholders <= known:
            return fill(wording.of(locale), values)
    raise ScriptError("no wording of this sentence can be said with what is known", "")
