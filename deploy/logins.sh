#!/usr/bin/env bash
# Passwords of the logins, once, when the database of compose.yaml is made: after roles.sql, as its superuser.
# By hand, with the passwords in files of the folder LOGIN_SECRETS: PGHOST=… POSTGRES_DB=sanqi bash deploy/logins.sh
set -euo pipefail
secrets=${LOGIN_SECRETS:-/run/secrets}

psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
    --set app="$(cat "$secrets/app_password")" \
    --set migrate="$(cat "$secrets/migrate_password")" \
    --set backup="$(cat "$secrets/backup_password")" <<'SQL'
SELECT 'CREATE ROLE sanqi_migrate LOGIN' WHERE to_regrole('sanqi_migrate') IS NULL \gexec
GRANT sanqi_owner TO sanqi_migrate;
ALTER ROLE sanqi_migrate PASSWORD :'migrate';
ALTER ROLE sanqi_app PASSWORD :'app';
ALTER ROLE sanqi_backup PASSWORD :'backup';
SQL
