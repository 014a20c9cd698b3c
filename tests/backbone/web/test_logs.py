"""Logs and kept errors carry no row of a customer's, whatever the database says of it (CUS-9, targets R17)."""

import json
import logging
from collections.abc import Iterator

import psycopg
import pytest
import structlog
from sqlalchemy import text

from backbone.db.unit_of_work import acting_as, current
from backbone.jobs.registry import _jobs, job
from backbone.jobs.runner import run_entry
from backbone.outbox.actions import must_happen
from backbone.web import logs
from tests.factories.tenants import MadeStore

NAME, PHONE = "CANARY王芳", "13912345678"
BREAKS = "test.breaks_a_row"
# The database is discreet about tables under row-level security; staging tables have none.
STAGING = "CREATE TEMPORARY TABLE staging_canaries (name text, phone text, is_company boolean NOT NULL) ON COMMIT DROP"
INSERT = "INSERT INTO pg_temp.staging_canaries VALUES (:name, :phone, NULL)"

pytestmark = pytest.mark.rule("CUS-9")


@pytest.fixture
def breaking() -> Iterator[None]:
    """A job whose row the database refuses and quotes."""

    @job(BREAKS)
    def break_a_row() -> None:
        current().execute(text(STAGING))
        current().execute(text(INSERT), {"name": NAME, "phone": PHONE})

    yield
    del _jobs[BREAKS]


@pytest.fixture
def configured() -> Iterator[None]:
    """The logs of a process of ours, and afterwards those of the test run."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = before
    root.setLevel(level)


def test_a_failed_job_tells_nobody_the_row(
    store: MadeStore,
    breaking: None,
    configured: None,
    superuser: psycopg.Connection,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with acting_as(store.acting):
        entry = must_happen(BREAKS)
    logs.configure()
    with pytest.raises(Exception, match="is_company") as raised:
        run_entry(str(entry), "sanqi_store", str(store.id), str(store.network_id))
    logging.getLogger("rq.worker").error("job failed\n%s", raised.value)
    (kept,) = superuser.execute("SELECT last_error FROM app.outbox WHERE id = %s", [entry]).fetchone() or ("",)
    said = capsys.readouterr().err
    assert "is_company" in said
    assert "is_company" in kept
    assert len([json.loads(line) for line in said.splitlines()]) == 2
    # The database does quote the row: the test would prove nothing without it.
    for canary in (NAME, PHONE):
        assert canary in str(raised.value.__cause__)
        assert canary not in said
        assert canary not in kept
