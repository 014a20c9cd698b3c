"""The second factor: devices, recovery codes, positions that need one, and the step between password and code.

Revision ID: 0009
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0009"
down_revision = "0008"

TABLES = """
CREATE TABLE app.second_factors (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    secret BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    begun_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    CONSTRAINT second_factors_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT second_factors_tenant_id_account_id_key UNIQUE (tenant_id, account_id),
    CONSTRAINT second_factors_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id)
);

CREATE TABLE app.recovery_codes (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    factor_id UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    used_at timestamptz,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT recovery_codes_tenant_id_factor_id_code_hash_key UNIQUE (tenant_id, factor_id, code_hash),
    CONSTRAINT recovery_codes_tenant_id_factor_id_fkey FOREIGN KEY(tenant_id, factor_id) REFERENCES app.second_factors (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE app.second_factor_positions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    position TEXT NOT NULL,
    since timestamptz NOT NULL,
    CONSTRAINT second_factor_positions_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT second_factor_positions_tenant_id_position_key UNIQUE (tenant_id, position)
);

CREATE TABLE app.sign_in_steps (
    token_hash BYTEA NOT NULL,
    side TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    network_id UUID NOT NULL,
    account_id UUID NOT NULL,
    place TEXT NOT NULL,
    browser TEXT NOT NULL,
    name_key BYTEA NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT sign_in_steps_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX sign_in_steps_tenant_id_account_id_idx ON app.sign_in_steps (tenant_id, account_id);
"""

KINDS = {
    "second_factors": Kind.OWN_SIDE,
    "recovery_codes": Kind.OWN_SIDE,
    "second_factor_positions": Kind.OWN_SIDE,
    "sign_in_steps": Kind.DOOR,
}


def upgrade() -> None:
    op.execute(TABLES)
    for table, kind in KINDS.items():
        for statement in secure(table, kind):
            op.execute(statement)
