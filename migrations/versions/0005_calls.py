"""Calls: questionnaires, call sheets, answers, attempts, amendments; what callbacks and lists keep of them.

Revision ID: 0005
"""

from alembic import op

from backbone.isolation.kinds import Kind
from backbone.isolation.policies import secure

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE app.questionnaires (
    network_id UUID NOT NULL,
    id UUID NOT NULL,
    programme TEXT NOT NULL,
    version INTEGER NOT NULL,
    valid_from DATE NOT NULL,
    document JSONB NOT NULL,
    published_at timestamptz NOT NULL,
    published_by_name TEXT NOT NULL,
    CONSTRAINT questionnaires_pkey PRIMARY KEY (network_id, id),
    CONSTRAINT questionnaires_network_id_fkey FOREIGN KEY(network_id) REFERENCES app.networks (network_id),
    CONSTRAINT questionnaires_network_id_programme_version_key UNIQUE (network_id, programme, version)
);

CREATE TABLE app.call_sheets (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    callback_id UUID NOT NULL,
    questionnaire_version INTEGER NOT NULL,
    checks TEXT[] NOT NULL,
    note TEXT NOT NULL,
    begun_at timestamptz NOT NULL,
    saved_at timestamptz NOT NULL,
    CONSTRAINT call_sheets_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT call_sheets_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT call_sheets_tenant_id_callback_id_key UNIQUE (tenant_id, callback_id)
);

CREATE TABLE app.answers (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    callback_id UUID NOT NULL,
    question TEXT NOT NULL,
    number INTEGER,
    words TEXT,
    applies BOOLEAN NOT NULL,
    reasons TEXT[] NOT NULL,
    apologised BOOLEAN NOT NULL,
    answered_at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    CONSTRAINT answers_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT answers_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT answers_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT answers_tenant_id_callback_id_question_key UNIQUE (tenant_id, callback_id, question),
    CONSTRAINT answers_one_value_check CHECK (number IS NULL OR words IS NULL)
);

CREATE TABLE app.attempts (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    callback_id UUID NOT NULL,
    talk_id UUID NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    phone_id UUID,
    outcome TEXT NOT NULL,
    slot INTEGER,
    inbound BOOLEAN NOT NULL,
    call_at timestamptz,
    seconds INTEGER,
    seconds_kind TEXT,
    note TEXT NOT NULL,
    CONSTRAINT attempts_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT attempts_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT attempts_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT attempts_tenant_id_phone_id_fkey FOREIGN KEY(tenant_id, phone_id) REFERENCES app.customer_phones (tenant_id, id),
    CONSTRAINT attempts_tenant_id_talk_id_callback_id_key UNIQUE (tenant_id, talk_id, callback_id),
    CONSTRAINT attempts_seconds_check CHECK ((seconds IS NULL) = (seconds_kind IS NULL)),
    CONSTRAINT attempts_seconds_kind_check CHECK (seconds_kind IN ('screen', 'telephony'))
);
CREATE INDEX attempts_tenant_id_callback_id_at_idx ON app.attempts (tenant_id, callback_id, at);

CREATE TABLE app.amendments (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    callback_id UUID NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    why TEXT NOT NULL,
    changes JSONB NOT NULL,
    CONSTRAINT amendments_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT amendments_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT amendments_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id)
);
CREATE INDEX amendments_tenant_id_callback_id_at_idx ON app.amendments (tenant_id, callback_id, at);

ALTER TABLE app.callbacks ADD COLUMN reached_at timestamptz;
ALTER TABLE app.callbacks ADD COLUMN tried_enough_at timestamptz;
ALTER TABLE app.callbacks ADD COLUMN passed_on_by UUID;
ALTER TABLE app.callbacks ADD CONSTRAINT callbacks_tenant_id_passed_on_by_fkey
    FOREIGN KEY(tenant_id, passed_on_by) REFERENCES app.accounts (tenant_id, id);

ALTER TABLE app.call_lists ADD COLUMN closed_at timestamptz;
CREATE INDEX call_lists_open_idx ON app.call_lists (tenant_id, day) WHERE closed_at IS NULL;

ALTER TABLE app.customer_phones ADD COLUMN tail TEXT GENERATED ALWAYS AS ("right"(number, 4)) STORED;
CREATE INDEX customer_phones_tenant_id_tail_idx ON app.customer_phones (tenant_id, tail);
ALTER TABLE app.vehicles ADD COLUMN plate_number TEXT GENERATED ALWAYS AS (substr(plate, 3)) STORED;
CREATE INDEX vehicles_tenant_id_plate_number_idx ON app.vehicles (tenant_id, plate_number);
"""
# Who rings back is found by equality: LIKE is no index condition under row-level security (architecture §4).

KINDS = {
    "questionnaires": Kind.PUBLISHED,
    "call_sheets": Kind.STORE_OWNED,
    "answers": Kind.STORE_OWNED,
    "attempts": Kind.STORE_OWNED,
    "amendments": Kind.STORE_OWNED,
}


def upgrade() -> None:
    op.execute(TABLES)
    for table, kind in KINDS.items():
        for statement in secure(table, kind):
            op.execute(statement)
