"""Two stores of one network and one of another, each full of words that nobody else may ever read."""

import datetime as dt
import io
import itertools
import uuid
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import update

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from backbone.isolation.acting import Acting
from dealer.callbacks.models import Callback
from dealer.corrections.interface import CorrectionWanted, open_correction
from dealer.day_plans.interface import DayPlan, DayPlanLine
from dealer.imports.actions import reading
from dealer.imports.actions.handing_in import hand_in
from dealer.imports.reading.kinds import Kind
from dealer.notices.interface import Notice, NoticeOf
from oem.questionnaires.interface import publish_shipped_questionnaires
from tenants.access.interface import Position
from tenants.people.interface import Account, PositionHolding
from tenants.signin.models import SignInSession
from tenants.signin.rules import new_token, token_hash
from tenants.staffing.interface import Delegation
from tests.assembly.web.visitor import Visitor
from tests.dealer.callbacks.visits import MadeVisit, customer, import_
from tests.dealer.reports.made import instruction, nil_report, scan
from tests.dealer.voices import made as voices
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore

HEADS = (Position.CENTRE_HEAD, Position.GENERAL_MANAGER)
_numbers = itertools.count(1)
OWN_WORDS = ("file", "cell", "sender", "person", "note", "wrong")
"""What of a store's headquarters must never see (HQ-7); its name it knows."""

HEADER = "维修单号,进厂时间,取车时间,车牌号,送修人,送修人电话"


def canary(owner: str, what: str) -> str:
    """A word of one tenant's."""
    return f"CANARY{owner}{what}"


@dataclass
class World:
    """Who there is; `visitors` are signed in, by name. `words` of each owner may appear in nobody else's answers."""

    stores: dict[str, MadeStore]
    people: dict[str, MadePerson]
    owners: dict[str, str]
    visitors: dict[str, Visitor] = field(default_factory=dict)
    _read: dict[str, uuid.UUID] = field(default_factory=dict)

    def thing(self, kind: str, owner: str) -> uuid.UUID:
        """A fresh import of a store's, or a fresh session of its head's; a `read import` is one for all who ask."""
        makers = {
            "report": lambda: nil_report(self.stores[owner]),
            "instruction": lambda: instruction(
                self.stores[owner], nil_report(self.stores[owner]), self.people[owner].actor
            ),
            "callback": lambda: _callback(self.stores[owner], canary(owner, "sender"), self.people[owner]),
            "correction": lambda: self._correction(owner),
            "delegation": lambda: self._delegation(owner),
            "holding": lambda: self._person(owner).id,
            "import": lambda: self._import(owner),
            "complaint": lambda: self._voice("complaint", owner),
            "opinion": lambda: self._voice("opinion", owner),
            "notice": lambda: self._notice(owner),
            "person": lambda: self._person(owner).account_id,
            "plan line": lambda: self._plan_line(owner),
            "read import": lambda: self._read_import(owner),
            "scan": lambda: scan(self.stores[owner], nil_report(self.stores[owner]), self.people[owner].actor),
            "session": lambda: self._session(owner),
        }
        return makers[kind]()

    def _read_import(self, owner: str) -> uuid.UUID:
        if owner not in self._read:
            self._read[owner] = self._import(owner)
            with unit_of_work(self.stores[owner].acting):
                reading.read(self._read[owner])
        return self._read[owner]

    def _import(self, owner: str) -> uuid.UUID:
        bad = f"W1,{canary(owner, 'cell')},2026-10-08 11:00,苏E12345,{canary(owner, 'sender')},13912345678"
        stream = io.BytesIO(f"{HEADER}\n{bad}\n".encode())
        name = f"{canary(owner, 'file')}.csv"
        with unit_of_work(self.stores[owner].acting):
            return hand_in(stream, name=name, kind=Kind.REPAIR_ORDERS, by=self.people[owner].actor).id

    def _correction(self, owner: str) -> uuid.UUID:
        """Of a customer each of its own: there is one open task a thing."""
        store = self.stores[owner]
        who = customer(store, name=canary(owner, "sender"), phone=None)
        said = {"wrong": canary(owner, "wrong"), "note": canary(owner, "note")}
        with unit_of_work(store.acting):
            wanted = CorrectionWanted(kind="owner", department="after_sales", customer_id=who, **said)
            return open_correction(wanted, by=self.people[owner].actor).id

    def _voice(self, kind: str, owner: str) -> uuid.UUID:
        """In the hands of the store's cashier, where it has one, and its head's to answer as well."""
        said = {name: canary(owner, name) for name in ("said", "person_name", "said_by")}
        given = {"department": "service_centre", "channel": "phone", **said}
        store, by = self.stores[owner], self.people[owner]
        made = voices.opinion(store, by, **given) if kind == "opinion" else voices.complaint(store, by, **given)
        cashier = next((who.id for name, who in self.people.items() if name == "cashier" and owner == "A"), None)
        table = type(made)
        with unit_of_work(store.acting) as session:
            session.execute(
                update(table).where(table.tenant_id == store.id, table.id == made.id).values(owner_id=cashier)
            )
        return made.id

    def _notice(self, owner: str) -> uuid.UUID:
        said = {"about": "missing_handover", "note": canary(owner, "note")}
        notice = Notice(
            tenant_id=self.stores[owner].id, id=uuid7(), what=NoticeOf.REMINDER, source_id=uuid7(), details=said,
            from_name="hq", sent_at=now(),
        )  # fmt: skip
        with unit_of_work(self.stores[owner].acting) as session:
            session.add(notice)
        return notice.id

    def _person(self, owner: str) -> PositionHolding:
        """Somebody in a position since January; nobody knows their password."""
        store, identity = self.stores[owner], uuid7()
        holding = PositionHolding(
            tenant_id=store.id, id=uuid7(), account_id=identity, position=Position.CASHIER, starts_on=tenants.START
        )
        name = canary(owner, "person")
        with unit_of_work(store.acting) as session:
            session.add(Account(tenant_id=store.id, id=identity, username=str(identity), name=name, password_hash=""))
            session.flush()
            session.add(holding)
        return holding

    def _delegation(self, owner: str) -> uuid.UUID:
        made = Delegation(
            tenant_id=self.stores[owner].id, id=uuid7(), position=Position.SALES_MANAGER,
            to_account_id=self._person(owner).account_id, first_day=tenants.START, last_day=dt.date(2027, 12, 31),
            why=canary(owner, "why"), made_by_name="somebody",
        )  # fmt: skip
        with unit_of_work(self.stores[owner].acting) as session:
            session.add(made)
        return made.id

    def _plan_line(self, owner: str) -> uuid.UUID:
        """Of a day of its own."""
        store = self.stores[owner]
        plan = DayPlan(tenant_id=store.id, id=uuid7(), day=tenants.START + dt.timedelta(days=next(_numbers)))
        line = DayPlanLine(
            tenant_id=store.id, id=uuid7(), plan_id=plan.id, about="calls", what=canary(owner, "line"),
            written_by_name="somebody",
        )  # fmt: skip
        with unit_of_work(store.acting) as session:
            session.add(plan)
            session.flush()
            session.add(line)
        return line.id

    def _session(self, owner: str) -> uuid.UUID:
        who = self.people[owner].actor
        session = SignInSession(
            token_hash=token_hash(new_token()),
            id=uuid7(),
            side=who.side,
            tenant_id=who.tenant_id,
            network_id=who.network_id,
            account_id=who.account_id,
            place=owner,
        )
        with unit_of_work(Acting.door()) as door:
            door.add(session)
        return session.id


