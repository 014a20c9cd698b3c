"""Everything that changes something is on record (architecture §9): each changing route, driven once."""

import datetime as dt
import io
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from backbone.clock import now
from backbone.db.unit_of_work import unit_of_work
from backbone.ids import uuid7
from dealer.callbacks.models import Callback
from dealer.corrections.interface import CorrectionWanted, open_correction
from dealer.imports.actions import reading
from dealer.notices.interface import Notice, NoticeOf
from oem.questionnaires.interface import publish_shipped_questionnaires
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.factors_driven import SECOND_FACTOR_DRIVES
from tests.assembly.web.report_drives import REPORT_DRIVES
from tests.assembly.web.routes import ROUTES
from tests.assembly.web.staffing_drives import STAFFING_DRIVES
from tests.assembly.web.supervision_drives import SUPERVISION_DRIVES
from tests.assembly.web.visitor import Visitor
from tests.assembly.web.voice_drives import VOICE_DRIVES
from tests.dealer.callbacks.visits import MadeVisit, customer, import_
from tests.factories import tenants
from tests.factories.tenants import PASSWORD, MadeNetwork, MadePerson, MadeStore

NEW = "another battery, another staple"
CSV = "维修单号,进厂时间,取车时间,车牌号\nW1,2026-10-08 09:00,2026-10-08 11:00,苏E12345\n"


@dataclass
class Stage:
    """What the drives below need."""

    me: Visitor
    hq: Visitor
    gm: Visitor
    head: MadePerson
    store: MadeStore
    visit: Visit

    def notice(self) -> str:
        with unit_of_work(self.store.acting) as session:
            made = Notice(
                tenant_id=self.store.id, id=uuid7(), what=NoticeOf.REMINDER, source_id=uuid7(),
                details={"about": "missing_handover", "note": ""}, from_name="hq", sent_at=now(),
            )  # fmt: skip
            session.add(made)
        return str(made.id)

    def remind(self) -> TestResponse:
        return self.hq.post("/hq/reminders", {"about": "missing_handover", "stores": str(self.store.id)})

    def file(self) -> dict[str, object]:
        return {"kind": "repair_orders", "file": (io.BytesIO(CSV.encode()), "orders.csv")}

    def waiting(self) -> str:
        return str(self.me.call("/api/v1/imports", data=self.file()).json["id"])

    def ready(self) -> str:
        made = self.waiting()
        with unit_of_work(self.store.acting):
            reading.read(uuid.UUID(made))
        return made

    def in_conflict(self) -> str:
        """A file that was read, whose rows 2 and 3 have one number."""
        rows = f"{CSV}{CSV.splitlines()[1]}".replace("11:00", "12:00", 1)
        sent = {"kind": "repair_orders", "file": (io.BytesIO(rows.encode()), "orders.csv")}
        made = str(self.me.call("/api/v1/imports", data=sent).json["id"])
        with unit_of_work(self.store.acting):
            reading.read(uuid.UUID(made))
        return made

    def callback(self) -> str:
        """One that is on the list and that nobody has."""
        known = now() - dt.timedelta(days=9)
        day0, person = (known - dt.timedelta(days=1)).date(), customer(self.store)
        visit = MadeVisit(day0=day0, known_at=known, customer_id=person)
        import_(self.store, visit, now=known)
        with unit_of_work(self.store.acting) as session:
            found = session.scalars(select(Callback.id).where(Callback.repair_order_id == visit.id)).one()
        return str(found)

    def only_callback(self) -> str:
        """The only one that is left to call."""
        with unit_of_work(self.store.acting) as session:
            session.execute(update(Callback).values(state="done"))
        return self.callback()

    def ended(self) -> str:
        """A callback of theirs that has ended."""
        one = self.callback()
        self.me.call(f"{CALLBACKS}/{one}/attempts", json=REFUSED | {"talk_id": str(uuid7())})
        return one

    def correction(self) -> str:
        who = customer(self.store)
        with unit_of_work(self.store.acting):
            wanted = CorrectionWanted(kind="owner", department="sales", customer_id=who)
            return str(open_correction(wanted, by=self.head.actor).id)

    def other_session(self) -> str:
        self.me.try_to_sign_in(self.head.code, self.head.username, PASSWORD)
        found = re.findall(r"/account/sessions/([0-9a-f-]{36})/end", self.me.get("/account").text)
        return str(found[0])


