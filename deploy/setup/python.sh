#!/usr/bin/env bash
# The virtual environment in .venv: a Python 3.11 or newer, the locked packages (hashes checked), Sanqi itself.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# Prints the first Python that is new enough. PYTHON=... names one.
find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    stop "Sanqi needs Python 3.11 or newer; found: $(python3 --version 2>&1 || echo none)." \
        "Install one (Debian, Ubuntu: apt install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3.12"
}

make_environment() {
    local python=$1
    rm -rf .venv
    if command -v uv >/dev/null; then
        uv venv --quiet --no-python-downloads --python "$python" .venv
    elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        stop "$python can't make virtual environments." "Debian, Ubuntu: apt install python3-venv. Or install uv."
    else
        "$python" -m venv .venv
    fi
}

install() {
    if command -v uv >/dev/null; then
        # Like Node.js, uv brings its own list of certificates.
        UV_SYSTEM_CERTS=1 uv pip install --quiet --python "$VENV_PYTHON" "$@" && return
        say "uv could not do it; trying pip"
    fi
    "$VENV_PYTHON" -c 'import pip' 2>/dev/null || "$VENV_PYTHON" -m ensurepip --default-pip >/dev/null || return
    "$VENV_PYTHON" -m pip install --quiet --disable-pip-version-check --no-input "$@"
}

# Its programs carry the folder's name: a moved checkout needs a new one.
moved() { [ -f .venv/.done-place ] && ! done_before place "$ROOT"; }
if ! "$VENV_PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || moved; then
    python=$(find_python)
    say "Making the virtual environment .venv with $("$python" --version)"
    make_environment "$python"
fi
remember place "$ROOT"

key=$(fingerprint requirements-dev.lock)
if ! done_before packages "$key"; then
    say "Installing the locked packages (half a minute with pip, seconds with uv)"
    install --require-hashes --no-deps -r requirements-dev.lock ||
        stop "The packages could not be installed: see above. Is there a network, and does pip find its index?"
    remember packages "$key"
fi

key=$(fingerprint pyproject.toml)
if ! done_before sanqi "$key"; then
    say "Installing Sanqi itself (editable)"
    install --no-build-isolation --no-deps -e .
    remember sanqi "$key"
fi
