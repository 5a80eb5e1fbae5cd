-- What proves who somebody is: one-time tokens, second factors, passkeys; and the one query behind every request.

-- A session ends after this long without a sign of life; `expires_at` is the end in any case.
ALTER TABLE core.session ADD COLUMN idle_seconds int NOT NULL DEFAULT 1209600 CHECK (idle_seconds > 0);

-- Links in mails and half-finished sign-ins. Only the hash is kept, and a token works once.
CREATE TABLE core.one_time_token (
    id uuid PRIMARY KEY,
    purpose text NOT NULL
        CHECK (purpose IN ('sign_up', 'reset_password', 'confirm_email', 'second_factor', 'enrol_factor')),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- Absent while nobody exists yet: a sign-up becomes a person when its mail is answered.
    person_id uuid REFERENCES core.person (id),
    email text,
    payload jsonb NOT NULL DEFAULT '{}',
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX one_time_token_person ON core.one_time_token (person_id, purpose) WHERE used_at IS NULL;
CREATE INDEX one_time_token_expiry ON core.one_time_token (expires_at);

CREATE TABLE core.totp (
    person_id uuid PRIMARY KEY REFERENCES core.person (id),
    secret bytea NOT NULL CHECK (length(secret) BETWEEN 16 AND 64),
    confirmed_at timestamptz,
    -- The last time step that was used: a code works once.
    last_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE core.recovery_code (
    person_id uuid NOT NULL REFERENCES core.person (id),
    code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
    used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE core.passkey (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES core.person (id),
    credential_id bytea NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    credential jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
);
CREATE INDEX passkey_person ON core.passkey (person_id);

-- The server's half of a passkey ceremony. A new one replaces the last; finishing takes it away.
CREATE TABLE core.passkey_ceremony (
    person_id uuid NOT NULL REFERENCES core.person (id),
    kind text NOT NULL CHECK (kind IN ('register', 'authenticate')),
    state jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, kind)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON core.one_time_token, core.totp, core.recovery_code, core.passkey, core.passkey_ceremony
    TO reptidex_app;

-- Who a session is, in one round trip: no row unless session, person, membership and vivarium all hold at this moment.
-- As its owner, because the tenant is only known from its answer.
CREATE FUNCTION core.load_actor(session uuid)
RETURNS TABLE (person_id uuid, display_name text, staff_role text, portal text,
               vivarium_id uuid, vivarium_slug text, vivarium_name text, vivarium_role text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    last_seen timestamptz;
BEGIN
    SELECT p.id, p.display_name, CASE WHEN s.portal = 'admin' THEN p.staff_role END, s.portal,
           v.id, v.slug, v.name, m.role, s.last_seen_at
    INTO person_id, display_name, staff_role, portal, vivarium_id, vivarium_slug, vivarium_name, vivarium_role, last_seen
    FROM core.session s
    JOIN core.person p ON p.id = s.person_id AND p.suspended_at IS NULL
    LEFT JOIN core.membership m
        ON s.portal = 'breeder' AND m.vivarium_id = s.active_vivarium_id AND m.person_id = p.id AND m.status = 'active'
       AND EXISTS (SELECT FROM core.vivarium w WHERE w.id = m.vivarium_id AND w.suspended_at IS NULL)
    LEFT JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE s.id = load_actor.session
      AND s.revoked_at IS NULL
      AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
      AND (s.portal <> 'admin' OR (p.staff_role IS NOT NULL AND s.second_factor_at IS NOT NULL));
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF last_seen < now() - interval '1 minute' THEN
        UPDATE core.session s SET last_seen_at = now() WHERE s.id = load_actor.session AND s.last_seen_at = last_seen;
    END IF;
    RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION core.load_actor FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.load_actor TO reptidex_app;

-- Staff look for people by any part of a name or address.
CREATE INDEX person_search ON core.person USING gin (lower(email) public.gin_trgm_ops, lower(display_name) public.gin_trgm_ops);
CREATE INDEX vivarium_search ON core.vivarium USING gin (slug public.gin_trgm_ops, lower(name) public.gin_trgm_ops);