Drive = Callable[[Stage], TestResponse]
API = "/api/v1/imports"
CALLBACKS = "/api/v1/callbacks"
ONE = f"{CALLBACKS}/<uuid:callback_id>"
PAGE = "/callbacks/<uuid:callback_id>"
NINE = {"value": 9}
REFUSED = {"outcome": "refused", "inbound": True, "talk_id": str(uuid.UUID(int=7))}
WRONG = {"why": "typed wrong", "answers": {"overall": NINE}}
NEED = {"makes": "need", "department": "insurance", "said": "想问续保"}
CORRECTIONS = "/api/v1/corrections"
PASSWORDS = {"old_password": PASSWORD, "new_password": NEW, "repeat_password": NEW}

# Each is prepared first, then sent; the prepared part may be on record as well.
DRIVES: dict[tuple[str, str], tuple[Callable[[Stage], str], Callable[[Stage, str], TestResponse]]] = {
    **REPORT_DRIVES,
    **SUPERVISION_DRIVES,
    **STAFFING_DRIVES,
    **VOICE_DRIVES,
    ("/account/sessions/<uuid:session_id>/end", "POST"): (
        Stage.other_session,
        lambda at, one: at.me.post(f"/account/sessions/{one}/end"),
    ),
    ("/api/v1/callbacks/takes", "POST"): (Stage.callback, lambda at, _: at.me.call(f"{CALLBACKS}/takes")),
    ("/api/v1/callbacks/assignments", "POST"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/assignments", json={"callbacks": [one], "to": str(at.head.id)}),
    ),
    (f"{ONE}/amendments", "POST"): (
        Stage.ended,
        lambda at, one: at.me.call(
            f"{CALLBACKS}/{one}/amendments", json={"why": "wrong", "answers": {"overall": NINE}}
        ),
    ),
    (f"{ONE}/answers/<code:question>", "DELETE"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/{one}/answers/overall", "DELETE", json={}),
    ),
    (f"{ONE}/answers/<code:question>", "PUT"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/{one}/answers/overall", "PUT", json=NINE),
    ),
    (f"{ONE}/attempts", "POST"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/{one}/attempts", json=REFUSED),
    ),
    (f"{ONE}/sheet", "PUT"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/{one}/sheet", "PUT", json={"note": "在开车"}),
    ),
    (f"{ONE}/text-messages", "POST"): (Stage.callback, lambda at, one: at.me.call(f"{CALLBACKS}/{one}/text-messages")),
    (f"{ONE}/voices", "POST"): (
        Stage.callback,
        lambda at, one: at.me.call(f"{CALLBACKS}/{one}/voices", json=NEED),
    ),
    (f"{ONE}/takes", "POST"): (Stage.callback, lambda at, one: at.me.call(f"{CALLBACKS}/{one}/takes")),
    ("/callbacks/takes", "POST"): (Stage.only_callback, lambda at, _: at.me.post("/callbacks/takes")),
    (f"{PAGE}/takes", "POST"): (Stage.callback, lambda at, one: at.me.post(f"/callbacks/{one}/takes")),
    (f"{PAGE}/attempts", "POST"): (
        Stage.callback,
        lambda at, one: at.me.post(f"/callbacks/{one}/attempts", {"outcome": "refused", "inbound": "1"}),
    ),
    (f"{PAGE}/text-messages", "POST"): (
        Stage.callback,
        lambda at, one: at.me.post(f"/callbacks/{one}/text-messages"),
    ),
    (f"{PAGE}/amendments", "POST"): (
        Stage.ended,
        lambda at, one: at.me.post(f"/callbacks/{one}/amendments", {"why": "typed wrong", "a.overall": "9"}),
    ),
    ("/callbacks/assignments", "POST"): (
        Stage.callback,
        lambda at, one: at.me.post("/callbacks/assignments", {"callback": one, "to": str(at.head.id)}),
    ),
    ("/api/v1/corrections/<uuid:correction_id>/closings", "POST"): (
        Stage.correction,
        lambda at, one: at.me.call(f"{CORRECTIONS}/{one}/closings", json={"outcome": "corrected", "name": "王芳"}),
    ),
    ("/corrections/<uuid:correction_id>/closings", "POST"): (
        Stage.correction,
        lambda at, one: at.me.post(f"/corrections/{one}/closings", {"outcome": "none_known", "reason": "x"}),
    ),
    (API, "POST"): (lambda at: "", lambda at, _: at.me.call(API, data=at.file())),
    (f"{API}/typed", "POST"): (
        lambda at: "",
        lambda at, _: at.me.call(f"{API}/typed", json=ROUTES[f"{API}/typed", "POST"].body),
    ),
    (f"{API}/<uuid:import_id>/cancellations", "POST"): (
        Stage.waiting,
        lambda at, one: at.me.call(f"{API}/{one}/cancellations"),
    ),
    (f"{API}/<uuid:import_id>/decisions", "POST"): (
        Stage.in_conflict,
        lambda at, one: at.me.call(f"{API}/{one}/decisions", json={"rows": [3]}),
    ),
    (f"{API}/<uuid:import_id>/readings", "POST"): (
        Stage.ready,
        lambda at, one: at.me.call(f"{API}/{one}/readings", json={"columns": {}}),
    ),
    (f"{API}/<uuid:import_id>/runs", "POST"): (Stage.ready, lambda at, one: at.me.call(f"{API}/{one}/runs")),
    ("/hq/reminders", "POST"): (lambda at: "", lambda at, _: at.remind()),
    ("/notices/<uuid:notice_id>/dismissals", "POST"): (
        Stage.notice,
        lambda at, one: at.me.post(f"/notices/{one}/dismissals"),
    ),
    ("/imports", "POST"): (lambda at: "", lambda at, _: at.me.call("/imports", data=at.file())),
    ("/imports/typed", "POST"): (
        lambda at: "",
        lambda at, _: at.me.post("/imports/typed", ROUTES["/imports/typed", "POST"].form()),
    ),
    ("/imports/<uuid:import_id>/cancellations", "POST"): (
        Stage.waiting,
        lambda at, one: at.me.post(f"/imports/{one}/cancellations"),
    ),
    ("/imports/<uuid:import_id>/decisions", "POST"): (
        Stage.in_conflict,
        lambda at, one: at.me.post(f"/imports/{one}/decisions", {"conflict.2": "2"}),
    ),
    ("/imports/<uuid:import_id>/readings", "POST"): (
        Stage.ready,
        lambda at, one: at.me.post(f"/imports/{one}/readings", {"column.plate": "3"}),
    ),
    ("/imports/<uuid:import_id>/runs", "POST"): (Stage.ready, lambda at, one: at.me.post(f"/imports/{one}/runs")),
    ("/language", "POST"): (lambda at: "", lambda at, _: at.me.post("/language", {"language": "en"})),
    **SECOND_FACTOR_DRIVES,
    ("/sign-in", "POST"): (
        lambda at: "",
        lambda at, _: at.me.try_to_sign_in(at.head.code, at.head.username, PASSWORD),
    ),
    ("/account/password", "POST"): (lambda at: "", lambda at, _: at.me.post("/account/password", PASSWORDS)),
    ("/sign-out", "POST"): (lambda at: "", lambda at, _: at.me.post("/sign-out")),
}


