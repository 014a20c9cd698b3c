"""Prints one hash over the names and contents of files and folders. Standard library only: runs before anything."""

import hashlib
import sys
from pathlib import Path

IGNORED = {"__pycache__", "node_modules", "translations", "build"}


def files(place: Path) -> list[Path]:
    """A file, or the files below a folder in a fixed order, without what tools write."""
    if place.is_file():
        return [place]
    found = (path for path in place.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"})
    return sorted(path for path in found if not IGNORED & set(path.relative_to(place).parts))


def main(places: list[str]) -> None:
    """One line on standard output."""
    total = hashlib.sha256()
    for place in places:
        for path in files(Path(place)):
            total.update(f"{path.as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    sys.stdout.write(total.hexdigest())


if __name__ == "__main__":
    main(sys.argv[1:])
