-- People, their sessions, vivariums and who belongs to them.

CREATE TABLE core.person (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_verified_at timestamptz,
    password_hash text,
    display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
    staff_role text CHECK (staff_role IN ('support', 'moderator', 'administrator')),
    suspended_at timestamptz,
    suspended_reason text,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX person_email ON core.person (lower(email));
CREATE TRIGGER touch BEFORE UPDATE ON core.person FOR EACH ROW EXECUTE FUNCTION core.touch();

CREATE TABLE core.vivarium (
    id uuid PRIMARY KEY,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN 3 AND 40),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    about text NOT NULL DEFAULT '' CHECK (length(about) <= 5000),
    location text NOT NULL DEFAULT '' CHECK (length(location) <= 120),
    website text NOT NULL DEFAULT '' CHECK (length(website) <= 200),
    listed boolean NOT NULL DEFAULT true,
    time_zone text NOT NULL DEFAULT 'UTC',
    code_template text NOT NULL DEFAULT '{TAXON}-{NNN}' CHECK (length(code_template) <= 40),
    suspended_at timestamptz,
    suspended_reason text,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX vivarium_slug ON core.vivarium (slug);
CREATE TRIGGER touch BEFORE UPDATE ON core.vivarium FOR EACH ROW EXECUTE FUNCTION core.touch();

CREATE TABLE core.membership (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    person_id uuid NOT NULL REFERENCES core.person (id),
    role text NOT NULL CHECK (role IN ('keeper', 'handler', 'curator', 'herpetologist')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'removed')),
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (vivarium_id, person_id)
);
CREATE INDEX membership_person ON core.membership (person_id) WHERE status = 'active';
CREATE TRIGGER touch BEFORE UPDATE ON core.membership FOR EACH ROW EXECUTE FUNCTION core.touch();

-- A signed-in session. Its contents are in Redis under an id nobody reads here; this row makes it listable and revocable.
CREATE TABLE core.session (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES core.person (id),
    portal text NOT NULL CHECK (portal IN ('breeder', 'admin')),
    active_vivarium_id uuid REFERENCES core.vivarium (id),
    second_factor_at timestamptz,
    authenticated_at timestamptz NOT NULL DEFAULT now(),
    user_agent text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX session_person ON core.session (person_id) WHERE revoked_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON core.person, core.session, core.vivarium, core.membership TO reptidex_app;

ALTER TABLE core.membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.membership TO reptidex_app
    USING (vivarium_id = core.current_vivarium())
    WITH CHECK (vivarium_id = core.current_vivarium());
CREATE POLICY own ON core.membership FOR SELECT TO reptidex_app USING (person_id = core.current_person());
CREATE POLICY staff ON core.membership FOR SELECT TO reptidex_app USING (core.staff_scope());

ALTER TABLE core.vivarium ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.vivarium TO reptidex_app
    USING (id = core.current_vivarium())
    WITH CHECK (id = core.current_vivarium());
CREATE POLICY member ON core.vivarium FOR SELECT TO reptidex_app
    USING (EXISTS (SELECT FROM core.membership m
                   WHERE m.vivarium_id = vivarium.id AND m.person_id = core.current_person() AND m.status = 'active'));
CREATE POLICY staff_read ON core.vivarium FOR SELECT TO reptidex_app USING (core.staff_scope());
CREATE POLICY staff_write ON core.vivarium FOR UPDATE TO reptidex_app USING (core.staff_scope());
