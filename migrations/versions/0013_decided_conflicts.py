"""Decided conflicts: which content of a number counts in the files to come (DATA-1).

Revision ID: 0013
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0013"
down_revision = "0012"

TABLE = """
CREATE TABLE app.decided_conflicts (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    decided_by UUID,
    decided_by_name TEXT NOT NULL,
    decided_at timestamptz NOT NULL,
    CONSTRAINT decided_conflicts_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT decided_conflicts_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT decided_conflicts_tenant_id_kind_number_key UNIQUE (tenant_id, kind, number),
    CONSTRAINT decided_conflicts_kind_check CHECK (kind IN ('deliveries', 'repair_orders'))
);
"""


def upgrade() -> None:
    op.execute(TABLE)
    for statement in secure("decided_conflicts", Kind.STORE_OWNED):
        op.execute(statement)
