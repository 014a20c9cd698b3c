"""Files without a row: the bytes were kept, then the transaction failed, or its process died."""

import datetime as dt
import shutil
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from backbone.db.unit_of_work import acting, current
from backbone.files.models import StoredFile
from backbone.files.store import folder_of_tenant

AT_ONCE = 1_000
"""Ids a statement."""


def sweep(*, before: dt.datetime) -> int:
    """Delete the present tenant's files that no row knows and that are older than `before` (aware).

    Returns how many there were. What does not look like ours is left alone.
    """
    tenant = acting().tenant_id
    old = list(_older(folder_of_tenant(tenant), before))
    orphans = [each for start in range(0, len(old), AT_ONCE) for each in _unknown(tenant, old[start : start + AT_ONCE])]
    for folder in orphans:
        shutil.rmtree(folder, ignore_errors=True)
    return len(orphans)


def _unknown(tenant: uuid.UUID, folders: Sequence[Path]) -> list[Path]:
    ids = [uuid.UUID(folder.name) for folder in folders]
    mine = (StoredFile.tenant_id == tenant, StoredFile.id.in_(ids))
    known = set(current().scalars(select(StoredFile.id).where(*mine)))
    return [folder for folder, one in zip(folders, ids, strict=True) if one not in known]


def _older(home: Path, before: dt.datetime) -> Iterator[Path]:
    if not home.is_dir():
        return
    for folder in sorted(home.iterdir()):
        if folder.is_dir() and _is_id(folder.name) and folder.stat().st_mtime < before.timestamp():
            yield folder


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
