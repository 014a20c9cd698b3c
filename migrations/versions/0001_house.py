"""The house: networks, stores, people, the door, the trail, the outbox, files, and the tables imports fill.

Revision ID: 0001
"""

from alembic import op

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import APPEND, secure

revision = "0001"
down_revision = None

UUID7 = """
CREATE FUNCTION app.uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN encode(
    set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
        52, 1), 53, 1),
    'hex')::uuid
"""

TABLES = """
CREATE TABLE app.accounts (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    username TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_changed_at timestamptz NOT NULL,
    locale TEXT NOT NULL,
    ended_at timestamptz,
    created_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT accounts_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT accounts_tenant_id_username_key UNIQUE (tenant_id, username)
);

CREATE TABLE app.audit_events (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    at timestamptz NOT NULL,
    event TEXT NOT NULL,
    account_id UUID,
    actor_name TEXT NOT NULL,
    about TEXT NOT NULL,
    about_id UUID,
    details JSONB NOT NULL,
    CONSTRAINT audit_events_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_events_tenant_id_about_id_idx ON app.audit_events (tenant_id, about_id);
CREATE INDEX audit_events_tenant_id_at_id_idx ON app.audit_events (tenant_id, at, id);

CREATE TABLE app.form_keys (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    location TEXT,
    used_at timestamptz NOT NULL,
    CONSTRAINT form_keys_pkey PRIMARY KEY (tenant_id, id)
);

CREATE TABLE app.networks (
    network_id UUID NOT NULL,
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    made_by_default BOOLEAN NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT networks_pkey PRIMARY KEY (network_id, id),
    CONSTRAINT networks_network_id_key UNIQUE (network_id),
    CONSTRAINT networks_own_id_check CHECK (id = network_id)
);

CREATE TABLE app.outbox (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    role TEXT NOT NULL,
    job TEXT NOT NULL,
    payload JSONB NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    last_error TEXT,
    CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT outbox_state_check CHECK (state IN ('new', 'handed', 'done', 'dead'))
);
CREATE INDEX outbox_waiting_idx ON app.outbox (next_at) WHERE state IN ('new', 'handed');

CREATE TABLE app.sign_in_codes (
    code TEXT NOT NULL,
    side TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    network_id UUID NOT NULL,
    place TEXT NOT NULL,
    closed_at timestamptz,
    CONSTRAINT sign_in_codes_pkey PRIMARY KEY (code),
    CONSTRAINT sign_in_codes_side_check CHECK (side IN ('store', 'hq')),
    CONSTRAINT sign_in_codes_upper_check CHECK (code = upper(code))
);

CREATE TABLE app.sign_in_sessions (
    token_hash BYTEA NOT NULL,
    id UUID NOT NULL,
    side TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    network_id UUID NOT NULL,
    account_id UUID NOT NULL,
    place TEXT NOT NULL,
    browser TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT sign_in_sessions_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX sign_in_sessions_tenant_id_account_id_idx ON app.sign_in_sessions (tenant_id, account_id);

CREATE TABLE app.sign_in_throttle (
    key_hash BYTEA NOT NULL,
    window_started_at timestamptz NOT NULL,
    tries INTEGER NOT NULL,
    CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (key_hash)
);

CREATE TABLE app.stored_files (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT stored_files_pkey PRIMARY KEY (tenant_id, id)
);

CREATE TABLE app.position_holdings (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    position TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    region_id UUID,
    CONSTRAINT position_holdings_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT position_holdings_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT position_holdings_dates_check CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX position_holdings_tenant_id_account_id_idx ON app.position_holdings (tenant_id, account_id);

CREATE TABLE app.regions (
    network_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    parent_id UUID,
    created_at timestamptz NOT NULL,
    CONSTRAINT regions_pkey PRIMARY KEY (network_id, id),
    CONSTRAINT regions_network_id_name_key UNIQUE (network_id, name),
    CONSTRAINT regions_network_id_fkey FOREIGN KEY(network_id) REFERENCES app.networks (network_id),
    CONSTRAINT regions_network_id_parent_id_fkey FOREIGN KEY(network_id, parent_id) REFERENCES app.regions (network_id, id)
);

CREATE TABLE app.stores (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    region_id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    start_date DATE NOT NULL,
    state TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT stores_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT stores_tenant_id_key UNIQUE (tenant_id),
    CONSTRAINT stores_tenant_id_network_id_key UNIQUE (tenant_id, network_id),
    CONSTRAINT stores_network_id_code_key UNIQUE (network_id, code),
    CONSTRAINT stores_own_id_check CHECK (id = tenant_id),
    CONSTRAINT stores_state_check CHECK (state IN ('active', 'suspended', 'closed')),
    CONSTRAINT stores_network_id_region_id_fkey FOREIGN KEY(network_id, region_id) REFERENCES app.regions (network_id, id)
);
CREATE INDEX stores_network_id_region_id_code_idx ON app.stores (network_id, region_id, code);

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
    CONSTRAINT import_runs_state_check CHECK (state IN ('waiting', 'reading', 'ready', 'failed', 'cancelled'))
);
CREATE INDEX import_runs_tenant_id_created_at_id_idx ON app.import_runs (tenant_id, created_at, id);

CREATE TABLE app.repair_orders (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number TEXT NOT NULL,
    vin TEXT,
    plate TEXT,
    model TEXT,
    arrived_at timestamptz NOT NULL,
    promised_at timestamptz,
    picked_up_at timestamptz,
    pickup_has_time BOOLEAN NOT NULL,
    kind_of_work TEXT,
    never_called TEXT,
    mileage INTEGER,
    advisor TEXT,
    technician TEXT,
    amount NUMERIC(12, 2),
    sender_name TEXT,
    sender_phones JSONB NOT NULL,
    owner_name TEXT,
    wish TEXT,
    imported JSONB NOT NULL,
    imported_fingerprint TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT repair_orders_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT repair_orders_tenant_id_number_key UNIQUE (tenant_id, number),
    CONSTRAINT repair_orders_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id)
);
CREATE INDEX repair_orders_tenant_id_picked_up_at_idx ON app.repair_orders (tenant_id, picked_up_at);

CREATE TABLE app.staffing_plans (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    region_id UUID NOT NULL,
    plan INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT staffing_plans_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT staffing_plans_tenant_id_valid_from_key UNIQUE (tenant_id, valid_from),
    CONSTRAINT staffing_plans_plan_check CHECK (plan IN (1, 2)),
    CONSTRAINT staffing_plans_tenant_id_network_id_fkey FOREIGN KEY(tenant_id, network_id) REFERENCES app.stores (tenant_id, network_id)
);

CREATE TABLE app.vehicle_deliveries (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number TEXT NOT NULL,
    vin TEXT,
    plate TEXT,
    model TEXT,
    delivered_at timestamptz NOT NULL,
    delivery_has_time BOOLEAN NOT NULL,
    consultant TEXT,
    amount NUMERIC(12, 2),
    buyer_name TEXT,
    buyer_phones JSONB NOT NULL,
    wish TEXT,
    imported JSONB NOT NULL,
    imported_fingerprint TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT vehicle_deliveries_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT vehicle_deliveries_tenant_id_number_key UNIQUE (tenant_id, number),
    CONSTRAINT vehicle_deliveries_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id)
);
CREATE INDEX vehicle_deliveries_tenant_id_delivered_at_idx ON app.vehicle_deliveries (tenant_id, delivered_at);
"""

