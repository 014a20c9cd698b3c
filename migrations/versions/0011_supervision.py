"""Supervision: the head's daily check of the call records, the after-sales manager's weekly score of advisors.

Revision ID: 0011
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0011"
down_revision = "0010"

TABLES = """
CREATE TABLE app.call_checks (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    day DATE NOT NULL,
    records INTEGER NOT NULL,
    note TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    CONSTRAINT call_checks_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT call_checks_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT call_checks_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT call_checks_tenant_id_day_key UNIQUE (tenant_id, day)
);

CREATE TABLE app.advisor_scores (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    week DATE NOT NULL,
    advisor TEXT NOT NULL,
    orders INTEGER NOT NULL,
    wishes INTEGER NOT NULL,
    score INTEGER NOT NULL,
    note TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    CONSTRAINT advisor_scores_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT advisor_scores_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT advisor_scores_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT advisor_scores_tenant_id_week_advisor_key UNIQUE (tenant_id, week, advisor),
    CONSTRAINT advisor_scores_score_check CHECK (score IN (1, 2, 3, 4, 5))
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("call_checks", "advisor_scores"):
        for statement in secure(table, Kind.STORE_OWNED):
            op.execute(statement)
