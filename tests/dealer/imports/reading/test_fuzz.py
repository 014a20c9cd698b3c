"""Damaged files of every format end in a reading or a plain refusal, never in a dead parent (R6)."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dealer.imports.reading.kinds import Kind
from dealer.imports.reading.problems import UnreadableFile
from dealer.imports.reading.reader import Limits, read_file

DMS = Path(__file__).resolve().parents[3] / "data" / "dms"
CASES = 25


def cut(content: bytes, chance: random.Random) -> bytes:
    """Without its end."""
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    """With some bytes changed."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 20, 200])):
        changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256)])
    return bytes(changed)


def moved(content: bytes, chance: random.Random) -> bytes:
    """With a piece elsewhere, twice, or gone."""
    at, length, to = chance.randrange(len(content)), chance.choice([1, 16, 512, 5000]), chance.randrange(len(content))
    piece, rest = content[at : at + length], content[:at] + content[at + length :]
    return chance.choice([rest, rest[:to] + piece + rest[to:], content[:to] + piece + content[to:]])


DAMAGES = (cut, flipped, moved)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damaged outside or, in an archive, inside one of its files with everything around it in order."""
    damage = chance.choice(DAMAGES)
    if not content.startswith(b"PK") or chance.random() < 0.3:
        return damage(content, chance)
    return _inside(content, damage, chance)


def _inside(content: bytes, damage: Callable[[bytes, random.Random], bytes], chance: random.Random) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        victim = chance.choice([name for name in old.namelist() if name.startswith("xl/")])
        for name in old.namelist():
            new.writestr(name, damage(old.read(name), chance) if name == victim else old.read(name))
    return changed.getvalue()


def outcome(file: Path, kind: Kind, out: Path) -> str:
    """How reading a file ends: read (and its rows add up) or refused."""
    try:
        reading = read_file(file, kind=kind, out=out, limits=Limits(seconds=10))
    except UnreadableFile:
        return "refused"
    parts = reading.records + reading.repeated + len(reading.conflicts) + len(reading.rejected)
    return "read" if parts == reading.data_rows else "does not add up"


@pytest.mark.parametrize(
    "name", [f"store-{store}/{kind}" for store in "abc" for kind in ("deliveries", "repair_orders")]
)
def test_damaged_files(name: str, tmp_path: Path) -> None:
    (sample,) = DMS.glob(f"{name}.*")
    file, chance = tmp_path / sample.name, random.Random(name)
    outcomes = []
    for _ in range(CASES):
        file.write_bytes(damaged(sample.read_bytes(), chance))
        outcomes.append(outcome(file, Kind(sample.stem), tmp_path / "out"))
    assert set(outcomes) == {"read", "refused"}
