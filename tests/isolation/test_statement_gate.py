"""The statement gate finds what it should, and nothing else."""

import pytest
from sqlalchemy import select, text

from backbone.db.unit_of_work import unit_of_work
from backbone.web.models import FormKey
from tests.factories.tenants import MadeStore
from tests.house.statements import Recorder
from tests.isolation.statement_gate import StatementGate
from tests.isolation.statement_uses import uses

GATE = StatementGate()

TIED = {
    "equality": "SELECT r.id FROM app.repair_orders AS r WHERE r.tenant_id = %(t)s::UUID AND r.number = %(n)s",
    "without alias": "SELECT id FROM app.repair_orders WHERE tenant_id = %(t)s",
    "parentheses": "SELECT id FROM app.repair_orders WHERE (tenant_id = %(t)s AND (number = %(n)s OR wish IS NULL))",
    "the setting": "SELECT id FROM app.repair_orders WHERE tenant_id = current_setting('app.tenant_id')::uuid",
    "inner join": """SELECT 1 FROM app.accounts a JOIN app.position_holdings h
                     ON h.tenant_id = a.tenant_id AND h.account_id = a.id WHERE a.tenant_id = %(t)s""",
    "left join, tied in ON": """SELECT 1 FROM app.accounts a LEFT OUTER JOIN app.position_holdings h
                     ON h.tenant_id = a.tenant_id AND h.account_id = a.id WHERE a.tenant_id = %(t)s""",
    "join in parentheses": """SELECT 1 FROM (app.accounts a JOIN app.position_holdings h
                     ON h.tenant_id = a.tenant_id) WHERE a.tenant_id = %(t)s""",
    "exists leans on the outer query": """SELECT 1 FROM app.accounts a WHERE a.tenant_id = %(t)s AND EXISTS
                     (SELECT 1 FROM app.position_holdings h WHERE h.tenant_id = a.tenant_id)""",
    "scalar subquery": """SELECT (SELECT count(*) FROM app.position_holdings h WHERE h.tenant_id = a.tenant_id)
                     FROM app.accounts a WHERE a.tenant_id = %(t)s""",
    "derived table": "SELECT x.n FROM (SELECT count(*) n FROM app.accounts WHERE tenant_id = %(t)s) AS x",
    "joined to a derived table": """SELECT 1 FROM (SELECT tenant_id FROM app.accounts WHERE tenant_id = %(t)s) AS x
                     JOIN app.form_keys f ON f.tenant_id = x.tenant_id""",
    "common table": """WITH own AS (SELECT tenant_id, id FROM app.accounts WHERE tenant_id = %(t)s)
                     SELECT 1 FROM own JOIN app.form_keys f ON f.tenant_id = own.tenant_id""",
    "lateral": """SELECT 1 FROM app.accounts a, LATERAL (SELECT 1 FROM app.form_keys f
                     WHERE f.tenant_id = a.tenant_id LIMIT 1) x WHERE a.tenant_id = %(t)s""",
    "tuple IN": "SELECT 1 FROM app.accounts a WHERE (a.tenant_id, a.id) IN ((%(t1)s, %(i1)s), (%(t2)s, %(i2)s))",
    "update": "UPDATE app.accounts SET name = %(n)s WHERE app.accounts.tenant_id = %(t)s AND app.accounts.id = %(i)s",
    "update from": """UPDATE app.accounts AS a SET name = s.name FROM staging s
                     WHERE a.id = s.id AND a.tenant_id = %(t)s""",
    "delete": "DELETE FROM app.form_keys WHERE tenant_id = %(t)s AND used_at < %(u)s",
    "delete using": """DELETE FROM app.form_keys f USING app.accounts a
                     WHERE f.tenant_id = a.tenant_id AND a.tenant_id = %(t)s""",
    "insert": "INSERT INTO app.form_keys (tenant_id, id) VALUES (%(t)s, %(i)s) ON CONFLICT DO NOTHING RETURNING id",
    "insert select": """INSERT INTO app.form_keys (tenant_id, id) SELECT %(t)s, s.id FROM staging s
                     ON CONFLICT (tenant_id, id) DO UPDATE SET used_at = excluded.used_at""",
    "values in a FROM": """INSERT INTO app.form_keys (tenant_id, id) SELECT p0::UUID, p1::UUID
                     FROM (VALUES (%(a)s, %(b)s, 0)) AS imp_sen(p0, p1, n) ORDER BY n RETURNING app.form_keys.id""",
    "unnest": """SELECT 1 FROM unnest(%(ids)s::uuid[]) AS u(id) JOIN app.accounts a
                     ON a.id = u.id AND a.tenant_id = %(t)s""",
    "union": "SELECT id FROM app.accounts WHERE tenant_id = %(t)s UNION ALL SELECT id FROM app.form_keys "
    "WHERE tenant_id = %(t)s",
    "a temporary table of that shape": "CREATE TEMPORARY TABLE s (LIKE app.repair_orders INCLUDING DEFAULTS)",
    "a temporary table": "SELECT count(*) FROM staging",
    "published": "SELECT 1 FROM app.regions r WHERE r.network_id = %(n)s",
    "no table of ours": "SELECT pg_advisory_xact_lock(%(n)s)",
}  # fmt: skip

