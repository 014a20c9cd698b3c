#!/usr/bin/env bash
# All tests; those of the browser need a Chromium. CI (CI=true) accepts no test that does not run.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# One process a core, at most four: each has a database of its own, and browsers are heavy.
workers=$("$VENV_PYTHON" -c 'import os; print(max(2, min(4, os.cpu_count() or 2)))')
pytest() { "$VENV_PYTHON" -m pytest -n "$workers" --dist loadfile "$@"; }

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
