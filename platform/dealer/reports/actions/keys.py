"""The keys of seals: outside the database, one in use, former ones to verify with (REP-4)."""

from dealer.reports.rules.seals import key_id


class NoSealKeyError(RuntimeError):
    """This process was given no key to seal with."""


_keys: dict[str, bytes] = {}
_in_use: list[str] = []


def use_keys(in_use: str, former: tuple[str, ...] = ()) -> None:
    """Give this process its keys, as texts of settings."""
    _keys.clear()
    _in_use.clear()
    for text in (in_use, *former):
        _keys[key_id(text.encode())] = text.encode()
    _in_use.append(key_id(in_use.encode()))


def sealing_key() -> tuple[str, bytes]:
    """The key in use, with its id. Raises NoSealKeyError."""
    if not _in_use:
        raise NoSealKeyError("dealer.reports.actions.keys.use_keys() has not been called")
    return _in_use[0], _keys[_in_use[0]]


def find_key(wanted: str) -> bytes | None:
    """A key by its id; None when this deployment does not have it."""
    return _keys.get(wanted)
