"""R3: the catalogue gate finds nothing in our database, and finds each fault that somebody makes on purpose."""

import psycopg
import pytest

from assembly.migrate import psycopg_url
from tests.house.databases import Place
from tests.isolation.catalogue import orphans, violations
from tests.isolation.catalogue.kinds import EXTRA_RIGHTS, FREE_INDEXES, NARROWED, Kinds

TENANT = "tenant_id=<tenant_id>"
NETWORK = "network_id=<network_id>"

# name -> (what somebody does, what the gate says: exactly that; <me> is the superuser)
BREAKS: dict[str, tuple[str, list[str]]] = {
    "drop one policy": (
        "DROP POLICY sanqi_store ON app.repair_orders",
        [f"repair_orders: no policy for sanqi_store ALL USING [{TENANT}] CHECK [{TENANT}]"],
    ),
    "drop the owner's policy": (
        "DROP POLICY owner ON app.accounts",
        ["accounts: no policy for sanqi_owner ALL USING [true] CHECK [true]"],
    ),
    "disable FORCE": (
        "ALTER TABLE app.stored_files NO FORCE ROW LEVEL SECURITY",
        ["stored_files: row-level security is not forced, its owner walks through"],
    ),
    "disable row-level security": (
        "ALTER TABLE app.stored_files DISABLE ROW LEVEL SECURITY",
        ["stored_files: row-level security is not enabled"],
    ),
    "forget one composite key": (
        """ALTER TABLE app.import_runs DROP CONSTRAINT import_runs_tenant_id_file_id_fkey;
           ALTER TABLE app.stored_files ADD CONSTRAINT loose UNIQUE (tenant_id, id, size);
           CREATE UNIQUE INDEX stored_files_id ON app.stored_files (id);
           ALTER TABLE app.import_runs ADD CONSTRAINT lone FOREIGN KEY (file_id) REFERENCES app.stored_files (id)""",
        [
            "import_runs: foreign key lone to stored_files does not carry tenant_id: (file_id) -> (id)",
            "stored_files: unique key stored_files_id starts with id, not with the tenant or the network",
        ],
    ),
    "let a network be forged": (
        "ALTER TABLE app.staffing_plans DROP CONSTRAINT staffing_plans_tenant_id_network_id_fkey",
        ["staffing_plans: no foreign key (tenant_id, network_id) -> stores: a network could be forged"],
    ),
    "let a region be forged": (
        "ALTER TABLE app.day_totals DROP CONSTRAINT day_totals_network_id_region_id_fkey",
        ["day_totals: no foreign key (network_id, region_id) -> regions: a region could be forged"],
    ),
    "a primary key without its tenant": (
        """ALTER TABLE app.form_keys DROP CONSTRAINT form_keys_pkey;
           ALTER TABLE app.form_keys ADD CONSTRAINT form_keys_pkey PRIMARY KEY (id)""",
        ["form_keys: primary key (id), a OwnSide table has (tenant_id, id)"],
    ),
    "grant headquarters SELECT on a store's table": (
        "GRANT SELECT ON app.repair_orders TO sanqi_hq",
        [
            "repair_orders: sanqi_hq has SELECT, which its kind does not give (HQ-7: nothing of a store's own)",
        ],
    ),
    "grant the login a right of its own": (
        "GRANT SELECT ON app.stores TO sanqi_app",
        ["stores: sanqi_app has SELECT, which its kind does not give"],
    ),
    "grant on Alembic's own table": (
        "GRANT UPDATE ON app.alembic_version TO sanqi_store",
        ["alembic_version: sanqi_store has UPDATE, which its kind does not give"],
    ),
    "grant to everybody": (
        "GRANT SELECT (name) ON app.stores TO PUBLIC; GRANT UPDATE ON app.regions TO PUBLIC",
        [
            "regions: PUBLIC has UPDATE, which its kind does not give",
            "stores: PUBLIC has a right of its own on the column name",
        ],
    ),
    "let the trail be changed": (
        "GRANT DELETE ON app.audit_events TO sanqi_store",
        ["audit_events: sanqi_store has DELETE, which its kind does not give"],
    ),
    "a wider policy beside": (
        "CREATE POLICY all_see ON app.repair_orders FOR SELECT TO sanqi_store USING (true)",
        ["repair_orders: a policy that its kind does not name: sanqi_store SELECT USING [true] CHECK []"],
    ),
    "a policy with a subselect": (
        f"""ALTER POLICY sanqi_hq ON app.regions USING (network_id IN (SELECT n.network_id FROM app.networks n))
            WITH CHECK ({"network_id = nullif(current_setting('app.network_id', true), '')::uuid"})""",
        [
            (
                "regions: a policy that its kind does not name: sanqi_hq ALL USING "
                f"[network_idinselectn.network_idfromapp.networksn] CHECK [{NETWORK}]"
            ),
            f"regions: no policy for sanqi_hq ALL USING [{NETWORK}] CHECK [{NETWORK}]",
            "regions: policy sanqi_hq has a subselect",
        ],
    ),
    "a cast on the column": (
        "ALTER POLICY sanqi_store ON app.form_keys USING (tenant_id::text = current_setting('app.tenant_id', true))",
        [
            (
                "form_keys: a policy that its kind does not name: sanqi_store ALL USING "
                f"[tenant_id::text=current_setting'app.tenant_id',true] CHECK [{TENANT}]"
            ),
            f"form_keys: no policy for sanqi_store ALL USING [{TENANT}] CHECK [{TENANT}]",
        ],
    ),
    "a table without kind": (
        "CREATE TABLE app.notes (tenant_id uuid, id uuid, PRIMARY KEY (tenant_id, id))",
        [
            "notes: belongs to <me>, not to sanqi_owner",
            "notes: no kind: give its model a mixin of backbone.isolation.kinds and name it in tables.py",
            "notes: row-level security is not enabled",
            "notes: row-level security is not forced, its owner walks through",
        ],
    ),
    "a model without a table": ("DROP TABLE app.column_choices", ["column_choices: a model without a table"]),
    "headquarters' table points at a store's": (
        """ALTER TABLE app.stores ADD COLUMN first_order uuid;
           ALTER TABLE app.stores ADD CONSTRAINT peep FOREIGN KEY (tenant_id, first_order)
           REFERENCES app.repair_orders (tenant_id, id)""",
        ["stores: foreign key peep lets headquarters' table point at the store's own repair_orders"],
    ),
    "a delete that crosses kinds": (
        """ALTER TABLE app.repair_orders DROP CONSTRAINT repair_orders_tenant_id_fkey;
           ALTER TABLE app.repair_orders ADD CONSTRAINT gone FOREIGN KEY (tenant_id) REFERENCES app.stores (tenant_id)
           ON DELETE CASCADE""",
        [
            "repair_orders: foreign key gone has ON DELETE CASCADE from Directed stores: a delete would cross kinds",
        ],
    ),
    "a delete that blanks": (
        """ALTER TABLE app.position_holdings DROP CONSTRAINT position_holdings_tenant_id_account_id_fkey;
           ALTER TABLE app.position_holdings ADD CONSTRAINT blank FOREIGN KEY (tenant_id, account_id)
           REFERENCES app.accounts (tenant_id, id) ON DELETE SET NULL""",
        ["position_holdings: foreign key blank has ON DELETE SET NULL"],
    ),
    "a foreign key that nobody checked": (
        """ALTER TABLE app.position_holdings ADD CONSTRAINT later FOREIGN KEY (tenant_id, account_id)
           REFERENCES app.accounts (tenant_id, id) NOT VALID""",
        ["position_holdings: foreign key later is not validated"],
    ),
    "an index that lures the planner": (
        "CREATE INDEX by_number ON app.repair_orders (number, tenant_id)",
        ["repair_orders: index by_number starts with number, not with the tenant or the network"],
    ),
    "an empty region": (
        "ALTER TABLE app.staffing_plans ALTER COLUMN region_id DROP NOT NULL",
        ["staffing_plans: region_id may be empty"],
    ),
    "a view": (
        "CREATE VIEW app.all_orders AS SELECT * FROM app.repair_orders",
        ["all_orders: a view without security_invoker shows its owner's rows"],
    ),
    "a materialised view": (
        "CREATE MATERIALIZED VIEW app.kept AS SELECT * FROM app.repair_orders",
        ["kept: a materialised view"],
    ),
    "a table where no gate looks": (
        "CREATE TABLE public.copy AS SELECT * FROM app.repair_orders",
        ["public.copy: outside of the schema app, where no gate looks"],
    ),
    "a function of its owner's": (
        """CREATE FUNCTION app.peep() RETURNS bigint LANGUAGE sql SECURITY DEFINER
           RETURN (SELECT count(*) FROM app.repair_orders)""",
        [
            "function peep is SECURITY DEFINER: it runs as <me>, past the caller's policies",
            "function peep may be called by PUBLIC",
        ],
    ),
    "a trigger": (
        """CREATE TRIGGER busy BEFORE UPDATE ON app.stores
           FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()""",
        ["stores: trigger busy; what happens stands in actions"],
    ),
    "numbers by the database": (
        "ALTER TABLE app.form_keys ADD COLUMN number int GENERATED ALWAYS AS IDENTITY",
        [
            "form_keys: number is numbered by the database; ids are ours (UUIDv7)",
            "form_keys_number_seq: a sequence",
        ],
    ),
    "a right on the schema": (
        "GRANT CREATE ON SCHEMA app TO sanqi_store",
        ["schema app: sanqi_store has CREATE"],
    ),
    "a right on the database": (
        "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$",
        ["database: PUBLIC has TEMPORARY"],
    ),
}


