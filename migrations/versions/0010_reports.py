"""Daily reports: their lines, signatures, returns, instructions; the codes by which anybody verifies one.

Revision ID: 0010
"""

from alembic import op

from backbone.isolation.acting import DbRole
from backbone.isolation.kinds import Kind
from backbone.isolation.policies import TENANT, secure

revision = "0010"
down_revision = "0009"

TABLES = """
CREATE TABLE app.daily_reports (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    programme TEXT NOT NULL,
    day DATE NOT NULL,
    plan INTEGER NOT NULL,
    cut_off timestamptz NOT NULL,
    edition INTEGER NOT NULL,
    head JSONB NOT NULL,
    planned INTEGER NOT NULL,
    state TEXT NOT NULL,
    turn TEXT,
    turn_due_at timestamptz,
    compiled_at timestamptz NOT NULL,
    frozen_at timestamptz,
    sealed_at timestamptz,
    number INTEGER,
    previous_hash TEXT,
    hash TEXT,
    key_id TEXT,
    code TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT daily_reports_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT daily_reports_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT daily_reports_tenant_id_programme_day_key UNIQUE (tenant_id, programme, day),
    CONSTRAINT daily_reports_tenant_id_number_key UNIQUE (tenant_id, number),
    CONSTRAINT daily_reports_programme_check CHECK (programme IN ('seven_dc', 'three_dc', 'service_14')),
    CONSTRAINT daily_reports_plan_check CHECK (plan IN (1, 2)),
    CONSTRAINT daily_reports_state_check CHECK (state IN ('open', 'sealed')),
    CONSTRAINT daily_reports_turn_check
        CHECK (turn IN ('caller', 'centre_head', 'general_affairs_manager', 'general_manager')),
    CONSTRAINT daily_reports_sealed_check CHECK ((state = 'sealed') = (hash IS NOT NULL AND number IS NOT NULL))
);
CREATE INDEX daily_reports_open_idx ON app.daily_reports (tenant_id, turn_due_at, id) WHERE state = 'open';
CREATE INDEX daily_reports_tenant_id_day_id_idx ON app.daily_reports (tenant_id, day, id);

CREATE TABLE app.report_lines (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    edition INTEGER NOT NULL,
    number INTEGER NOT NULL,
    callback_id UUID NOT NULL,
    facts JSONB NOT NULL,
    personal JSONB,
    salt TEXT,
    personal_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT report_lines_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT report_lines_tenant_id_report_id_fkey FOREIGN KEY(tenant_id, report_id) REFERENCES app.daily_reports (tenant_id, id),
    CONSTRAINT report_lines_tenant_id_callback_id_fkey FOREIGN KEY(tenant_id, callback_id) REFERENCES app.callbacks (tenant_id, id),
    CONSTRAINT report_lines_tenant_id_report_id_edition_number_key UNIQUE (tenant_id, report_id, edition, number),
    CONSTRAINT report_lines_erased_check CHECK ((personal IS NULL) = (salt IS NULL))
);
CREATE INDEX report_lines_tenant_id_callback_id_idx ON app.report_lines (tenant_id, callback_id);

CREATE TABLE app.report_signatures (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    edition INTEGER NOT NULL,
    line TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID,
    name TEXT NOT NULL,
    for_name TEXT,
    also_below BOOLEAN NOT NULL,
    struck_at timestamptz,
    struck_by_name TEXT,
    CONSTRAINT report_signatures_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT report_signatures_tenant_id_report_id_fkey FOREIGN KEY(tenant_id, report_id) REFERENCES app.daily_reports (tenant_id, id),
    CONSTRAINT report_signatures_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT report_signatures_line_check
        CHECK (line IN ('caller', 'centre_head', 'general_affairs_manager', 'general_manager'))
);
CREATE UNIQUE INDEX report_signatures_once_idx ON app.report_signatures (tenant_id, report_id, line, account_id)
    WHERE struck_at IS NULL;

CREATE TABLE app.report_returns (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    to_line TEXT NOT NULL,
    why TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    CONSTRAINT report_returns_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT report_returns_tenant_id_report_id_fkey FOREIGN KEY(tenant_id, report_id) REFERENCES app.daily_reports (tenant_id, id),
    CONSTRAINT report_returns_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT report_returns_to_line_check
        CHECK (to_line IN ('caller', 'centre_head', 'general_affairs_manager', 'general_manager'))
);
CREATE INDEX report_returns_tenant_id_report_id_idx ON app.report_returns (tenant_id, report_id);

CREATE TABLE app.report_scans (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    file_id UUID NOT NULL,
    form TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    CONSTRAINT report_scans_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT report_scans_tenant_id_report_id_fkey FOREIGN KEY(tenant_id, report_id) REFERENCES app.daily_reports (tenant_id, id),
    CONSTRAINT report_scans_tenant_id_file_id_fkey FOREIGN KEY(tenant_id, file_id) REFERENCES app.stored_files (tenant_id, id),
    CONSTRAINT report_scans_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT report_scans_form_check CHECK (form IN ('pdf', 'jpeg', 'png'))
);
CREATE INDEX report_scans_tenant_id_report_id_idx ON app.report_scans (tenant_id, report_id);

CREATE TABLE app.report_chains (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    key_id TEXT NOT NULL,
    mac TEXT NOT NULL,
    CONSTRAINT report_chains_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT report_chains_tenant_id_fkey FOREIGN KEY(tenant_id) REFERENCES app.stores (tenant_id),
    CONSTRAINT report_chains_tenant_id_chain_key UNIQUE (tenant_id, chain)
);

CREATE TABLE app.instructions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    line_number INTEGER,
    words TEXT NOT NULL,
    department TEXT NOT NULL,
    due_at timestamptz NOT NULL,
    state TEXT NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    written_at timestamptz NOT NULL,
    issued_at timestamptz,
    ended_at timestamptz,
    version INTEGER NOT NULL,
    CONSTRAINT instructions_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT instructions_tenant_id_report_id_fkey FOREIGN KEY(tenant_id, report_id) REFERENCES app.daily_reports (tenant_id, id),
    CONSTRAINT instructions_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT instructions_state_check CHECK (state IN ('draft', 'open', 'answered', 'rectified'))
);
CREATE INDEX instructions_open_idx ON app.instructions (tenant_id, due_at, id) WHERE ended_at IS NULL;
CREATE INDEX instructions_tenant_id_report_id_idx ON app.instructions (tenant_id, report_id);

CREATE TABLE app.instruction_steps (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    instruction_id UUID NOT NULL,
    what TEXT NOT NULL,
    words TEXT NOT NULL,
    at timestamptz NOT NULL,
    account_id UUID NOT NULL,
    by_name TEXT NOT NULL,
    CONSTRAINT instruction_steps_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT instruction_steps_tenant_id_instruction_id_fkey FOREIGN KEY(tenant_id, instruction_id) REFERENCES app.instructions (tenant_id, id),
    CONSTRAINT instruction_steps_tenant_id_account_id_fkey FOREIGN KEY(tenant_id, account_id) REFERENCES app.accounts (tenant_id, id),
    CONSTRAINT instruction_steps_what_check CHECK (what IN ('feedback', 'service', 'tracking', 'supervision', 'rectified'))
);
CREATE INDEX instruction_steps_tenant_id_instruction_id_at_idx ON app.instruction_steps (tenant_id, instruction_id, at);

CREATE TABLE app.report_codes (
    code_hash TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    report_id UUID NOT NULL,
    CONSTRAINT report_codes_pkey PRIMARY KEY (code_hash)
);

CREATE INDEX attempts_tenant_id_at_idx ON app.attempts (tenant_id, at);
"""

STORE_OWNED = (
    "daily_reports", "report_lines", "report_signatures", "report_returns", "report_scans", "report_chains", "instructions",
    "instruction_steps",
)  # fmt: skip


def upgrade() -> None:
    op.execute(TABLES)
    statements = [statement for table in STORE_OWNED for statement in secure(table, Kind.STORE_OWNED)]
    # A store gives out its own reports' codes in the transaction that seals them.
    statements += secure("report_codes", Kind.DOOR, extra=[(DbRole.STORE, ("SELECT", "INSERT"), TENANT)])
    for statement in statements:
        op.execute(statement)
