"""Lines with the name of who says them."""

import os
import sys

_COLOURS = {"sanqi": 36, "migrate": 33, "demo": 33, "worker": 35, "dispatcher": 34, "web": 32}
_WIDTH = 10


class Terminal:
    """Writes to standard output; colours only where somebody looks."""

    def __init__(self) -> None:
        self._coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def line(self, name: str, text: str) -> None:
        """One line, or a line per line of `text`. A terminal that went away must not stop the stopping."""
        tag = f"{name:>{_WIDTH}} |"
        if self._coloured:
            tag = f"\033[{_COLOURS.get(name, 37)}m{tag}\033[0m"
        try:
            for part in text.split("\n"):
                print(tag, part, flush=True)  # noqa: T201
        except OSError:
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
