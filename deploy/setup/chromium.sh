#!/usr/bin/env bash
# Prints the Chromium that browser tests use; fetches one where it can. Exit 1 with the reason when there is none.
# SANQI_CHROMIUM=/path names one.
set -euo pipefail
source "$(dirname "$0")/common.sh"

find_chromium() {
    local name found
    for name in ${SANQI_CHROMIUM:+"$SANQI_CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        if found=$(command -v "$name") && "$found" --version >/dev/null 2>&1; then
            printf '%s\n' "$found"
            return
        fi
    done
    # playwright's own, when somebody installed it
    found=$("$VENV_PYTHON" - <<'PYTHON' 2>/dev/null
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PYTHON
    ) && [ -x "$found" ] && printf '%s\n' "$found"
}

fetch_chromium() {
    if is_root && command -v apt-get >/dev/null; then
        say "No Chromium: installing Debian's with a font for Chinese"
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -q && apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk; } >&2
    else
        say "No Chromium: asking playwright to fetch one"
        "$VENV_PYTHON" -m playwright install chromium >&2
    fi
}

find_chromium && exit
fetch_chromium || say "It could not be fetched."
find_chromium || {
    say "No Chromium on this machine. Debian: apt install chromium fonts-noto-cjk; or set SANQI_CHROMIUM=/path/to/chrome"
    exit 1
}
