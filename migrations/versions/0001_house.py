"""The house: networks, stores, people, the door, the trail, the outbox, files.

Revision ID: 0001
"""

from alembic import op

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import APPEND, NETWORK, secure

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
    request_hash BYTEA NOT NULL,
    status INTEGER,
    location TEXT,
    body BYTEA,
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

CREATE TABLE app.schedule_claims (
    task TEXT NOT NULL,
    business_date DATE NOT NULL,
    claimed_at timestamptz NOT NULL,
    CONSTRAINT schedule_claims_pkey PRIMARY KEY (task, business_date)
);

CREATE TABLE app.sign_in_codes (
    code TEXT NOT NULL,
    side TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    network_id UUID NOT NULL,
    place TEXT NOT NULL,
    closed_at timestamptz,
    store_id UUID GENERATED ALWAYS AS (CASE WHEN side = 'store' THEN tenant_id END) STORED,
    CONSTRAINT sign_in_codes_pkey PRIMARY KEY (code),
    CONSTRAINT sign_in_codes_side_check CHECK (side IN ('store', 'hq')),
    CONSTRAINT sign_in_codes_upper_check CHECK (code = upper(code)),
    CONSTRAINT sign_in_codes_own_network_check CHECK (side = 'store' OR tenant_id = network_id)
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
ALTER TABLE app.sign_in_codes ADD CONSTRAINT sign_in_codes_store_id_network_id_fkey
    FOREIGN KEY (store_id, network_id) REFERENCES app.stores (tenant_id, network_id);

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
    CONSTRAINT staffing_plans_tenant_id_network_id_fkey FOREIGN KEY(tenant_id, network_id) REFERENCES app.stores (tenant_id, network_id),
    CONSTRAINT staffing_plans_network_id_region_id_fkey FOREIGN KEY(network_id, region_id) REFERENCES app.regions (network_id, id)
);
"""

KINDS = {
    "accounts": Kind.OWN_SIDE,
    "form_keys": Kind.OWN_SIDE,
    "networks": Kind.PUBLISHED,
    "position_holdings": Kind.OWN_SIDE,
    "regions": Kind.PUBLISHED,
    "schedule_claims": Kind.MACHINE,
    "sign_in_sessions": Kind.DOOR,
    "sign_in_throttle": Kind.DOOR,
    "staffing_plans": Kind.REPORTED,
    "stored_files": Kind.OWN_SIDE,
}


def upgrade() -> None:
    op.execute(UUID7)
    op.execute("GRANT EXECUTE ON FUNCTION app.uuid7() TO PUBLIC")
    op.execute(TABLES)
    statements = [statement for table, kind in KINDS.items() for statement in secure(table, kind)]
    # To fan out, the dispatcher must know which stores there are; batch statements run over all of them.
    every = [(role, ("SELECT",), "true") for role in (DbRole.DISPATCH, DbRole.BATCH)]
    statements += secure("stores", Kind.DIRECTED, extra=every)
    # Headquarters opens a store and its way in within one transaction; only codes of its own network.
    statements += secure("sign_in_codes", Kind.DOOR, extra=[(DbRole.HQ, ("SELECT", "INSERT", "UPDATE"), NETWORK)])
    # Nobody, not even the tenant itself, changes or deletes what the trail says.
    statements += secure("audit_events", Kind.OWN_SIDE, commands=APPEND)
    # An entry's job runs in the entry's network: nobody writes one for another. The dispatcher hands out the entries
    # of all tenants, and fans one entry out into one a store.
    dispatch = (DbRole.DISPATCH, ("SELECT", "INSERT", "UPDATE"), "true")
    statements += secure("outbox", Kind.OWN_SIDE, also=NETWORK, extra=[dispatch])
    for statement in statements:
        op.execute(statement)
