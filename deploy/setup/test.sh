#!/usr/bin/env bash
# All tests; those of the browser need a Chromium. CI (CI=true) accepts no test that does not run.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# A process more than cores, three or four: tests of the browser wait as much as they work. Each has a database of its
# own. Files in their order: what a package shares is set up once, and its long files don't stand at the end alone.
workers=$("$VENV_PYTHON" -c 'import os; print(max(3, min(4, (os.cpu_count() or 2) + 1)))')
pytest() { "$VENV_PYTHON" -m pytest -n "$workers" --dist loadfile --no-loadscope-reorder "$@"; }

if SANQI_CHROMIUM=$(bash deploy/setup/chromium.sh); then
    export SANQI_CHROMIUM
    say "Running all tests ($workers processes, browser: $SANQI_CHROMIUM)"
    pytest "$@"
elif [ "${CI:-}" = true ]; then
    stop "CI runs every test, and there is no Chromium for the browser tests."
else
    say "Running all tests but those of the browser ($workers processes)"
    pytest -m 'not browser' "$@"
    say "NOT RUN: the browser tests (tests marked 'browser'), since there is no Chromium: see above."
fi
