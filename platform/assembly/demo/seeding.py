"""Makes the demo network: its people first, then store after store up to the present, headquarters' accounts last.

Who finds headquarters' accounts finds a whole network. A seed that was stopped half-way is finished by the next one.
"""

import datetime as dt
import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from assembly.cli.terminal import join_database
from assembly.demo.network import DAYS, NETWORK, NETWORK_NAME, STORES, DemoStore, accounts_as_text
from assembly.demo.people import headquarters_people, open_account_at_headquarters, open_store_accounts
from assembly.demo.store import work_store
from assembly.onboarding import actor_of, create_store, find_place, make_network
from assembly.servers.identity import die_with_parent
from backbone.clock import SHANGHAI, as_of, now, today
from backbone.config import Settings
from backbone.db.unit_of_work import acting_as
from backbone.isolation.acting import Acting
from tenants.access.interface import Side
from tenants.people.interface import list_people
from tenants.signin.interface import find_code
from tenants.stores.interface import get_own_store

ONE_DAY = dt.timedelta(days=1)
OPENS = dt.time(8, 15)
Say = Callable[[str], None]


def seed(*, days: int = DAYS, say: Say, settings: Settings | None = None) -> str:
    """Make the demo network, `days` old, or finish it; nothing when it is there. Returns the accounts as text.

    With `settings`, stores are made in processes of their own, as many at a time as there are cores.
    """
    if not _is_whole():
        _make(days, say, settings)
    return accounts_as_text()


def _is_whole() -> bool:
    with acting_as(Acting.door()):
        there = find_code(NETWORK) is not None
    return there and {each.username for each in headquarters_people()} <= _usernames(NETWORK, Side.HQ)


def _make(days: int, say: Say, settings: Settings | None) -> None:
    until, began = now(), time.monotonic()
    started = _started() or today() - days * ONE_DAY
    if _is_there(NETWORK):
        say("The demo network was begun and not finished: going on.")
    else:
        say(f"Making a demo network, {days} days old. This takes a few minutes, once.")
    _open_everything(started)
    for store, callbacks, seconds in _work_stores(until, say, settings):
        days = (today() - _start_of(store)).days
        say(f"{store.name} ({store.code}): {days} days, {callbacks:,} callbacks, {seconds:.0f} s")
    with as_of(dt.datetime.combine(started, OPENS, SHANGHAI)):
        for person in headquarters_people():
            if person.username not in _usernames(NETWORK, Side.HQ):
                open_account_at_headquarters(person, started)
    say(f"The demo network is there ({time.monotonic() - began:.0f} s).")


def _open_everything(started: dt.date) -> None:
    opens = dt.datetime.combine(started, OPENS, SHANGHAI)
    if not _is_there(NETWORK):
        # Before there are stores: its standards are no news to them.
        with as_of(opens - ONE_DAY):
            make_network(NETWORK, NETWORK_NAME)
    for store in STORES:
        _open_store(store, max(started, today() - store.days * ONE_DAY))


def _open_store(store: DemoStore, started: dt.date) -> None:
    if not _is_there(store.code):
        with as_of(dt.datetime.combine(started, OPENS, SHANGHAI)):
            create_store(
                code=store.code, name=store.name, region=store.region, plan=store.plan, start_date=started,
                hq=actor_of(find_place(NETWORK, Side.HQ)),
            )  # fmt: skip


def _started() -> dt.date | None:
    """The day on which a network that is there began."""
    return min((_start_of(store) for store in STORES if _is_there(store.code)), default=None)


def _start_of(store: DemoStore) -> dt.date:
    with acting_as(actor_of(find_place(store.code, Side.STORE)).acting):
        return get_own_store().start_date


def _is_there(code: str) -> bool:
    with acting_as(Acting.door()):
        return find_code(code) is not None


def _usernames(code: str, side: Side) -> frozenset[str]:
    with acting_as(actor_of(find_place(code, side)).acting):
        return frozenset(each.username for each in list_people())


def _work_stores(until: dt.datetime, say: Say, settings: Settings | None) -> Iterator[tuple[DemoStore, int, float]]:
    """Each store as it is done, with its callbacks and seconds; the largest begin first."""
    if settings is None:
        yield from (_timed(store, until, say) for store in STORES)
        return
    cores = min(len(STORES), os.cpu_count() or 1)
    with ProcessPoolExecutor(cores, get_context("spawn"), initializer=_join, initargs=(settings, os.getpid())) as pool:
        for done in as_completed([pool.submit(_timed, store, until, say) for store in STORES]):
            yield done.result()


def _join(settings: Settings, parent: int) -> None:
    """A process of its own, which ends with its parent: no two may ever work one store.

    It is short: a tenth of its time went into looking for what could be thrown away.
    """
    die_with_parent(signal.SIGKILL, parent)
    join_database(settings)
    gc.freeze()
    gc.set_threshold(50_000)


def _timed(store: DemoStore, until: dt.datetime, say: Say) -> tuple[DemoStore, int, float]:
    began, started = time.monotonic(), _start_of(store)
    with as_of(dt.datetime.combine(started, OPENS, SHANGHAI)):
        open_store_accounts(store, started, there=_usernames(store.code, Side.STORE))
    callbacks = work_store(store, until, say=say)
    return store, callbacks, time.monotonic() - began