KINDS = {
    "accounts": Kind.OWN_SIDE,
    "column_choices": Kind.STORE_OWNED,
    "form_keys": Kind.OWN_SIDE,
    "import_runs": Kind.STORE_OWNED,
    "networks": Kind.PUBLISHED,
    "position_holdings": Kind.OWN_SIDE,
    "regions": Kind.PUBLISHED,
    "repair_orders": Kind.STORE_OWNED,
    "sign_in_sessions": Kind.DOOR,
    "sign_in_throttle": Kind.DOOR,
    "staffing_plans": Kind.REPORTED,
    "stored_files": Kind.OWN_SIDE,
    "stores": Kind.DIRECTED,
    "vehicle_deliveries": Kind.STORE_OWNED,
}


def upgrade() -> None:
    op.execute(UUID7)
    op.execute("GRANT EXECUTE ON FUNCTION app.uuid7() TO PUBLIC")
    op.execute(TABLES)
    statements = [statement for table, kind in KINDS.items() for statement in secure(table, kind)]
    # Nobody, not even the tenant itself, changes or deletes what the trail says.
    statements += secure("audit_events", Kind.OWN_SIDE, commands=APPEND)
    # The dispatcher hands out the entries of all tenants; it sees no other table.
    statements += secure("outbox", Kind.OWN_SIDE, extra=[(DbRole.DISPATCH, ("SELECT", "UPDATE"), "true")])
    # Headquarters opens a store and its way in within one transaction; only codes of its own network.
    network = "network_id = nullif(current_setting('app.network_id', true), '')::uuid"
    statements += secure("sign_in_codes", Kind.DOOR, extra=[(DbRole.HQ, ("SELECT", "INSERT", "UPDATE"), network)])
    for statement in statements:
        op.execute(statement)
