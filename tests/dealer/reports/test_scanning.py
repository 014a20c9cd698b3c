"""A printed copy that was signed by hand is scanned in (REP-2)."""

import io
import uuid

import pytest

from backbone.db.unit_of_work import unit_of_work
from backbone.errors import InvalidError, NotFoundError
from backbone.files.store import FileTooLargeError, bytes_of, path_of
from dealer.reports.actions import scanning
from dealer.reports.interface import MOST_SCANS, chain_faults, get_report, get_scan, scan_in, scans_of, sign_report
from tenants.access.interface import Position
from tests.dealer.reports.made import nil_report
from tests.factories import tenants as make
from tests.factories.tenants import MadePerson, MadeStore

PAPER = b"%PDF-1.7\nsigned by hand"

pytestmark = [pytest.mark.rule("REP-2"), pytest.mark.usefixtures("files_root")]


@pytest.fixture
def head(store: MadeStore) -> MadePerson:
    return make.person(store, Position.CENTRE_HEAD)


def keep(store: MadeStore, by: MadePerson, content: bytes, report: uuid.UUID | None = None) -> uuid.UUID:
    report = report or nil_report(store)
    with unit_of_work(store.acting):
        return scan_in(report, io.BytesIO(content), name="../纸质日报.pdf", by=by.actor).id


@pytest.mark.parametrize(("content", "form"), [
    (PAPER, "pdf"), (b"\xff\xd8\xff\xe0 picture", "jpeg"), (b"\x89PNG\r\n\x1a\npicture", "png"),
])  # fmt: skip
def test_a_scan_is_kept_whole_beside_the_report(store: MadeStore, head: MadePerson, content: bytes, form: str) -> None:
    kept = keep(store, head, content)
    with unit_of_work(store.acting):
        scan, file = get_scan(kept)
        assert (scan.form, scan.by_name, file.name) == (form, head.actor.name, "纸质日报.pdf")
        assert path_of(file).read_bytes() == content


def test_it_changes_neither_the_report_nor_the_chain(store: MadeStore, head: MadePerson) -> None:
    manager = make.person(store, Position.GENERAL_MANAGER)
    report = nil_report(store, head=head.actor)
    with unit_of_work(store.acting):
        sealed = sign_report(report, by=manager.actor)
        before = (sealed.number, sealed.hash, sealed.version)
    keep(store, head, PAPER, report)
    with unit_of_work(store.acting):
        after = get_report(report)
        assert (after.number, after.hash, after.version) == before
        assert (len(scans_of(after)), chain_faults()) == (1, (1, []))


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ\x90", b"%PD"])
def test_what_is_no_scan_is_refused(store: MadeStore, head: MadePerson, content: bytes) -> None:
    with pytest.raises(InvalidError) as refused:
        keep(store, head, content)
    assert set(refused.value.fields) == {"file"}


def test_too_large_and_too_many(store: MadeStore, head: MadePerson, monkeypatch: pytest.MonkeyPatch) -> None:
    report = nil_report(store)
    for _ in range(MOST_SCANS):
        keep(store, head, PAPER, report)
    with pytest.raises(InvalidError):
        keep(store, head, PAPER, report)
    monkeypatch.setattr(scanning, "MAX_SCAN", 10)
    with pytest.raises(FileTooLargeError):
        keep(store, head, PAPER)


@pytest.mark.parametrize("name", ["", "/", "\\", "\x00"])
def test_a_file_without_a_name_has_one_to_click_on(store: MadeStore, head: MadePerson, name: str) -> None:
    report = nil_report(store)
    with unit_of_work(store.acting):
        kept = scan_in(report, io.BytesIO(PAPER), name=name, by=head.actor).id
        assert get_scan(kept)[1].name == "file"


def test_bytes_that_a_restore_left_out_are_not_there(store: MadeStore, head: MadePerson) -> None:
    kept = keep(store, head, PAPER)
    with unit_of_work(store.acting):
        file = get_scan(kept)[1]
        path_of(file).unlink()
        with pytest.raises(NotFoundError):
            bytes_of(file)


def test_another_stores_scan_is_not_there(store: MadeStore, foreign_store: MadeStore, head: MadePerson) -> None:
    kept = keep(store, head, PAPER)
    with unit_of_work(foreign_store.acting), pytest.raises(NotFoundError):
        get_scan(kept)
