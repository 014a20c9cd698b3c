"""The limits of pages: Flask with as little as will do, under the same row-level security and by the same server.

Nobody is asked who they are, nothing is translated, and nobody can do anything with the page. Beside it the naive
way: the ORM loads everything, Python sorts and cuts it, and each row asks for its customer, number, car and visit.
"""

import os
import uuid
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.orm import Session

from assembly import tables  # noqa: F401 - the ORM wants all of them
from backbone.clock import today
from backbone.isolation.acting import Acting
from bench.at_work import turned_back
from dealer.callbacks.models import Callback
from dealer.customers.models import Customer, CustomerPhone, Vehicle
from dealer.workshop.models import RepairOrder

PAGE = 50
OPEN = ("planned", "waiting_for_reply", "waiting_for_number")

_LIST = text("""
SELECT c.id, c.state, c.latest_at, customer.name, phone.number, car.model, car.plate, o.advisor
  FROM app.callbacks AS c
  LEFT JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.id = c.customer_id
  LEFT JOIN app.customer_phones AS phone ON phone.tenant_id = :tenant AND phone.customer_id = c.customer_id
       AND phone.rank = 1
  LEFT JOIN app.vehicles AS car ON car.tenant_id = :tenant AND car.id = c.vehicle_id
  LEFT JOIN app.repair_orders AS o ON o.tenant_id = :tenant AND o.id = c.repair_order_id
 WHERE c.tenant_id = :tenant AND c.state IN ('planned', 'waiting_for_reply', 'waiting_for_number')
   AND c.list_on <= :today
 ORDER BY c.list_on, c.id LIMIT 50
""")
_PAGE = """<!doctype html><title>Callbacks</title><table>
{% for row in rows %}<tr><td>{{ row.name }}<td>{{ row.number }}<td>{{ row.model }}<td>{{ row.plate }}<td>{{ row.advisor
}}<td>{{ row.state }}<td>{{ row.latest_at }}
{% endfor %}</table>"""

turned_back().start()
app = Flask(__name__)
_page = app.jinja_env.from_string(_PAGE)
engine = create_engine(os.environ["DATABASE_URL"])
me = Acting.store(*(uuid.UUID(os.environ[name]) for name in ("BENCH_TENANT", "BENCH_NETWORK")))
opening = me.opening_statement()


@app.get("/list")
def bare_list() -> str:
    """One statement, fifty rows."""
    with engine.begin() as connection:
        connection.exec_driver_sql(opening)
        rows = connection.execute(_LIST, {"tenant": me.tenant_id, "today": today()}).all()
    return _page.render(rows=rows)


@app.get("/naive")
def naive_list() -> str:
    """No LIMIT, and five statements a row."""
    with Session(engine) as session:
        event.listen(session, "after_begin", lambda _session, _begun, to: to.exec_driver_sql(opening))
        query = select(Callback).where(Callback.state.in_(OPEN), Callback.list_on <= today())
        found = sorted(session.scalars(query), key=lambda each: (each.list_on, each.id))
        return _page.render(rows=[_row(session, each) for each in found[:PAGE]])


def _row(session: Session, each: Callback) -> dict[str, Any]:
    customer, car = session.get(Customer, _key(each.customer_id)), session.get(Vehicle, _key(each.vehicle_id))
    order = session.get(RepairOrder, _key(each.repair_order_id))
    phones = select(CustomerPhone).where(CustomerPhone.customer_id == each.customer_id).order_by(CustomerPhone.rank)
    phone = session.scalars(phones).first()
    return {
        "name": customer.name if customer else "",
        "number": phone.number if phone else "",
        "model": car.model if car else "",
        "plate": car.plate if car else "",
        "advisor": order.advisor if order else "",
        "state": each.state,
        "latest_at": each.latest_at,
    }


def _key(identity: uuid.UUID | None) -> tuple[uuid.UUID, uuid.UUID | None]:
    return me.tenant_id, identity