def make(superuser: psycopg.Connection) -> World:
    """`A` and `B` are stores of one network (north, south), `C` is another network's."""
    ours = tenants.network(regions=("north", "south"))
    theirs = tenants.network()
    with unit_of_work(ours.acting):
        publish_shipped_questionnaires(by=ours.actor)
    stores = {"A": tenants.store(ours), "B": tenants.store(ours, region="south"), "C": tenants.store(theirs)}
    people = {owner: tenants.person(made, *HEADS) for owner, made in stores.items()}
    people["cashier"] = tenants.person(stores["A"], Position.CASHIER)
    people["hq"] = tenants.person(ours, Position.HQ_ADMIN)
    people["north"] = tenants.person(ours, Position.REGION_MANAGER, region_ids=(ours.regions["north"],))
    owners = {"A": "A", "B": "B", "C": "C", "cashier": "A", "hq": "HQ", "north": "HQ"}
    for name, who in people.items():
        superuser.execute(
            "UPDATE app.accounts SET name = %s WHERE id = %s", [canary(owners[name], f"person{name}"), who.id]
        )
    for owner, made in stores.items():
        superuser.execute("UPDATE app.stores SET name = %s WHERE id = %s", [canary(owner, "store"), made.id])
        _callback(made, canary(owner, "sender"), people[owner])
    return World(stores, people, owners)


def _callback(store: MadeStore, customer_name: str, caller: MadePerson) -> uuid.UUID:
    """One on the list, whoever looks whenever, assigned to the store's head."""
    known = now() - dt.timedelta(days=9)
    visit = MadeVisit(
        day0=(known - dt.timedelta(days=1)).date(), known_at=known, customer_id=customer(store, name=customer_name)
    )
    import_(store, visit, now=known)
    mine = (Callback.tenant_id == store.id, Callback.repair_order_id == visit.id)
    with unit_of_work(store.acting) as session:
        made = session.execute(update(Callback).where(*mine).values(assigned_to=caller.id).returning(Callback.id))
        return made.scalar_one()


def forbidden(visitor: str) -> list[str]:
    """What must not be in any byte that `visitor` (a name of `World.people`, or `stranger`) is sent."""
    hidden = {
        "A": ("B", "C", "HQ"),
        "cashier": ("B", "C", "HQ"),
        "B": ("A", "C", "HQ"),
        # Headquarters knows its stores' names, nothing else of theirs (HQ-7); a region manager those of the region.
        "hq": (*(f"{store}{word}" for store in "AB" for word in OWN_WORDS), "C"),
        "north": (*(f"A{word}" for word in OWN_WORDS), "B", "C"),
        "stranger": ("A", "B", "C", "HQ"),
    }
    return [f"CANARY{beginning}" for beginning in hidden[visitor]]
