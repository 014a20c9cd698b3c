"""What the database's own errors mean to whoever asked (architecture §3, R9)."""

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from assembly.cli.terminal import speaking
from backbone.web.problems import problem_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("", {}, psycopg.errors.DeadlockDetected("deadlock detected")), 409),
        (OperationalError("", {}, psycopg.errors.LockNotAvailable("lock timeout")), 409),
        (IntegrityError("", {}, psycopg.errors.UniqueViolation("duplicate key")), 409),
        (OperationalError("", {}, psycopg.OperationalError("connection refused")), 503),
    ],
    ids=["deadlock", "lock timeout", "duplicate", "away"],
)
def test_a_busy_database_is_not_a_missing_one(error: Exception, status: int) -> None:
    """Who lost a race may try again at once; only a database that is gone asks for a wait."""
    with speaking():
        problem = problem_of(error)
    assert problem.status == status
    assert ("Retry-After" in problem.headers) == (status == 503)
