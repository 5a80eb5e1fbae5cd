-- How programs prove who they are: scoped tokens of a vivarium, and families of refresh tokens behind short-lived JWTs.

CREATE TABLE core.api_token (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    -- A token may what its maker may at that moment, and of that only its scopes.
    created_by uuid NOT NULL REFERENCES core.person (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    hint text NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_token_vivarium ON core.api_token (vivarium_id, id DESC) WHERE revoked_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON core.api_token TO reptidex_app;
ALTER TABLE core.api_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.api_token TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- A sign-in of a program. Each refresh replaces the token; an old one that comes back shows a theft and ends the family.
CREATE TABLE core.refresh_family (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES core.person (id),
    user_agent text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX refresh_family_person ON core.refresh_family (person_id) WHERE revoked_at IS NULL;
CREATE TABLE core.refresh_token (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    family_id uuid NOT NULL REFERENCES core.refresh_family (id) ON DELETE CASCADE,
    used_at timestamptz,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX refresh_token_family ON core.refresh_token (family_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON core.refresh_family, core.refresh_token TO reptidex_app;

-- Who an API token is, in one round trip.
CREATE FUNCTION core.load_token_actor(token_hash bytea)
RETURNS TABLE (token_id uuid, person_id uuid, display_name text, scopes text[],
               vivarium_id uuid, vivarium_slug text, vivarium_name text, vivarium_role text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    last_used timestamptz;
BEGIN
    SELECT t.id, p.id, p.display_name, t.scopes, v.id, v.slug, v.name, m.role, t.last_used_at
    INTO token_id, person_id, display_name, scopes, vivarium_id, vivarium_slug, vivarium_name, vivarium_role, last_used
    FROM core.api_token t
    JOIN core.person p ON p.id = t.created_by AND p.suspended_at IS NULL
    JOIN core.vivarium v ON v.id = t.vivarium_id AND v.suspended_at IS NULL
    JOIN core.membership m ON m.vivarium_id = v.id AND m.person_id = p.id AND m.status = 'active'
    WHERE t.token_hash = load_token_actor.token_hash AND t.revoked_at IS NULL AND t.expires_at > now();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF last_used IS NULL OR last_used < now() - interval '1 minute' THEN
        UPDATE core.api_token SET last_used_at = now() WHERE id = token_id;
    END IF;
    RETURN NEXT;
END $$;

-- Who the bearer of a JWT is, in one round trip: the signature proves the claims, this that they still hold.
CREATE FUNCTION core.load_family_actor(family uuid, vivarium uuid)
RETURNS TABLE (person_id uuid, display_name text,
               vivarium_id uuid, vivarium_slug text, vivarium_name text, vivarium_role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT p.id, p.display_name, v.id, v.slug, v.name, m.role
    FROM core.refresh_family f
    JOIN core.person p ON p.id = f.person_id AND p.suspended_at IS NULL
    LEFT JOIN core.membership m
        ON m.vivarium_id = vivarium AND m.person_id = p.id AND m.status = 'active'
       AND EXISTS (SELECT FROM core.vivarium w WHERE w.id = m.vivarium_id AND w.suspended_at IS NULL)
    LEFT JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE f.id = family AND f.revoked_at IS NULL AND f.expires_at > now()
$$;
REVOKE ALL ON FUNCTION core.load_token_actor, core.load_family_actor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.load_token_actor, core.load_family_actor TO reptidex_app;
