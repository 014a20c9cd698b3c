"""`sanqi store create` and `sanqi user create`."""

import datetime as dt
import sys

import click

from assembly.cli.terminal import with_database
from assembly.onboarding import create_store, create_user, let_in_again
from backbone.clock import today
from tenants.access.interface import Position

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def store() -> None:
    """Stores of the network."""


@store.command("create")
@click.option("--code", required=True)
@click.option("--name", required=True)
@click.option("--region", required=True, help="Made when missing.")
@click.option("--plan", required=True, type=click.Choice(["1", "2"]), help="Staffing plan (ORG-2).")
@click.option("--start-date", type=DAY, help="Visits before it are history; today unless given (CB-16).")
def create_store_command(code: str, name: str, region: str, plan: str, start_date: dt.datetime | None) -> None:
    """Open a store."""
    start = start_date.date() if start_date else today()
    with with_database():
        made = create_store(code=code, name=name, region=region, plan=int(plan), start_date=start)
        click.echo(f"store {made} created, start date {start}")


@click.group()
def user() -> None:
    """People of a store or of headquarters."""


@user.command("create")
@click.option("--store", "store_code", help="The store's code.")
@click.option("--hq", "hq_code", help="The network's code.")
@click.option("--username", required=True)
@click.option("--name", required=True)
@click.option("--position", required=True, type=click.Choice([position.value for position in Position]))
@click.option("--region", help="For a region manager or an auditor: the region they are bound to.")
@click.option("--password-stdin", is_flag=True, required=True, help="The password is the first line of standard input.")
def create_user_command(
    store_code: str | None,
    hq_code: str | None,
    username: str,
    name: str,
    position: str,
    region: str | None,
    password_stdin: bool,
) -> None:
    """Open an account and give it a position from today on."""
    if bool(store_code) == bool(hq_code):
        raise click.UsageError("give either --store CODE or --hq CODE")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    with with_database():
        place = create_user(
            store_code=store_code,
            hq_code=hq_code,
            username=username,
            name=name,
            position=Position(position),
            region=region,
            password=password,
        )
        click.echo(f"user {username} created at {place}")


@user.command("let-in")
@click.option("--store", "store_code", help="The store's code.")
@click.option("--hq", "hq_code", help="The network's code.")
@click.option("--username", required=True)
def let_in_command(store_code: str | None, hq_code: str | None, username: str) -> None:
    """Print a one-time password for who lost theirs, or their device; their sessions end."""
    if bool(store_code) == bool(hq_code):
        raise click.UsageError("give either --store CODE or --hq CODE")
    with with_database():
        click.echo(let_in_again(store_code=store_code, hq_code=hq_code, username=username))
