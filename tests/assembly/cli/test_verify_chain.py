"""`sanqi verify-chain`: a sealed report that a superuser changed is found (REP-4)."""

import psycopg
import pytest

from backbone.db.unit_of_work import unit_of_work
from dealer.reports.actions.keys import use_keys
from dealer.reports.interface import sign_report
from tenants.access.interface import Position
from tests.assembly.cli.conftest import Sanqi
from tests.dealer.reports.made import nil_report
from tests.factories import tenants
from tests.factories.tenants import MadeStore

KEY = "of-the-tests-alone"


@pytest.fixture
def sealed(store: MadeStore, environment: dict[str, str]) -> MadeStore:
    """A store whose two nil reports are signed by all."""
    environment["SANQI_SEAL_KEY"] = KEY
    use_keys(KEY)
    head, manager = tenants.person(store, Position.CENTRE_HEAD), tenants.person(store, Position.GENERAL_MANAGER)
    for _ in range(2):
        report = nil_report(store, head=head.actor)
        with unit_of_work(store.acting):
            assert sign_report(report, by=manager.actor).is_sealed
    return store


@pytest.mark.rule("REP-4")
def test_an_unaltered_chain_and_an_altered_one(sanqi: Sanqi, sealed: MadeStore, superuser: psycopg.Connection) -> None:
    done = sanqi("verify-chain", "--store", sealed.code.lower())
    assert (done.returncode, done.stdout.strip()) == (0, "2 sealed reports, unaltered."), done.stderr
    superuser.execute("UPDATE app.daily_reports SET head = jsonb_set(head, '{totals,done}', '9') WHERE number = 2")
    done = sanqi("verify-chain", "--store", sealed.code)
    assert done.returncode == 1
    assert done.stdout.startswith("No. 2: "), done.stdout


def test_an_unknown_store_is_told(sanqi: Sanqi) -> None:
    done = sanqi("verify-chain", "--store", "NOBODY")
    assert done.returncode == 2
    assert "NOBODY" in done.stderr
