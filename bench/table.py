"""The printed table."""

from collections.abc import Sequence


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need; the first to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = [_line(head, widths), _line(["-" * width for width in widths], widths)]
    return "\n".join(["", title, *lines, *(_line(row, widths) for row in rows), ""])


def verdict(value: float, limit: float, *, at_least: bool) -> str:
    """Whether a ratio is within what targets.md asks for."""
    held = value >= limit if at_least else value <= limit
    return f"{value:.2f} ({'≥' if at_least else '≤'} {limit:g}: {'held' if held else 'NOT HELD'})"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]).rstrip()
