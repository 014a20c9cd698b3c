"""The contact sheet: index.html beside the pictures."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from deploy.shots.camera import Account, Shot

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sanqi: every page of every account</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 24px; background: #f4f5f7; color: #1d2530 }
nav a { margin-right: 12px } ul { display: flex; flex-wrap: wrap; gap: 16px; padding: 0; list-style: none }
li { background: #fff; padding: 8px; border-radius: 8px; display: flex; flex-wrap: wrap; gap: 8px; align-items: start }
li b { flex-basis: 100% } img { height: 260px; max-width: 420px; object-fit: cover; object-position: top }
img { border: 1px solid #d5dae1 }
</style>
"""


def write(folder: Path, taken: Mapping[Account, Sequence[Shot]]) -> Path:
    """One file, no script; pictures open when pressed."""
    links = "".join(f'<a href="#{each.folder}">{escape(each.folder)}</a>' for each in taken)
    parts = [_part(folder, account, shots) for account, shots in taken.items()]
    path = folder / "index.html"
    path.write_text(f"{_HEAD}<nav>{links}</nav>\n" + "\n".join(parts), encoding="utf-8")
    return path


def _part(folder: Path, account: Account, shots: Sequence[Shot]) -> str:
    pages = "\n".join(_item(folder, shot) for shot in shots)
    return (
        f'<h2 id="{account.folder}">{escape(account.folder)}</h2><p>{escape(account.purpose)}</p>\n<ul>\n{pages}\n</ul>'
    )


def _item(folder: Path, shot: Shot) -> str:
    addresses = [file.relative_to(folder).as_posix() for file in shot.files]
    pictures = "".join(f'<a href="{each}"><img loading="lazy" src="{each}" alt=""></a>' for each in addresses)
    return f"<li><b>{escape(shot.path)}<br>{escape(shot.title)}</b>{pictures}</li>"
