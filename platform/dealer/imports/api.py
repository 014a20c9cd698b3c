"""The JSON door of imports: the same actions as the pages."""

import uuid
from typing import Any

from flask.views import MethodView

from backbone.errors import InvalidError
from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.openapi import FORM_AND_FILES, Blueprint, refuses
from backbone.web.requests import person
from dealer.imports.actions.deciding import decide_conflicts
from dealer.imports.actions.handing_in import cancel, hand_in, read_again
from dealer.imports.actions.running import start_writing
from dealer.imports.actions.typing_in import type_in
from dealer.imports.models import ImportRun
from dealer.imports.queries import get_import, get_import_to_change, list_conflicts, list_imports
from dealer.imports.reading.kinds import FIELDS, Kind
from dealer.imports.schemas import (
    ConflictDecisions,
    ImportColumns,
    ImportConflicts,
    ImportCreate,
    ImportPage,
    ImportQuery,
    ImportRead,
    ImportTyped,
    as_conflicts,
    as_read,
)
from tenants.access.interface import Permission

blueprint = Blueprint("imports_api", __name__, url_prefix="/api/v1/imports", description="Files from a DMS")
ONE = "/<uuid:import_id>"
ITS_PLACE = {"Location": {"description": "Where its state can be asked.", "schema": {"type": "string"}}}


@blueprint.route("")
class Imports(MethodView):
    """Files that were handed in."""

    @blueprint.takes(ImportQuery, "query")
    @blueprint.answers(200, ImportPage)
    @requires(Permission.IMPORTS_SEE)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List imports, the newest first."""
        page = list_imports(query.get("cursor"), query["limit"])
        return {"imports": [as_read(run) for run in page.rows], "next_cursor": page.next_cursor}

    @refuses(413)
    @blueprint.takes(ImportCreate, FORM_AND_FILES)
    @blueprint.answers(202, ImportRead, headers=ITS_PLACE)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, sent: dict[str, Any]) -> tuple[Any, dict[str, str]]:
        """Hand a file in; a worker reads it (a dry run: nothing is changed)."""
        run = hand_in(sent["file"].stream, name=sent["file"].filename, kind=Kind(sent["kind"]), by=person())
        return as_read(get_import(run.id)), {"Location": _address(run)}


@blueprint.route("/typed")
class Typed(MethodView):
    """What was typed from paper."""

    @blueprint.takes(ImportTyped)
    @blueprint.answers(202, ImportRead, headers=ITS_PLACE)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, sent: dict[str, Any]) -> tuple[Any, dict[str, str]]:
        """Type visits in while the DMS is down (CB-14); from here on they are a file like any other."""
        run = type_in(Kind(sent["kind"]), sent["rows"], by=person())
        return as_read(get_import(run.id)), {"Location": _address(run)}


@blueprint.route(ONE)
class Import(MethodView):
    """One of them."""

    @blueprint.answers(200, ImportRead)
    @requires(Permission.IMPORTS_SEE)
    def get(self, import_id: uuid.UUID) -> dict[str, Any]:
        """One import in whatever state it is."""
        return as_read(get_import(import_id))


@blueprint.route(f"{ONE}/cancellations")
class Cancellations(MethodView):
    """Stopping."""

    @refuses(409)
    @blueprint.answers(201, ImportRead)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, import_id: uuid.UUID) -> dict[str, Any]:
        """Stop what is under way."""
        run = get_import_to_change(import_id)
        cancel(run, by=person())
        return as_read(run)


@blueprint.route(f"{ONE}/runs")
class Runs(MethodView):
    """Importing for real."""

    @refuses(409)
    @blueprint.answers(202, ImportRead)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, import_id: uuid.UUID) -> dict[str, Any]:
        """Import for real what the dry run found."""
        run = get_import_to_change(import_id)
        start_writing(run, by=person())
        return as_read(run)


@blueprint.route(f"{ONE}/conflicts")
class Conflicts(MethodView):
    """Numbers that stand in the file with different contents."""

    @blueprint.answers(200, ImportConflicts)
    @requires(Permission.IMPORTS_SEE)
    def get(self, import_id: uuid.UUID) -> dict[str, Any]:
        """List the numbers in conflict, those to be decided first; none while no reading stands."""
        run = get_import(import_id)
        return as_conflicts(run, list_conflicts(run))


@blueprint.route(f"{ONE}/decisions")
class Decisions(MethodView):
    """Deciding which row of a number counts."""

    @refuses(409)
    @blueprint.takes(ConflictDecisions)
    @blueprint.answers(202, ImportRead, headers=ITS_PLACE)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, sent: dict[str, Any], import_id: uuid.UUID) -> tuple[Any, dict[str, str]]:
        """Let rows count, here and in the files to come; a file that is not imported yet is read again."""
        run = get_import_to_change(import_id)
        decide_conflicts(run, sent["rows"], by=person())
        return as_read(run), {"Location": _address(run)}


@blueprint.route(f"{ONE}/readings")
class Readings(MethodView):
    """Reading again."""

    @refuses(409)
    @blueprint.takes(ImportColumns)
    @blueprint.answers(202, ImportRead, headers=ITS_PLACE)
    @requires(Permission.IMPORTS_READ_FILE)
    def post(self, chosen: dict[str, Any], import_id: uuid.UUID) -> tuple[Any, dict[str, str]]:
        """Read the file again with the columns somebody chose; kept for the next file with this header."""
        run = get_import_to_change(import_id)
        read_again(run, _fitting(chosen["columns"], run), by=person())
        return as_read(run), {"Location": _address(run)}


def _fitting(columns: dict[str, int], run: ImportRun) -> dict[str, int]:
    """The chosen columns. Raises InvalidError for a field that this kind has not, or a column that the file has not."""
    titles = (run.report or run.error_params or {}).get("titles")
    width = len(titles) if titles else None
    errors = {
        f"columns.{field}": [_("There is no such column.")]
        for field, column in columns.items()
        if field not in FIELDS[Kind(run.what)] or (width is not None and column >= width)
    }
    if errors:
        raise InvalidError(fields=errors)
    return columns


def _address(run: ImportRun) -> str:
    return f"{blueprint.url_prefix}/{run.id}"
