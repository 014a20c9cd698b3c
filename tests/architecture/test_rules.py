"""Every test that names a rule names one that there is (docs/rules.md)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def printed() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "deploy" / "rules.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_rules_and_their_tests_are_printed() -> None:
    done = printed()
    assert done.returncode == 0, done.stderr
    [line] = [each for each in done.stdout.splitlines() if each.startswith("CB-1 ")]
    assert int(line.split()[1]) > 10
    assert "Not proven yet: ORG-9" in done.stdout
