-- The application's role and the settings that carry the tenant through a transaction.
--
-- The application never works as the owner of the tables: each of its connections does SET ROLE reptidex_app, for which
-- row-level security holds. A transaction names its tenant with set_config('app.vivarium_id', …, true) and who asks with
-- 'app.person_id'; 'app.scope' = 'staff' opens what staff may see of every vivarium.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reptidex_app') THEN
        CREATE ROLE reptidex_app NOLOGIN NOBYPASSRLS;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this cluster migrated at the same moment
END $$;

GRANT reptidex_app TO CURRENT_USER;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE SCHEMA core;
CREATE SCHEMA animal;
CREATE SCHEMA ops;
GRANT USAGE ON SCHEMA core, animal, ops TO reptidex_app;

CREATE FUNCTION core.current_vivarium() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.vivarium_id', true), '')::uuid $$;

CREATE FUNCTION core.current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.person_id', true), '')::uuid $$;

CREATE FUNCTION core.staff_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.scope', true), '') = 'staff' $$;

-- Stamps updated_at and counts version, so that no writer forgets.
CREATE FUNCTION core.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
