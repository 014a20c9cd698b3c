"""The folder the servers live in, and the private short folder for their sockets."""

import hashlib
import json
import os
import stat
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from assembly.servers.errors import ServersError
from assembly.servers.locks import Lock


@dataclass(frozen=True)
class Ready:
    """What the keeper wrote when its servers answered. `urls` has a key per running server."""

    keeper: int
    sockets: str
    urls: dict[str, str]


@dataclass(frozen=True)
class Home:
    """`<checkout>/var`, or what SANQI_HOME says. Everything below may be thrown away to start afresh."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> "Home":
        """Make the folder when missing. Raises ServersError when it can't be used."""
        home = cls(Path(os.path.abspath(path)))  # noqa: PTH100 - resolve() would follow links that may move
        try:
            home.path.mkdir(parents=True, exist_ok=True)
            home.lock("use").held_elsewhere()
        except OSError as error:
            raise ServersError(
                f"The folder {home.path} can't be used: {error.strerror}. "
                "Set SANQI_HOME to a folder of yours on a local disk."
            ) from error
        return home

    def lock(self, name: str) -> Lock:
        """start: who may start or end the keeper; use: who needs the servers; keeper: the keeper lives."""
        return Lock(self.path / f"{name}.lock")

    def log(self, name: str) -> Path:
        """The log file of keeper, postgres or redis."""
        return self.path / f"{name}.log"

    def ready(self) -> Ready | None:
        """What the keeper announced, or None. Says nothing about whether that keeper still lives."""
        try:
            return Ready(**json.loads((self.path / "ready.json").read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def announce(self, ready: Ready | None) -> None:
        """Write or remove the ready file; a reader never sees half of it."""
        target = self.path / "ready.json"
        if ready is None:
            target.unlink(missing_ok=True)
            return
        fresh = target.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(ready)))
        fresh.replace(target)

    def wanted(self) -> frozenset[str]:
        """Which servers somebody asked for since the keeper started."""
        try:
            return frozenset((self.path / "wanted").read_text().split())
        except FileNotFoundError:
            return frozenset()

    def want(self, names: frozenset[str]) -> None:
        """Ask the keeper for servers. The caller holds the start lock."""
        (self.path / "wanted").write_text(" ".join(sorted(names)))

    def failure(self) -> str:
        """Why the last keeper could not start something; empty when it could."""
        try:
            return (self.path / "failure.txt").read_text().strip()
        except FileNotFoundError:
            return ""

    def fail(self, message: str) -> None:
        """Leave the reason for the starter, who has no other line to the detached keeper."""
        (self.path / "failure.txt").write_text(message)


def socket_folder(home: Home) -> Path:
    """A folder nobody else can write to, short enough for a socket's name (107 bytes), the same at each start.

    When somebody else already sits at that name, one with a random name is made instead.
    """
    base = Path("/tmp")  # noqa: S108 - owner and mode are checked below; TMPDIR may be too long for sockets
    if not base.is_dir():
        base = Path(tempfile.gettempdir())
    digest = hashlib.sha256(os.fsencode(home.path)).hexdigest()[:12]
    folder = base / f"sanqi-{os.geteuid()}-{digest}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not is_private(folder):
            folder = Path(tempfile.mkdtemp(prefix="sanqi-", dir=base))
    return folder


def is_private(folder: Path) -> bool:
    """A real folder of ours in which nobody else can make or replace a name."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
