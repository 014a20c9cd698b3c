"""Plans with their reasons, delegations, what headquarters sees of staffing, the centre's plan of the day.

Revision ID: 0008
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0008"
down_revision = "0007"

TABLES = """
ALTER TABLE app.accounts ADD COLUMN password_is_one_time BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE app.accounts ALTER COLUMN password_is_one_time DROP DEFAULT;

ALTER TABLE app.staffing_plans ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE app.staffing_plans ALTER COLUMN why DROP DEFAULT;
ALTER TABLE app.staffing_plans ADD COLUMN chosen_by_name TEXT NOT NULL DEFAULT '';
ALTER TABLE app.staffing_plans ALTER COLUMN chosen_by_name DROP DEFAULT;

CREATE TABLE app.delegations (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    position TEXT NOT NULL,
    from_account_id UUID,
    to_account_id UUID NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    why TEXT NOT NULL,
    made_at timestamptz NOT NULL,
    made_by_name TEXT NOT NULL,
    ended_on DATE,
    ended_by_name TEXT,
    CONSTRAINT delegations_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT delegations_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT delegations_tenant_id_from_account_id_fkey FOREIGN KEY(tenant_id, from_account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT delegations_tenant_id_to_account_id_fkey FOREIGN KEY(tenant_id, to_account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT delegations_days_check CHECK (last_day >= first_day),
    CONSTRAINT delegations_others_check CHECK (from_account_id IS NULL OR from_account_id <> to_account_id)
);
CREATE INDEX delegations_tenant_id_last_day_idx ON app.delegations (tenant_id, last_day);

CREATE TABLE app.staffing_days (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    network_id UUID NOT NULL,
    region_id UUID NOT NULL,
    day DATE NOT NULL,
    plan INTEGER NOT NULL,
    met BOOLEAN NOT NULL,
    below_since DATE,
    lacks JSONB NOT NULL,
    gaps JSONB NOT NULL,
    delegated JSONB NOT NULL,
    as_of timestamptz NOT NULL,
    CONSTRAINT staffing_days_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT staffing_days_tenant_id_network_id_fkey FOREIGN KEY(tenant_id, network_id) REFERENCES app.stores (tenant_id, network_id),
    CONSTRAINT staffing_days_network_id_region_id_fkey FOREIGN KEY(network_id, region_id) REFERENCES app.regions (network_id, id),
    CONSTRAINT staffing_days_tenant_id_day_key UNIQUE (tenant_id, day),
    CONSTRAINT staffing_days_plan_check CHECK (plan IN (1, 2))
);
CREATE INDEX staffing_days_network_id_day_region_id_idx ON app.staffing_days (network_id, day, region_id);

CREATE TABLE app.day_plans (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    day DATE NOT NULL,
    closed_at timestamptz,
    closed_by_name TEXT,
    CONSTRAINT day_plans_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT day_plans_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT day_plans_tenant_id_day_key UNIQUE (tenant_id, day)
);

CREATE TABLE app.day_plan_lines (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    plan_id UUID NOT NULL,
    at TIME,
    about TEXT NOT NULL,
    what TEXT NOT NULL,
    account_id UUID,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    written_at timestamptz NOT NULL,
    written_by_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT day_plan_lines_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT day_plan_lines_tenant_id_plan_id_fkey FOREIGN KEY(tenant_id, plan_id) REFERENCES app.day_plans (tenant_id, id),
    CONSTRAINT day_plan_lines_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT day_plan_lines_about_check CHECK (about IN ('calls', 'visit', 'event', 'other')),
    CONSTRAINT day_plan_lines_state_check CHECK (state IN ('open', 'done', 'not_done'))
);
CREATE INDEX day_plan_lines_tenant_id_plan_id_idx ON app.day_plan_lines (tenant_id, plan_id);
"""

KINDS = {
    "delegations": Kind.STORE_OWNED,
    "staffing_days": Kind.REPORTED,
    "day_plans": Kind.STORE_OWNED,
    "day_plan_lines": Kind.STORE_OWNED,
}


def upgrade() -> None:
    op.execute(TABLES)
    for table, kind in KINDS.items():
        for statement in secure(table, kind):
            op.execute(statement)
