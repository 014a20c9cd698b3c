-- Roles of Sanqi, and their rights on the database this runs in. PostgreSQL 15 to 18:
--     psql --dbname sanqi --file deploy/roles.sql
-- As a superuser, or (with a server that gives you none) as a role with CREATEROLE that owns the database; then
-- sanqi_backup, which must bypass row-level security, is left to be made by whoever may.
-- Idempotent, and safe to run twice at once, also in two databases of one cluster.
-- No role gets a password here: give sanqi_app and sanqi_backup theirs with \password.

BEGIN;

-- Roles belong to the cluster, and two CREATE ROLE or GRANT at once fail. An advisory lock would only hold within one
-- database; a lock on the shared catalogues holds in all of them, and leaves sign-in and reading alone.
DO $lock$
BEGIN
    LOCK TABLE pg_catalog.pg_authid, pg_catalog.pg_auth_members IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION
    WHEN insufficient_privilege THEN
        PERFORM pg_advisory_xact_lock(7307, 1);
END
$lock$;

-- Acting roles: what sanqi_app becomes for one transaction.
CREATE TEMPORARY TABLE sanqi_wanted ON COMMIT DROP AS
SELECT * FROM (VALUES
    -- owns the schema; migrations become it. FORCE ROW LEVEL SECURITY holds for it too.
    ('sanqi_owner',    false, false, false, false),
    -- the application's login: owns nothing, may do nothing by itself
    ('sanqi_app',      true,  false, false, false),
    ('sanqi_door',     false, false, false, true),
    ('sanqi_store',    false, false, false, true),
    ('sanqi_hq',       false, false, false, true),
    ('sanqi_region',   false, false, false, true),
    ('sanqi_dispatch', false, false, false, true),
    ('sanqi_batch',    false, false, false, true),
    -- pg_dump: under row-level security a dump would be empty, without an error
    ('sanqi_backup',   true,  true,  true,  false)
) AS list (name, login, inherit, bypass, acting);

DO $roles$
DECLARE
    wanted record;
    attributes text;
    is_new bool;
BEGIN
    FOR wanted IN SELECT * FROM pg_temp.sanqi_wanted LOOP
        attributes := concat_ws(' ',
            CASE WHEN wanted.login THEN 'LOGIN' ELSE 'NOLOGIN' END,
            CASE WHEN wanted.inherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
            CASE WHEN wanted.bypass THEN 'BYPASSRLS' END);
        is_new := to_regrole(wanted.name) IS NULL;
        BEGIN
            IF is_new THEN
                EXECUTE format('CREATE ROLE %I %s', wanted.name, attributes);
            ELSIF EXISTS (
                SELECT FROM pg_roles
                WHERE rolname = wanted.name
                  AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolcanlogin <> wanted.login
                       OR rolinherit <> wanted.inherit OR rolbypassrls <> wanted.bypass)
            ) THEN
                EXECUTE format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
                               wanted.name);
                EXECUTE format('ALTER ROLE %I %s', wanted.name, attributes);
            END IF;
            IF wanted.bypass THEN
                EXECUTE format('GRANT pg_read_all_data TO %I', wanted.name);
            END IF;
        EXCEPTION
            WHEN insufficient_privilege THEN
                IF NOT wanted.bypass THEN
                    RAISE;
                END IF;
                RAISE WARNING '% must be made by a superuser: %', wanted.name, SQLERRM;
        END;
    END LOOP;

    FOR wanted IN SELECT * FROM pg_temp.sanqi_wanted WHERE acting LOOP
        IF current_setting('server_version_num')::int >= 160000 THEN
            EXECUTE format('GRANT %I TO sanqi_app WITH ADMIN FALSE, INHERIT FALSE, SET TRUE', wanted.name);
        ELSE  -- 15: sanqi_app is NOINHERIT, which says the same
            EXECUTE format('GRANT %I TO sanqi_app', wanted.name);
        END IF;
    END LOOP;
END
$roles$;

DO $database$
DECLARE
    backup text := CASE WHEN to_regrole('sanqi_backup') IS NOT NULL THEN ', sanqi_backup' ELSE '' END;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO sanqi_app%s', current_database(), backup);
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO sanqi_owner', current_database());
    -- COPY is refused under row-level security: files are copied into a temporary staging table first
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO sanqi_store, sanqi_batch', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE, CREATE ON SCHEMA public TO sanqi_owner;
    EXECUTE 'GRANT USAGE ON SCHEMA public TO sanqi_app, sanqi_door, sanqi_store, sanqi_hq, sanqi_region, '
            'sanqi_dispatch, sanqi_batch' || backup;
END
$database$;

COMMIT;
