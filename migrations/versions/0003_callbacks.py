"""Callbacks, the days' lists, handovers, closures; standards, day totals and reminders between HQ and stores.

Revision ID: 0003
"""

from alembic import op

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE app.standards (
    network_id UUID NOT NULL,
    id UUID NOT NULL,
    programme TEXT NOT NULL,
    version INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    settings JSONB NOT NULL,
    published_at timestamptz NOT NULL,
    published_by_name TEXT NOT NULL,
    CONSTRAINT standards_pkey PRIMARY KEY (network_id, id),
    CONSTRAINT standards_network_id_fkey FOREIGN KEY(network_id) REFERENCES app.networks (network_id),
    CONSTRAINT standards_network_id_programme_version_key UNIQUE (network_id, programme, version)
);

CREATE TABLE app.call_lists (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    day DATE NOT NULL,
    frozen_at timestamptz NOT NULL,
    CONSTRAINT call_lists_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT call_lists_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT call_lists_tenant_id_day_key UNIQUE (tenant_id, day)
);

CREATE TABLE app.day_totals (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    region_id UUID NOT NULL,
    day DATE NOT NULL,
    programme TEXT NOT NULL,
    planned INTEGER NOT NULL,
    done INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    to_call INTEGER NOT NULL,
    ended_otherwise INTEGER NOT NULL,
    oldest_due_on DATE,
    handovers_due INTEGER NOT NULL,
    handovers_missing INTEGER NOT NULL,
    as_of timestamptz NOT NULL,
    CONSTRAINT day_totals_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT day_totals_tenant_id_network_id_fkey FOREIGN KEY(tenant_id, network_id) REFERENCES app.stores (tenant_id, network_id),
    CONSTRAINT day_totals_network_id_region_id_fkey FOREIGN KEY(network_id, region_id) REFERENCES app.regions (network_id, id),
    CONSTRAINT day_totals_tenant_id_day_programme_key UNIQUE (tenant_id, day, programme)
);
CREATE INDEX day_totals_network_id_day_region_id_idx ON app.day_totals (network_id, day, region_id);

CREATE TABLE app.reminders (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    region_id UUID NOT NULL,
    about TEXT NOT NULL,
    note TEXT NOT NULL,
    sent_by_name TEXT NOT NULL,
    sent_at timestamptz NOT NULL,
    CONSTRAINT reminders_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT reminders_tenant_id_network_id_fkey FOREIGN KEY(tenant_id, network_id) REFERENCES app.stores (tenant_id, network_id),
    CONSTRAINT reminders_network_id_region_id_fkey FOREIGN KEY(network_id, region_id) REFERENCES app.regions (network_id, id),
    CONSTRAINT reminders_about_check CHECK (about IN ('missing_handover', 'overdue_callbacks'))
);
CREATE INDEX reminders_network_id_sent_at_id_idx ON app.reminders (network_id, sent_at, id);

CREATE TABLE app.store_closures (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    reason TEXT NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by_name TEXT NOT NULL,
    CONSTRAINT store_closures_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT store_closures_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT store_closures_dates_check CHECK (last >= first)
);
CREATE INDEX store_closures_tenant_id_last_idx ON app.store_closures (tenant_id, last);

CREATE TABLE app.handovers (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    department TEXT NOT NULL,
    due_on DATE NOT NULL,
    at timestamptz NOT NULL,
    on_time BOOLEAN NOT NULL,
    rows INTEGER NOT NULL,
    import_id UUID,
    by_name TEXT NOT NULL,
    CONSTRAINT handovers_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT handovers_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT handovers_tenant_id_import_id_fkey FOREIGN KEY(tenant_id, import_id) REFERENCES app.import_runs (tenant_id, id),
    CONSTRAINT handovers_tenant_id_department_due_on_key UNIQUE (tenant_id, department, due_on),
    CONSTRAINT handovers_department_check CHECK (department IN ('sales', 'after_sales'))
);

