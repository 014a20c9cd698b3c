"""Text messages and corrections of wrong data.

Revision ID: 0007
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE app.text_messages (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    about TEXT NOT NULL,
    about_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    number TEXT,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    send_key UUID,
    gateway_id TEXT,
    tries INTEGER NOT NULL,
    error TEXT,
    queued_at timestamptz NOT NULL,
    not_before timestamptz NOT NULL,
    sent_at timestamptz,
    account_id UUID,
    by_name TEXT NOT NULL,
    CONSTRAINT text_messages_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT text_messages_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT text_messages_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT text_messages_tenant_id_about_about_id_purpose_key UNIQUE (tenant_id, about, about_id, purpose),
    CONSTRAINT text_messages_state_check CHECK (state IN ('queued', 'sent', 'by_hand', 'failed')),
    CONSTRAINT text_messages_sent_check CHECK ((sent_at IS NOT NULL) = (state = 'sent' OR state = 'by_hand'))
);
CREATE INDEX text_messages_failed_idx ON app.text_messages (tenant_id, queued_at) WHERE state = 'failed';

CREATE TABLE app.corrections (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    what TEXT NOT NULL,
    department TEXT NOT NULL,
    thing_id UUID NOT NULL,
    callback_id UUID,
    customer_id UUID,
    phone_id UUID,
    vehicle_id UUID,
    wrong TEXT NOT NULL,
    note TEXT NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by UUID,
    opened_by_name TEXT NOT NULL,
    due_at timestamptz NOT NULL,
    closed_at timestamptz,
    closed_by UUID,
    closed_by_name TEXT,
    outcome TEXT,
    new_value TEXT,
    reason TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT corrections_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT corrections_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT corrections_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT corrections_tenant_id_customer_id_fkey FOREIGN KEY(tenant_id, customer_id) REFERENCES app.customers (tenant_id, id),
    CONSTRAINT corrections_tenant_id_phone_id_fkey FOREIGN KEY(tenant_id, phone_id) REFERENCES app.customer_phones (tenant_id, id),
    CONSTRAINT corrections_tenant_id_vehicle_id_fkey FOREIGN KEY(tenant_id, vehicle_id) REFERENCES app.vehicles (tenant_id, id),
    CONSTRAINT corrections_tenant_id_opened_by_fkey FOREIGN KEY(tenant_id, opened_by) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT corrections_tenant_id_closed_by_fkey FOREIGN KEY(tenant_id, closed_by) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT corrections_what_check CHECK (what IN ('phone', 'owner', 'visit')),
    CONSTRAINT corrections_department_check CHECK (department IN ('sales', 'after_sales')),
    CONSTRAINT corrections_outcome_check CHECK (outcome IN ('corrected', 'none_known')),
    CONSTRAINT corrections_closed_check CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX corrections_open_thing_idx ON app.corrections (tenant_id, what, thing_id) WHERE closed_at IS NULL;
CREATE INDEX corrections_open_idx ON app.corrections (tenant_id, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX corrections_tenant_id_closed_at_id_idx ON app.corrections (tenant_id, closed_at, id);
CREATE INDEX corrections_tenant_id_customer_id_idx ON app.corrections (tenant_id, customer_id);
"""

TABLE_NAMES = ("text_messages", "corrections")


def upgrade() -> None:
    op.execute(TABLES)
    for table in TABLE_NAMES:
        for statement in secure(table, Kind.STORE_OWNED):
            op.execute(statement)
