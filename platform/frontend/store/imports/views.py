"""Views of imports."""

import re
import uuid

from flask import Blueprint, make_response, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from backbone.errors import DomainError, InvalidError
from backbone.i18n import gettext as _
from backbone.i18n import ngettext
from backbone.web.marks import requires
from backbone.web.once import once
from backbone.web.requests import person
from dealer.imports import may
from dealer.imports.interface import (
    FIELDS,
    MAX_FILE,
    ImportRun,
    Kind,
    cancel,
    decide_conflicts,
    get_import,
    get_import_to_change,
    hand_in,
    list_imports,
    read_again,
    record_download,
    start_writing,
)
from frontend.paths import PATHS
from frontend.store.imports import shown
from frontend.store.imports.conflicts import chosen_rows, conflicts
from frontend.store.imports.lines import address, import_line
from frontend.store.imports.rejected import rejected_workbook
from tenants.access.interface import Permission

blueprint = Blueprint("imports", __name__)
NOT_IN_FILE = -1
ONE = f"{PATHS.imports}/<uuid:import_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get(PATHS.imports)
@requires(Permission.IMPORTS_SEE)
def index() -> ResponseReturnValue:
    """Past files, the newest first."""
    page = list_imports(request.args.get("cursor"))
    next_url = f"{PATHS.imports}?cursor={page.next_cursor}" if page.next_cursor else ""
    first_url = PATHS.imports if request.args.get("cursor") else ""
    return render_template(
        "imports/list.html",
        lines=[import_line(run) for run in page.rows],
        page={
            "text": ngettext("%(num)d file here", "%(num)d files here", len(page.rows)),
            "prev_url": first_url,
            "next_url": next_url,
        },
        may_import=person().can(Permission.IMPORTS_READ_FILE),
    )


def _new_page(errors: dict[str, str] | None = None) -> str:
    form = {"kind": request.values.get("kind", "")}
    return render_template("imports/new.html", form=form, errors=errors or {}, limit=MAX_FILE)


@blueprint.get(PATHS.new_import)
@requires(Permission.IMPORTS_READ_FILE)
def new() -> ResponseReturnValue:
    """The form."""
    return _new_page()


@blueprint.post(PATHS.imports)
@requires(Permission.IMPORTS_READ_FILE)
@once
def create() -> ResponseReturnValue:
    """Hand a file in; it is read by a worker."""
    try:
        kind = _kind(request.form.get("kind", ""))
        sent = request.files.get("file")
        run = hand_in(
            sent.stream if sent else request.stream, name=(sent.filename if sent else "") or "", kind=kind, by=person()
        )
    except DomainError as refusal:
        errors = {name: " ".join(str(said) for said in all_) for name, all_ in refusal.fields.items()}
        return _new_page(errors or {"file": refusal.sentence}), refusal.status
    return redirect(address(run), 303)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise InvalidError(fields={"kind": [_("Say what is in the file.")]}) from None


@blueprint.get(ONE)
@requires(Permission.IMPORTS_SEE)
def show(import_id: uuid.UUID) -> ResponseReturnValue:
    """One import, in whatever state it is."""
    return _shown(get_import(import_id))


def _shown(run: ImportRun, **more: object) -> str:
    may_import = person().can(Permission.IMPORTS_READ_FILE)
    return render_template("imports/show.html", **{"may_import": may_import, **shown.page(run), **more})


@blueprint.get(f"{ONE}/progress")
@requires(Permission.IMPORTS_SEE)
def progress(import_id: uuid.UUID) -> ResponseReturnValue:
    """The progress fragment; when the reading has ended, a word to load the page anew."""
    run = get_import(import_id)
    if may.cancel(run):
        return render_template("imports/_progress.html", **shown.progress(run))
    return make_response("", {"HX-Refresh": "true"})


@blueprint.post(f"{ONE}/cancellations")
@requires(Permission.IMPORTS_READ_FILE)
@once
def cancel_it(import_id: uuid.UUID) -> ResponseReturnValue:
    """Stop what is under way."""
    run = get_import_to_change(import_id)
    cancel(run, by=person())
    return redirect(address(run), 303)


@blueprint.post(f"{ONE}/runs")
@requires(Permission.IMPORTS_READ_FILE)
@once
def run_it(import_id: uuid.UUID) -> ResponseReturnValue:
    """Import for real what the dry run found."""
    run = get_import_to_change(import_id)
    start_writing(run, by=person())
    return redirect(address(run), 303)


@blueprint.post(f"{ONE}/readings")
@requires(Permission.IMPORTS_READ_FILE)
@once
def read_with_columns(import_id: uuid.UUID) -> ResponseReturnValue:
    """Read the file again with the columns somebody chose."""
    run = get_import_to_change(import_id)
    read_again(run, _chosen_columns(run), by=person())
    return redirect(address(run), 303)


def _chosen_columns(run: ImportRun) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for field in FIELDS[Kind(run.what)]:
        text = request.form.get(f"column.{field}")
        if text == "":
            chosen[field] = NOT_IN_FILE
        elif text and re.fullmatch("[0-9]{1,5}", text) and int(text) < shown.width(run):
            chosen[field] = int(text)
    return chosen


@blueprint.post(f"{ONE}/decisions")
@requires(Permission.IMPORTS_READ_FILE)
@once
def decide(import_id: uuid.UUID) -> ResponseReturnValue:
    """Let the chosen rows count, each for its number (DATA-1)."""
    run, chosen = get_import_to_change(import_id), set[int]()
    try:
        chosen |= {*chosen_rows(request.form)}
        decide_conflicts(run, chosen, by=person())
    except InvalidError as refusal:
        return _shown(run, conflicts=conflicts(run, chosen, refusal.fields)), refusal.status
    return redirect(address(run), 303)


@blueprint.get(f"{ONE}/rejected.xlsx")
@requires(Permission.IMPORTS_SEE)
def rejected(import_id: uuid.UUID) -> ResponseReturnValue:
    """The rejected rows with the reason beside each, to be mended and handed in again (DATA-1)."""
    run = get_import(import_id)
    record_download(run, by=person())
    name = _("rejected rows of %(file)s", file=run.file.name.rsplit(".", 1)[0])
    return send_file(rejected_workbook(run), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")
