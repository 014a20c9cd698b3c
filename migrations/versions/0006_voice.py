"""Opinions and complaints, with the log of both.

Revision ID: 0006
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0006"
down_revision = "0005"

# What both have: see dealer/voices/models.py.
_COLUMNS = """
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    said TEXT NOT NULL,
    said_by TEXT,
    reasons TEXT[] NOT NULL,
    question TEXT,
    department TEXT NOT NULL,
    person_name TEXT,
    owner_id UUID,
    callback_id UUID,
    customer_id UUID,
    vehicle_id UUID,
    repair_order_id UUID,
    delivery_id UUID,
    said_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    department_due_at timestamptz NOT NULL,
    provisional BOOLEAN NOT NULL,
    answer TEXT,
    answered_at timestamptz,
    stopped_at timestamptz,
    ended_at timestamptz,
    round INTEGER NOT NULL,
    version INTEGER NOT NULL,
"""


def _keys(table: str) -> str:
    targets = {
        "callback_id": "callbacks",
        "customer_id": "customers",
        "vehicle_id": "vehicles",
        "repair_order_id": "repair_orders",
        "delivery_id": "vehicle_deliveries",
        "owner_id": "accounts",
    }
    keys = [
        f"CONSTRAINT {table}_tenant_id_{column}_fkey "
        f"FOREIGN KEY(tenant_id, {column}) REFERENCES app.{target} (tenant_id, id)"
        for column, target in targets.items()
    ]
    keys += [
        f"CONSTRAINT {table}_pkey PRIMARY KEY (tenant_id, id)",
        f"CONSTRAINT {table}_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id)",
    ]
    return ",\n    ".join(keys)


def _indexes(table: str) -> str:
    return f"""
CREATE INDEX {table}_open_idx ON app.{table} (tenant_id, due_at, id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX {table}_of_call_idx ON app.{table} (tenant_id, callback_id, question) WHERE ended_at IS NULL;
CREATE INDEX {table}_tenant_id_ended_at_id_idx ON app.{table} (tenant_id, ended_at, id);
CREATE INDEX {table}_tenant_id_customer_id_idx ON app.{table} (tenant_id, customer_id);
"""


TABLES = f"""
CREATE TABLE app.opinions ({_COLUMNS}
    what TEXT NOT NULL,
    told_how TEXT,
    reaction TEXT,
    told_words TEXT,
    late_before BOOLEAN NOT NULL,
    {_keys("opinions")},
    CONSTRAINT opinions_what_check CHECK (what IN ('opinion', 'suggestion', 'consultation', 'need')),
    CONSTRAINT opinions_state_check CHECK (state IN ('received', 'assigned', 'answered', 'told', 'archived')),
    CONSTRAINT opinions_told_how_check CHECK (told_how IN ('call', 'message', 'in_person')),
    CONSTRAINT opinions_reaction_check CHECK (reaction IN ('satisfied', 'accepts', 'not_satisfied'))
);
{_indexes("opinions")}
CREATE TABLE app.complaints ({_COLUMNS}
    severity TEXT NOT NULL,
    first_contact_due_at timestamptz NOT NULL,
    contacted_at timestamptz,
    outcome TEXT,
    {_keys("complaints")},
    CONSTRAINT complaints_severity_check CHECK (severity IN ('critical', 'major', 'minor', 'normal')),
    CONSTRAINT complaints_state_check CHECK (state IN ('received', 'assigned', 'answered', 'closed')),
    CONSTRAINT complaints_outcome_check CHECK (outcome IN ('satisfied', 'not_satisfied', 'withdrawn'))
);
{_indexes("complaints")}
CREATE TABLE app.voice_steps (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    opinion_id UUID,
    complaint_id UUID,
    what TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID,
    by_name TEXT NOT NULL,
    words TEXT NOT NULL,
    details JSONB NOT NULL,
    CONSTRAINT voice_steps_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT voice_steps_tenant_id_opinion_id_fkey
        FOREIGN KEY(tenant_id, opinion_id) REFERENCES app.opinions (tenant_id, id),
    CONSTRAINT voice_steps_tenant_id_complaint_id_fkey
        FOREIGN KEY(tenant_id, complaint_id) REFERENCES app.complaints (tenant_id, id),
    CONSTRAINT voice_steps_tenant_id_account_id_fkey
        FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT voice_steps_one_voice_check CHECK ((opinion_id IS NULL) <> (complaint_id IS NULL))
);
CREATE INDEX voice_steps_tenant_id_opinion_id_at_id_idx ON app.voice_steps (tenant_id, opinion_id, at, id);
CREATE INDEX voice_steps_tenant_id_complaint_id_at_id_idx ON app.voice_steps (tenant_id, complaint_id, at, id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("opinions", "complaints", "voice_steps"):
        for statement in secure(table, Kind.STORE_OWNED):
            op.execute(statement)