OPEN = {
    "nothing": ("SELECT id FROM app.repair_orders", "SELECT of repair_orders"),
    "another column": ("SELECT id FROM app.repair_orders WHERE number = %(n)s", "SELECT of repair_orders"),
    "OR": ("SELECT id FROM app.repair_orders WHERE tenant_id = %(t)s OR wish IS NULL", "SELECT of repair_orders"),
    "NOT": ("SELECT id FROM app.repair_orders WHERE NOT (tenant_id = %(t)s)", "SELECT of repair_orders"),
    "inequality": ("SELECT id FROM app.repair_orders WHERE tenant_id <> %(t)s", "SELECT of repair_orders"),
    "a cast on the column": (
        "SELECT id FROM app.repair_orders WHERE tenant_id::text = %(t)s", "SELECT of repair_orders"),
    "a list of tenants": ("SELECT id FROM app.repair_orders WHERE tenant_id IN (%(a)s, %(b)s)", "SELECT of repair"),
    "any of tenants": ("SELECT id FROM app.repair_orders WHERE tenant_id = ANY (%(a)s::uuid[])", "SELECT of repair"),
    "joined by id alone": (
        "SELECT 1 FROM app.accounts a JOIN app.position_holdings h ON h.account_id = a.id WHERE a.tenant_id = %(t)s",
        "SELECT of position_holdings"),
    "left join ties its left side": (
        "SELECT 1 FROM app.accounts a LEFT JOIN app.form_keys f ON a.tenant_id = %(t)s AND f.tenant_id = %(t)s",
        "SELECT of accounts"),
    "full join ties nothing": (
        "SELECT 1 FROM app.accounts a FULL JOIN app.form_keys f ON f.tenant_id = a.tenant_id WHERE a.tenant_id = %(t)s",
        "SELECT of form_keys"),
    "both untied": (
        "SELECT 1 FROM app.accounts a JOIN app.form_keys f ON f.tenant_id = a.tenant_id", "SELECT of accounts"),
    "a subquery": (
        "SELECT 1 FROM app.accounts WHERE tenant_id = %(t)s AND id IN (SELECT account_id FROM app.position_holdings)",
        "SELECT of position_holdings"),
    "outer leans on inner": (
        """SELECT 1 FROM app.accounts a WHERE EXISTS (SELECT 1 FROM app.form_keys f WHERE f.tenant_id = %(t)s
           AND f.tenant_id = a.tenant_id)""", "SELECT of accounts"),
    "a common table": (
        "WITH x AS (SELECT * FROM app.accounts) SELECT 1 FROM x WHERE x.tenant_id = %(t)s", "SELECT of accounts"),
    "tied to a staging table": (
        "UPDATE app.accounts a SET name = '' FROM staging s WHERE a.tenant_id = s.tenant_id", "UPDATE of accounts"),
    "update": ("UPDATE app.accounts SET name = ''", "UPDATE of accounts"),
    "delete": ("DELETE FROM app.form_keys WHERE used_at < now()", "DELETE of form_keys"),
    "delete in a common table": (
        "WITH gone AS (DELETE FROM app.form_keys RETURNING id) SELECT count(*) FROM gone", "DELETE of form_keys"),
    "insert without its tenant": ("INSERT INTO app.form_keys (id) VALUES (%(i)s)", "INSERT into form_keys"),
    "insert without columns": ("INSERT INTO app.form_keys VALUES (%(t)s, %(i)s)", "INSERT into form_keys"),
    "insert from an open select": (
        "INSERT INTO app.form_keys (tenant_id, id) SELECT tenant_id, id FROM app.accounts", "SELECT of accounts"),
    "one half of a union": (
        "SELECT id FROM app.accounts WHERE tenant_id = %(t)s UNION SELECT id FROM app.accounts", "SELECT of accounts"),
    "truncate": ("TRUNCATE app.accounts", "can't read"),
    "merge": (
        "MERGE INTO app.accounts a USING s ON a.tenant_id = s.t WHEN MATCHED THEN DELETE", "can't read"),
    "copy": ("COPY app.accounts FROM STDIN", "can't read"),
    "no SQL": ("SELECT FROM FROM app.accounts", "can't read"),
    "published": ("SELECT 1 FROM app.regions r WHERE r.name = %(n)s", "SELECT of regions"),
}  # fmt: skip


