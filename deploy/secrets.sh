#!/usr/bin/env bash
# Makes what is missing in deploy/secrets/ for compose.yaml: random passwords and keys, never over what is there.
# The certificate is self-signed, to begin with: put your own certificate.pem and key.pem in its place.
set -euo pipefail
folder=${1:-"$(dirname "$0")/secrets"}
name=${2:-localhost}
# The folder is closed, its files are not: containers read them as users of their own.
mkdir -p -m 0700 "$folder"
cd "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
# Makes a file of its standard input, whole or not at all, unless there is one.
once() {
    [ -e "$1" ] && return
    cat >"$1.new"
    mv "$1.new" "$1"
    echo "made $folder/$1"
}

for login in postgres app migrate backup; do
    random | once "${login}_password"
done
once app.env <<ENV
DATABASE_URL=postgresql://sanqi_app:$(cat app_password)@database/sanqi
REDIS_URL=redis://redis:6379/0
SANQI_SECRET_KEY=$(random)
SANQI_SEAL_KEY=$(random)
SANQI_SECURE_COOKIES=1
SANQI_TRUSTED_PROXIES=1
ENV
once owner.env <<ENV
DATABASE_OWNER_URL=postgresql://sanqi_migrate:$(cat migrate_password)@database/sanqi
ENV
if ! [ -e certificate.pem ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
        -keyout key.pem -out certificate.pem 2>/dev/null
    chmod 0644 key.pem
    echo "made $folder/certificate.pem (self-signed)"
fi
