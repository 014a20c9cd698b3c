"""What a store hands in: imports, customers, vehicles, repair orders, deliveries.

Revision ID: 0002
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE app.column_choices (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    header_fingerprint TEXT NOT NULL,
    columns JSONB NOT NULL,
    chosen_at timestamptz NOT NULL,
    CONSTRAINT column_choices_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT column_choices_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT column_choices_tenant_id_kind_header_fingerprint_key UNIQUE (tenant_id, kind, header_fingerprint)
);

CREATE TABLE app.customers (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    is_company BOOLEAN NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT customers_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id)
);
CREATE INDEX customers_tenant_id_name_idx ON app.customers (tenant_id, name);

CREATE TABLE app.import_runs (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    file_id UUID NOT NULL,
    requested_by UUID,
    requested_by_name TEXT NOT NULL,
    columns JSONB,
    header_row INTEGER,
    report JSONB,
    result JSONB,
    progress_done INTEGER NOT NULL,
    progress_total INTEGER NOT NULL,
    error_code TEXT,
    error_params JSONB,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    version INTEGER NOT NULL,
    CONSTRAINT import_runs_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT import_runs_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT import_runs_tenant_id_file_id_fkey FOREIGN KEY(tenant_id, file_id) REFERENCES app.stored_files (tenant_id, id),
    CONSTRAINT import_runs_kind_check CHECK (kind IN ('deliveries', 'repair_orders')),
    CONSTRAINT import_runs_state_check CHECK (state IN ('waiting', 'reading', 'ready', 'writing', 'done', 'failed', 'cancelled'))
);
CREATE INDEX import_runs_tenant_id_created_at_id_idx ON app.import_runs (tenant_id, created_at, id);

CREATE TABLE app.vehicles (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    vin TEXT,
    flawed_vin TEXT,
    plate TEXT,
    model TEXT,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT vehicles_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT vehicles_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT vehicles_tenant_id_vin_key UNIQUE (tenant_id, vin)
);
CREATE INDEX vehicles_tenant_id_flawed_vin_idx ON app.vehicles (tenant_id, flawed_vin);
CREATE INDEX vehicles_tenant_id_plate_idx ON app.vehicles (tenant_id, plate);

CREATE TABLE app.customer_phones (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    number TEXT NOT NULL,
    rank INTEGER NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT customer_phones_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT customer_phones_tenant_id_customer_id_fkey FOREIGN KEY(tenant_id, customer_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT customer_phones_tenant_id_customer_id_number_key UNIQUE (tenant_id, customer_id, number)
);
CREATE INDEX customer_phones_tenant_id_number_idx ON app.customer_phones (tenant_id, number);

CREATE TABLE app.repair_orders (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number TEXT NOT NULL,
    vehicle_id UUID,
    sender_id UUID,
    owner_id UUID,
    arrived_at timestamptz,
    promised_at timestamptz,
    picked_up_at timestamptz,
    picked_up_on DATE,
    pickup_has_time BOOLEAN NOT NULL,
    kind_of_work TEXT,
    work TEXT,
    mileage INTEGER,
    advisor TEXT,
    technician TEXT,
    total NUMERIC(12, 2),
    wish TEXT,
    exclusion TEXT,
    known_at timestamptz NOT NULL,
    raw JSONB NOT NULL,
    fingerprint TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT repair_orders_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT repair_orders_tenant_id_number_key UNIQUE (tenant_id, number),
    CONSTRAINT repair_orders_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT repair_orders_tenant_id_vehicle_id_fkey FOREIGN KEY(tenant_id, vehicle_id) REFERENCES app.vehicles (tenant_id, id),
    CONSTRAINT repair_orders_tenant_id_sender_id_fkey FOREIGN KEY(tenant_id, sender_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT repair_orders_tenant_id_owner_id_fkey FOREIGN KEY(tenant_id, owner_id) REFERENCES app.customers (tenant_id, id)
);
CREATE INDEX repair_orders_tenant_id_picked_up_on_idx ON app.repair_orders (tenant_id, picked_up_on);
CREATE INDEX repair_orders_tenant_id_vehicle_id_idx ON app.repair_orders (tenant_id, vehicle_id);

CREATE TABLE app.vehicle_deliveries (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number TEXT NOT NULL,
    vehicle_id UUID,
    buyer_id UUID,
    owner_id UUID,
    delivered_at timestamptz,
    delivered_on DATE,
    delivery_has_time BOOLEAN NOT NULL,
    consultant TEXT,
    price NUMERIC(12, 2),
    wish TEXT,
    exclusion TEXT,
    known_at timestamptz NOT NULL,
    raw JSONB NOT NULL,
    fingerprint TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT vehicle_deliveries_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT vehicle_deliveries_tenant_id_number_key UNIQUE (tenant_id, number),
    CONSTRAINT vehicle_deliveries_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT vehicle_deliveries_tenant_id_vehicle_id_fkey FOREIGN KEY(tenant_id, vehicle_id) REFERENCES app.vehicles (tenant_id, id),
    CONSTRAINT vehicle_deliveries_tenant_id_buyer_id_fkey FOREIGN KEY(tenant_id, buyer_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT vehicle_deliveries_tenant_id_owner_id_fkey FOREIGN KEY(tenant_id, owner_id) REFERENCES app.customers (tenant_id, id)
);
CREATE INDEX vehicle_deliveries_tenant_id_delivered_on_idx ON app.vehicle_deliveries (tenant_id, delivered_on);
CREATE INDEX vehicle_deliveries_tenant_id_vehicle_id_idx ON app.vehicle_deliveries (tenant_id, vehicle_id);

CREATE TABLE app.vehicle_roles (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    role TEXT NOT NULL,
    since DATE NOT NULL,
    seen_on DATE NOT NULL,
    CONSTRAINT vehicle_roles_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT vehicle_roles_tenant_id_vehicle_id_fkey FOREIGN KEY(tenant_id, vehicle_id) REFERENCES app.vehicles (tenant_id, id),
    CONSTRAINT vehicle_roles_tenant_id_customer_id_fkey FOREIGN KEY(tenant_id, customer_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT vehicle_roles_tenant_id_vehicle_id_customer_id_role_key UNIQUE (tenant_id, vehicle_id, customer_id, role),
    CONSTRAINT vehicle_roles_role_check CHECK (role IN ('owner', 'buyer', 'driver', 'sender', 'payer'))
);
CREATE INDEX vehicle_roles_tenant_id_customer_id_idx ON app.vehicle_roles (tenant_id, customer_id);
"""

KINDS = {
    "column_choices": Kind.STORE_OWNED,
    "customer_phones": Kind.STORE_OWNED,
    "customers": Kind.STORE_OWNED,
    "import_runs": Kind.STORE_OWNED,
    "repair_orders": Kind.STORE_OWNED,
    "vehicle_deliveries": Kind.STORE_OWNED,
    "vehicle_roles": Kind.STORE_OWNED,
    "vehicles": Kind.STORE_OWNED,
}


def upgrade() -> None:
    op.execute(TABLES)
    statements = [statement for table, kind in KINDS.items() for statement in secure(table, kind)]
    for statement in statements:
        op.execute(statement)
