"""Notices from headquarters on a store's desk; announcements that fan out; a schedule that runs several times a day.

Revision ID: 0004
"""

from alembic import op

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import NETWORK, secure

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE app.notices (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    what TEXT NOT NULL,
    source_id UUID NOT NULL,
    details JSONB NOT NULL,
    from_name TEXT NOT NULL,
    sent_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    dismissed_at timestamptz,
    dismissed_by_name TEXT,
    CONSTRAINT notices_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT notices_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT notices_tenant_id_source_id_key UNIQUE (tenant_id, source_id),
    CONSTRAINT notices_what_check CHECK (what IN ('reminder', 'standard'))
);
CREATE INDEX notices_open_idx ON app.notices (tenant_id, sent_at, id) WHERE dismissed_at IS NULL;

ALTER TABLE app.outbox ADD COLUMN cause_id UUID;
ALTER TABLE app.outbox ADD CONSTRAINT outbox_tenant_id_cause_id_job_key UNIQUE (tenant_id, cause_id, job);
CREATE INDEX outbox_new_idx ON app.outbox (tenant_id, job) WHERE state = 'new';

ALTER TABLE app.schedule_claims ADD COLUMN slot TIME NOT NULL DEFAULT '00:00';
ALTER TABLE app.schedule_claims ALTER COLUMN slot DROP DEFAULT;
ALTER TABLE app.schedule_claims DROP CONSTRAINT schedule_claims_pkey;
ALTER TABLE app.schedule_claims ADD CONSTRAINT schedule_claims_pkey PRIMARY KEY (task, business_date, slot);
"""

TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"

RIGHTS = f"""
GRANT SELECT, UPDATE ON app.outbox TO {DbRole.BATCH};
CREATE POLICY {DbRole.BATCH}_select ON app.outbox FOR SELECT TO {DbRole.BATCH} USING ({TENANT} AND {NETWORK});
CREATE POLICY {DbRole.BATCH}_update ON app.outbox FOR UPDATE TO {DbRole.BATCH}
    USING ({TENANT} AND {NETWORK}) WITH CHECK ({TENANT} AND {NETWORK});
GRANT DELETE ON app.outbox TO {DbRole.DISPATCH};
CREATE POLICY {DbRole.DISPATCH}_delete ON app.outbox FOR DELETE TO {DbRole.DISPATCH} USING (true);
GRANT SELECT, DELETE ON app.form_keys TO {DbRole.BATCH};
CREATE POLICY {DbRole.BATCH}_select ON app.form_keys FOR SELECT TO {DbRole.BATCH} USING (true);
CREATE POLICY {DbRole.BATCH}_delete ON app.form_keys FOR DELETE TO {DbRole.BATCH} USING (true);
"""
# A batch job marks its own entry done, which is its network's. The dispatcher sweeps what was done long ago. One-time
# form keys of all tenants are forgotten after a week in one statement.


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(RIGHTS)
    for statement in secure("notices", Kind.STORE_OWNED):
        op.execute(statement)
