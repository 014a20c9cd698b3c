-- Roles of Sanqi, and their rights on the database this runs in. PostgreSQL 15 to 18, as a superuser:
--     psql --dbname sanqi --file deploy/roles.sql
-- Idempotent, and safe to run twice at once, also in two databases of one cluster.
-- No role gets a password here: give sanqi_app and sanqi_backup theirs with \password.

BEGIN;

-- Roles belong to the cluster, and two CREATE ROLE or GRANT at once fail. An advisory lock would only hold within one
-- database; a lock on the shared catalogue holds in all of them, and leaves sign-in and reading alone.
LOCK TABLE pg_catalog.pg_authid, pg_catalog.pg_auth_members IN SHARE ROW EXCLUSIVE MODE;

DO $roles$
DECLARE
    wanted record;
    acting text;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            -- owns the schema; migrations become it. FORCE ROW LEVEL SECURITY holds for it too.
            ('sanqi_owner',    'NOLOGIN NOINHERIT NOBYPASSRLS'),
            -- the application's login: owns nothing, may do nothing, becomes one of the acting roles per transaction
            ('sanqi_app',      'LOGIN NOINHERIT NOBYPASSRLS'),
            -- the acting roles
            ('sanqi_door',     'NOLOGIN NOINHERIT NOBYPASSRLS'),
            ('sanqi_store',    'NOLOGIN NOINHERIT NOBYPASSRLS'),
            ('sanqi_hq',       'NOLOGIN NOINHERIT NOBYPASSRLS'),
            ('sanqi_region',   'NOLOGIN NOINHERIT NOBYPASSRLS'),
            ('sanqi_dispatch', 'NOLOGIN NOINHERIT NOBYPASSRLS'),
            ('sanqi_batch',    'NOLOGIN NOINHERIT NOBYPASSRLS'),
            -- pg_dump: under row-level security a dump would be empty, without an error
            ('sanqi_backup',   'LOGIN INHERIT BYPASSRLS')
        ) AS list (name, attributes)
    LOOP
        IF to_regrole(wanted.name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I', wanted.name);
        END IF;
        EXECUTE format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION %s',
                       wanted.name, wanted.attributes);
    END LOOP;

    FOREACH acting IN ARRAY
        ARRAY['sanqi_door', 'sanqi_store', 'sanqi_hq', 'sanqi_region', 'sanqi_dispatch', 'sanqi_batch']
    LOOP
        IF current_setting('server_version_num')::int >= 160000 THEN
            EXECUTE format('GRANT %I TO sanqi_app WITH ADMIN FALSE, INHERIT FALSE, SET TRUE', acting);
        ELSE  -- 15: sanqi_app is NOINHERIT, which says the same
            EXECUTE format('GRANT %I TO sanqi_app', acting);
        END IF;
    END LOOP;
    GRANT pg_read_all_data TO sanqi_backup;
END
$roles$;

DO $database$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO sanqi_app, sanqi_backup', current_database());
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO sanqi_owner', current_database());
    -- COPY is refused under row-level security: files are copied into a temporary staging table first
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO sanqi_store, sanqi_batch', current_database());
END
$database$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO sanqi_owner;
GRANT USAGE ON SCHEMA public
    TO sanqi_app, sanqi_door, sanqi_store, sanqi_hq, sanqi_region, sanqi_dispatch, sanqi_batch, sanqi_backup;

COMMIT;