@pytest.mark.parametrize("statement", TIED.values(), ids=TIED)
def test_tied(statement: str) -> None:
    assert GATE.faults("sanqi_store", statement) == ()


@pytest.mark.parametrize(("statement", "fault"), OPEN.values(), ids=OPEN)
def test_open(statement: str, fault: str) -> None:
    found = GATE.faults("sanqi_store", statement)
    assert fault in found[0]


@pytest.mark.parametrize(
    ("role", "where", "fine"),
    [
        ("sanqi_store", "tenant_id = %(t)s", True),
        ("sanqi_store", "network_id = %(n)s", False),
        ("sanqi_hq", "network_id = %(n)s", True),
        ("sanqi_hq", "tenant_id = %(t)s", False),
        ("sanqi_hq", "tenant_id = %(t)s AND id = %(i)s", True),
        ("sanqi_region", "network_id = %(n)s", False),
        ("sanqi_region", "network_id = %(n)s AND region_id IN (%(a)s, %(b)s)", True),
        ("sanqi_region", "network_id = %(n)s AND region_id = ANY (%(a)s::uuid[])", True),
        ("sanqi_region", "region_id = %(r)s", False),
    ],
)
def test_what_both_sides_see_is_tied_by_role(role: str, where: str, fine: bool) -> None:
    assert (GATE.faults(role, f"SELECT 1 FROM app.staffing_plans WHERE {where}") == ()) is fine


@pytest.mark.parametrize("role", ["sanqi_door", "sanqi_dispatch", "sanqi_batch", ""])
def test_who_works_over_all_tenants_is_not_asked(role: str) -> None:
    assert GATE.faults(role, "SELECT id FROM app.outbox") == ()


def test_headquarters_names_its_network_behind_the_door() -> None:
    assert GATE.faults("sanqi_hq", "UPDATE app.sign_in_codes SET place = '' WHERE network_id = %(n)s") == ()
    assert GATE.faults("sanqi_hq", "UPDATE app.sign_in_codes SET place = '' WHERE code = %(c)s") != ()


def test_every_use_is_found() -> None:
    found = uses(OPEN["a subquery"][0])
    assert [(use.table, use.verb) for use in found] == [("accounts", "SELECT"), ("position_holdings", "SELECT")]


def test_the_suite_shows_the_gate_what_a_test_sends(store: MadeStore, recorder: Recorder) -> None:
    """The listener sees role and statement; this test takes its own bad statement out again."""
    recorder.take()
    with unit_of_work(store.acting) as session:
        session.scalars(select(FormKey).where(FormKey.location == "gate")).all()
        session.execute(text("SELECT count(*) AS open_on_purpose FROM app.form_keys"))
    sent = {each.text: each.role for each in recorder.take()}
    bad = [text for text, role in sent.items() if GATE.faults(role, text)]
    assert bad == ["SELECT count(*) AS open_on_purpose FROM app.form_keys"]
    assert set(sent.values()) == {"sanqi_store"}
