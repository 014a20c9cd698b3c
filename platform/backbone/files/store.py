"""The file store: a local folder, one folder a tenant. A name that somebody sent never becomes a path."""

import hashlib
import shutil
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from backbone.db.unit_of_work import acting, current
from backbone.errors import DomainError, NotFoundError
from backbone.files.models import StoredFile
from backbone.i18n import lazy_gettext as _l
from backbone.ids import uuid7

CHUNK = 1 << 20
NAMELESS = "file"


class FileTooLargeError(DomainError):
    """The upload is larger than its purpose allows."""

    status = 413
    code = "file_too_large"
    message = _l("The file is larger than %(megabytes)s MB.")


_root: Path | None = None


def use_folder(root: Path) -> None:
    """Where this process's files lie."""
    global _root  # noqa: PLW0603 - one file store a process, set at start
    _root = root


def keep(stream: IO[bytes], *, name: str, limit: int) -> StoredFile:
    """Store a stream of at most `limit` bytes for the present tenant.

    Raises FileTooLargeError and what reading the stream raises; then nothing is kept.
    """
    file = StoredFile(tenant_id=acting().tenant_id, id=uuid7(), name=_shown(name) or NAMELESS)
    path = path_of(file)
    # Customers' names and phones: nobody else who has an account on this machine looks in.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with path.open("xb") as target:
            for chunk in _chunks(stream, limit):
                digest.update(chunk)
                target.write(chunk)
    except BaseException:
        forget(file)
        raise
    file.size, file.sha256 = path.stat().st_size, digest.digest()
    current().add(file)
    current().flush()
    return file


def _shown(name: str) -> str:
    """The last part of what somebody's browser sent, without what PostgreSQL or a screen can't take."""
    plain = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cs"})
    return Path(plain.replace("\\", "/")).name[:200]


def path_of(file: StoredFile) -> Path:
    """Where a stored file's bytes lie."""
    return folder_of(file) / "content"


def bytes_of(file: StoredFile) -> Path:
    """The same, to be read now. Raises NotFoundError when the bytes are gone: a restore that left the files out."""
    if not (path := path_of(file)).is_file():
        raise NotFoundError
    return path


def folder_of(file: StoredFile) -> Path:
    """A stored file's own folder; what is derived from it lies beside it."""
    return folder_of_tenant(file.tenant_id) / str(file.id)


def folder_of_tenant(tenant_id: uuid.UUID) -> Path:
    """Where all files of a tenant lie, each in its own folder named by its id."""
    if _root is None:
        raise RuntimeError("backbone.files.store.use_folder() has not been called")
    return _root / str(tenant_id)


def forget(file: StoredFile) -> None:
    """Delete a stored file's bytes and all that was derived from them."""
    shutil.rmtree(folder_of(file), ignore_errors=True)


def _chunks(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLargeError(megabytes=limit // (1 << 20))
        yield chunk
