"""`sanqi import`: the same code as the page, for operators and other tools."""

import json
import sys
import tempfile
from pathlib import Path

import click

from assembly.cli.terminal import say, with_database
from assembly.onboarding import actor_of, find_place
from backbone.db.unit_of_work import acting_as
from dealer.imports.interface import DryRun, RealImport, dry_run, import_now
from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import UnreadableFile
from frontend.store.imports.words import why_unreadable
from tenants.access.interface import Actor, Side


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", required=True, help="The store's code.")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in Kind]))
@click.option("--dry-run", "dry", is_flag=True, help="Say what is in the file, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def import_(file: Path, store: str, kind: str, dry: bool, as_json: bool) -> None:
    """Import a DMS export, or with --dry-run only say what would happen.

    Exit code 0 when the file could be read, 2 when not.
    """
    with with_database(), tempfile.TemporaryDirectory() as folder:
        place = actor_of(find_place(store, Side.STORE))
        try:
            with acting_as(place.acting):
                found = _run(file, Kind(kind), place, Path(folder), dry=dry)
        except UnreadableFile as error:
            say(f"sanqi: {why_unreadable(error.code, error.params)}")
            sys.exit(2)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        click.echo(_in_words(found))


def _run(file: Path, kind: Kind, by: Actor, folder: Path, *, dry: bool) -> DryRun | RealImport:
    return dry_run(file, kind=kind, out=folder) if dry else import_now(file, kind=kind, by=by)


def _in_words(found: DryRun | RealImport) -> str:
    counts = found.as_json()
    lines = [f"{name:<26} {len(value) if isinstance(value, list) else value}" for name, value in counts.items()]
    return "\n".join([*lines, *_refused(found if isinstance(found, DryRun) else found.found)])


def _refused(found: DryRun) -> list[str]:
    reading = found.reading
    refused = [f"row {row.row}: {row.code}, {row.column} {row.value!r}" for row in reading.rejected]
    return refused + [f"row {row.row}: conflict, {row.column} {row.value!r}" for row in reading.conflicts]