CREATE TABLE app.callbacks (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    programme TEXT NOT NULL,
    repair_order_id UUID,
    delivery_id UUID,
    customer_id UUID,
    vehicle_id UUID,
    state TEXT NOT NULL,
    reason TEXT,
    rule_version INTEGER NOT NULL,
    day0 DATE NOT NULL,
    known_at timestamptz NOT NULL,
    first_try_on DATE NOT NULL,
    due_on DATE NOT NULL,
    due_at timestamptz NOT NULL,
    latest_at timestamptz NOT NULL,
    last_call_on DATE NOT NULL,
    in_time_until timestamptz NOT NULL,
    callable_until timestamptz NOT NULL,
    overdue_after timestamptz NOT NULL,
    date_reasons TEXT[] NOT NULL,
    provisional BOOLEAN NOT NULL,
    wish TEXT,
    wish_at timestamptz,
    wish_until timestamptz,
    wish_kept BOOLEAN,
    list_on DATE NOT NULL,
    added BOOLEAN NOT NULL,
    next_try_at timestamptz,
    slots_tried INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    assigned_to UUID,
    assigned_at timestamptz,
    planned_at timestamptz NOT NULL,
    ended_at timestamptz,
    version INTEGER NOT NULL,
    CONSTRAINT callbacks_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT callbacks_tenant_id_repair_order_id_fkey FOREIGN KEY(tenant_id, repair_order_id) REFERENCES app.repair_orders (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_delivery_id_fkey FOREIGN KEY(tenant_id, delivery_id) REFERENCES app.vehicle_deliveries (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_customer_id_fkey FOREIGN KEY(tenant_id, customer_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_vehicle_id_fkey FOREIGN KEY(tenant_id, vehicle_id) REFERENCES app.vehicles (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_assigned_to_fkey FOREIGN KEY(tenant_id, assigned_to) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT callbacks_tenant_id_repair_order_id_programme_key UNIQUE (tenant_id, repair_order_id, programme),
    CONSTRAINT callbacks_tenant_id_delivery_id_programme_key UNIQUE (tenant_id, delivery_id, programme),
    CONSTRAINT callbacks_one_visit_check CHECK ((repair_order_id IS NULL) <> (delivery_id IS NULL)),
    CONSTRAINT callbacks_programme_check CHECK (programme IN ('seven_dc', 'three_dc', 'service_14'))
);
CREATE INDEX callbacks_open_idx ON app.callbacks (tenant_id, list_on, id) WHERE state IN ('planned', 'waiting_for_reply', 'waiting_for_number');
CREATE INDEX callbacks_tenant_id_customer_id_idx ON app.callbacks (tenant_id, customer_id);
CREATE INDEX callbacks_tenant_id_due_on_programme_idx ON app.callbacks (tenant_id, due_on, programme);
CREATE INDEX callbacks_tenant_id_ended_at_id_idx ON app.callbacks (tenant_id, ended_at, id);

CREATE TABLE app.call_list_entries (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    day DATE NOT NULL,
    callback_id UUID NOT NULL,
    added BOOLEAN NOT NULL,
    CONSTRAINT call_list_entries_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT call_list_entries_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT call_list_entries_tenant_id_day_callback_id_key UNIQUE (tenant_id, day, callback_id)
);
CREATE INDEX call_list_entries_tenant_id_callback_id_idx ON app.call_list_entries (tenant_id, callback_id);
"""

KINDS = {
    "reminders": Kind.DIRECTED,
    "standards": Kind.PUBLISHED,
}

# Set-based statements over all stores (architecture §4, sanqi_batch): freezing the lists, the day totals.
BATCH = {
    "call_list_entries": (Kind.STORE_OWNED, ("SELECT", "INSERT")),
    "call_lists": (Kind.STORE_OWNED, ("SELECT", "INSERT")),
    "callbacks": (Kind.STORE_OWNED, ("SELECT",)),
    "day_totals": (Kind.REPORTED, ("SELECT", "INSERT", "UPDATE")),
    "handovers": (Kind.STORE_OWNED, ("SELECT",)),
    "store_closures": (Kind.STORE_OWNED, ("SELECT",)),
}


def upgrade() -> None:
    op.execute(TABLES)
    statements = [statement for table, kind in KINDS.items() for statement in secure(table, kind)]
    for table, (kind, commands) in BATCH.items():
        statements += secure(table, kind, extra=[(DbRole.BATCH, commands, "true")])
    for statement in statements:
        op.execute(statement)
