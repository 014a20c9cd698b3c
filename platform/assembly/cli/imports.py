"""`sanqi import`: the same code as the page, for operators and other tools."""

import json
import sys
import tempfile
from pathlib import Path

import click

from assembly.cli.terminal import say, with_database
from assembly.onboarding import actor_of, find_place
from backbone.db.unit_of_work import acting_as
from dealer.imports.interface import DryRun, dry_run
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import UnreadableFile
from frontend.store.imports.words import why_unreadable
from tenants.access.interface import Side


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", required=True, help="The store's code.")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in Kind]))
@click.option("--dry-run", "dry", is_flag=True, required=True, help="Say what is in the file, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def import_(file: Path, store: str, kind: str, dry: bool, as_json: bool) -> None:
    """Read a DMS export. Exit code 0 when the file could be read, 2 when not."""
    with with_database(), tempfile.TemporaryDirectory() as folder:
        place = actor_of(find_place(store, Side.STORE))
        try:
            with acting_as(place.acting):
                found = dry_run(file, kind=Kind(kind), out=Path(folder))
        except UnreadableFile as error:
            say(f"sanqi: {why_unreadable(error.code, error.params)}")
            sys.exit(2)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        click.echo(_in_words(found))


def _in_words(found: DryRun) -> str:
    counts = found.as_json()
    lines = [f"{name:<26} {len(value) if isinstance(value, list) else value}" for name, value in counts.items()]
    return "\n".join([*lines, *_refused(found)])


def _refused(found: DryRun) -> list[str]:
    reading = found.reading
    refused = [f"row {row.row}: {row.code}, {row.column} {row.value!r}" for row in reading.rejected]
    return refused + [f"row {row.row}: conflict, {row.column} {row.value!r}" for row in reading.conflicts]
