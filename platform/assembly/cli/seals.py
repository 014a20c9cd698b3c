"""`sanqi verify-chain`: whether a store's sealed reports are as they were sealed (REP-4)."""

import sys

import click

from assembly.cli.terminal import with_database
from assembly.onboarding import actor_of, find_place
from backbone.db.unit_of_work import acting_as
from backbone.i18n import gettext as _
from dealer.reports.interface import FaultKind, chain_faults
from tenants.access.interface import Side

SAID = {
    FaultKind.CONTENT: lambda: _("its content, its signatures or its instructions were altered"),
    FaultKind.LINE: lambda: _("a line was altered"),
    FaultKind.TOTALS: lambda: _("its totals are not those of its lines"),
    FaultKind.LINK: lambda: _("it does not follow the report before it"),
    FaultKind.MISSING: lambda: _("a report before it is missing"),
    FaultKind.END: lambda: _("the chain does not end here: reports after it are missing, or were added"),
    FaultKind.KEY: lambda: _("the key it was sealed with is not known here (SANQI_SEAL_KEY, SANQI_FORMER_SEAL_KEYS)"),
}


@click.command("verify-chain")
@click.option("--store", "code", required=True, help="code of the store")
def verify_chain(code: str) -> None:
    """Verify every sealed report of a store and the chain that they form. Exit code 1 when anything is altered."""
    with with_database():
        who = actor_of(find_place(code, Side.STORE))
        with acting_as(who.acting):
            count, faults = chain_faults()
    if not faults:
        click.echo(_("%(count)s sealed reports, unaltered.", count=count))
        return
    for fault in faults:
        click.echo(_("No. %(number)s: %(what)s", number=fault.number, what=SAID[fault.kind]()))
    sys.exit(1)
