"""What the template of 'network today' is given, from one picture and the page's address. No request, no database."""

from collections.abc import Collection
from typing import Any

from backbone.clock import SHANGHAI
from frontend.hq.today.addresses import Address
from frontend.hq.today.detail import Detail
from frontend.hq.today.rows import FIRST_ON_A_PHONE, GroupRow, StoreRow, Table, table_of
from frontend.hq.today.words import FIGURES
from frontend.hq.today.worst import worst_of
from frontend.programmes import PROGRAMMES
from oem.today.interface import Picture
from tenants.calendar.interface import china


def page_of(
    at: Address,
    picture: Picture,
    *,
    detail: Detail | None,
    switched_on: Collection[str],
    bound: bool,
    may_remind: bool,
) -> dict[str, Any]:
    """`detail`: the open store's; `bound`: the reader sees some regions only."""
    table = table_of(picture)
    opened, as_of = _opened(at, table), picture.network.as_of
    shown = at.opening(opened.place.id if opened else None)
    return {
        "at": shown,
        "day": picture.day,
        "is_working_day": china().is_working_day(picture.day),
        "as_of": as_of.astimezone(SHANGHAI).strftime("%H:%M:%S") if as_of else "",
        "columns": list(FIGURES.values()),
        "table": table,
        "opened": opened,
        "shown_stores": _shown_stores(at, opened) if opened else [],
        "first_on_a_phone": FIRST_ON_A_PHONE,
        "detail": detail,
        "worst": worst_of(table),
        "programmes": _choices(shown, switched_on),
        "bound": bound,
        "may_remind": may_remind,
    }


def _opened(at: Address, table: Table) -> GroupRow | None:
    """The region that the address names, or that its store is in; else the latest one, if anything in it is late."""
    if at.names_region:
        return table.region(at.region)
    if at.store:
        return table.region_of(at.store)
    latest = next(iter(table.regions), None)
    return latest if latest is not None and (latest.late or len(table.regions) == 1) else None


def _shown_stores(at: Address, opened: GroupRow) -> list[StoreRow]:
    """All of the region's stores, or the first; the one that is open always stands among them."""
    first = opened.shown_first
    if at.whole or (at.store and all(row.place.id != at.store for row in first)):
        return opened.stores
    return first


def _choices(at: Address, switched_on: Collection[str]) -> list[tuple[str, str, bool]]:
    """(word, address, current) of the programmes to choose from; one that is switched off only while it is chosen."""
    names = [name for name in PROGRAMMES if name in switched_on or name == at.programme]
    words = [(None, ""), *((name, str(PROGRAMMES[name].word)) for name in names)]
    return [(word, at.of_programme(name), name == at.programme) for name, word in words]
