"""HTML validity: elements where they may stand, attributes with values they may have, by html-validate."""

import atexit
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve()
NODE = HERE.parents[2] / ".venv" / "node" / "bin"
"""Where the set-up puts Node.js when the machine has none."""


def invalid(source: str) -> list[str]:
    """What the standard does not allow on a page."""
    asked = _judge()
    assert asked.stdin is not None
    assert asked.stdout is not None
    asked.stdin.write(json.dumps(source) + "\n")
    asked.stdin.flush()
    found: list[str] = json.loads(asked.stdout.readline())
    return found


@cache
def _judge() -> subprocess.Popen[str]:
    """One for all pages of this process: starting costs more than judging."""
    node = shutil.which("node", path=os.pathsep.join([os.environ.get("PATH", ""), str(NODE)]))
    assert node, "Node.js builds the pages, and judges them: run make setup"
    judge = subprocess.Popen(
        [node, str(HERE.with_suffix(".mjs"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(_end, judge)
    return judge


def _end(judge: subprocess.Popen[str]) -> None:
    assert judge.stdin is not None
    judge.stdin.close()
    judge.wait()