def test_nothing_is_wrong(superuser: psycopg.Connection) -> None:
    assert violations(superuser) == []


def test_no_row_points_nowhere(superuser: psycopg.Connection) -> None:
    assert orphans(superuser) == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_named(superuser: psycopg.Connection, name: str) -> None:
    statement, expected = BREAKS[name]
    before = violations(superuser)
    with superuser.transaction(force_rollback=True):
        superuser.execute(statement.encode())
        named = [fault for fault in violations(superuser) if fault not in before]
    assert named == [line.replace("<me>", superuser.info.user) for line in expected]


def test_a_whole_database_can_be_broken(scratch: Place) -> None:
    with psycopg.connect(psycopg_url(scratch.owner_url), autocommit=True) as connection:
        connection.execute("DROP POLICY sanqi_store ON app.vehicle_deliveries")
        assert [fault.split(" USING")[0] for fault in violations(connection)] == [
            "vehicle_deliveries: no policy for sanqi_store ALL"
        ]


def test_orphans_are_found(superuser: psycopg.Connection) -> None:
    with superuser.transaction(force_rollback=True):
        superuser.execute("SET LOCAL session_replication_role = replica")
        superuser.execute(
            "INSERT INTO app.position_holdings (tenant_id, id, account_id, position, starts_on) "
            "VALUES (app.uuid7(), app.uuid7(), app.uuid7(), 'auditor', '2026-01-01')"
        )
        assert orphans(superuser) == [
            "position_holdings: 1 rows whose position_holdings_tenant_id_account_id_fkey points nowhere"
        ]


def test_every_table_of_the_models_has_a_kind() -> None:
    assert [table for table, kind in Kinds.of_models().of.items() if kind is None] == []


def test_exceptions_name_what_exists(superuser: psycopg.Connection) -> None:
    named = EXTRA_RIGHTS.keys() | NARROWED.keys() | FREE_INDEXES.keys()
    found = superuser.execute("SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace").fetchall()
    assert named <= {name for (name,) in found}