def test_every_changing_route_is_driven() -> None:
    assert set(DRIVES) == {route for route in ROUTES if route[1] != "GET"}


def test_every_change_is_on_record(
    visit: Visit,
    head: MadePerson,
    admin: MadePerson,
    network: MadeNetwork,
    store: MadeStore,
    superuser: psycopg.Connection,
) -> None:
    with unit_of_work(network.acting):
        publish_shipped_questionnaires(by=network.actor)
    stage = Stage(visit(head), visit(admin), visit(tenants.person(store, Position.GENERAL_MANAGER)), head, store, visit)
    silent = []
    for route, (prepare, send) in DRIVES.items():
        one = prepare(stage)
        before = events(superuser)
        answer = send(stage, one)
        assert answer.status_code < 400, (route, answer.text)
        if events(superuser) <= before:
            silent.append(route)
    assert silent == []


def test_taking_rejected_rows_out_is_on_record(
    visit: Visit, head: MadePerson, store: MadeStore, superuser: psycopg.Connection
) -> None:
    stage = Stage(visit(head), visit(), visit(), head, store, visit)
    one, before = stage.ready(), events(superuser)
    assert stage.me.get(f"/imports/{one}/rejected.xlsx").status_code == 200
    assert events(superuser) == before + 1


def events(superuser: psycopg.Connection) -> int:
    row = superuser.execute("SELECT count(*) FROM app.audit_events").fetchone()
    return int(row[0]) if row else 0
