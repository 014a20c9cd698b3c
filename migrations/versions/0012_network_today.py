"""The whole of today's picture: unsigned reports, overdue opinions and complaints; reminders about them.

Revision ID: 0012
"""

from alembic import op

from backbone.isolation.acting import DbRole

revision = "0012"
down_revision = "0011"

COUNTS = (
    "not_done",
    "reports_due",
    "reports_unsigned",
    "opinions_open",
    "opinions_overdue",
    "complaints_open",
    "complaints_overdue",
)
DAYS = ("oldest_report_on", "oldest_report_due_on", "oldest_opinion_due_on", "oldest_complaint_due_on")

TABLES = """
ALTER TABLE app.daily_reports ADD COLUMN due_at timestamptz;
UPDATE app.daily_reports SET due_at = coalesce(turn_due_at, cut_off + interval '1 day');
ALTER TABLE app.daily_reports ALTER COLUMN due_at SET NOT NULL;
CREATE INDEX daily_reports_tenant_id_due_at_idx ON app.daily_reports (tenant_id, due_at);

ALTER TABLE app.reminders DROP CONSTRAINT reminders_about_check;
ALTER TABLE app.reminders ADD CONSTRAINT reminders_about_check CHECK (about IN (
    'missing_handover', 'overdue_callbacks', 'unsigned_reports', 'overdue_opinions', 'overdue_complaints'
));
"""

# Counting the day of all stores in one statement (architecture §4, sanqi_batch).
COUNTED = ("daily_reports", "opinions", "complaints", "standards")


def upgrade() -> None:
    op.execute(TABLES)
    for name in COUNTS:
        op.execute(f"ALTER TABLE app.day_totals ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
        op.execute(f"ALTER TABLE app.day_totals ALTER COLUMN {name} DROP DEFAULT")
    for name in DAYS:
        op.execute(f"ALTER TABLE app.day_totals ADD COLUMN {name} DATE")
    for table in COUNTED:
        op.execute(f"GRANT SELECT ON app.{table} TO {DbRole.BATCH}")
        op.execute(f"CREATE POLICY {DbRole.BATCH}_select ON app.{table} FOR SELECT TO {DbRole.BATCH} USING (true)")
