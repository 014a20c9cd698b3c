# shellcheck shell=bash
# Sourced by the scripts beside it: the checkout's root, words for the terminal, caches that can be written to.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT" || exit 1

say() { printf '== %s\n' "$*" >&2; }
stop() {
    printf '\n!! %s\n\n' "$*" >&2
    exit 1
}

# A home folder may be empty, read-only or not there at all: then caches go below build/.
if [ -z "${HOME:-}" ] || ! [ -w "$HOME" ] || ! [ -d "$HOME" ]; then
    export HOME="$ROOT/build/home"
    mkdir -p "$HOME"
fi

is_root() { [ "$(id -u)" = 0 ]; }

# fingerprint PATH...: one line that changes when a file below does
fingerprint() { "$VENV_PYTHON" deploy/setup/fingerprint.py "$@"; }
VENV_PYTHON=.venv/bin/python

# done_before NAME KEY / remember NAME KEY: a step is skipped when its key is the one of its last success
done_before() { [ "$(cat ".venv/.done-$1" 2>/dev/null)" = "$2" ]; }
remember() { printf '%s' "$2" >".venv/.done-$1"; }
