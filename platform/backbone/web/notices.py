"""What the last action said, shown on the next page."""

from typing import cast

from flask import flash, get_flashed_messages


def tell(text: str, tone: str = "ok") -> None:
    """Say `text` on the next page; tone: ok, warn or bad."""
    flash(text, tone)


def told() -> list[dict[str, str]]:
    """What was said and not yet shown, as .tone and .text."""
    flashed = cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))
    return [{"tone": tone, "text": text} for tone, text in flashed]
