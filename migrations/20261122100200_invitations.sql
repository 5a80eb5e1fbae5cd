-- Invitations by e-mail into a vivarium.

CREATE TABLE core.invitation (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    role text NOT NULL CHECK (role IN ('keeper', 'handler', 'curator', 'herpetologist')),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    invited_by uuid NOT NULL REFERENCES core.person (id),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES core.person (id),
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
-- One open invitation an address; a new one replaces it.
CREATE UNIQUE INDEX invitation_open ON core.invitation (vivarium_id, lower(email))
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitation_email ON core.invitation (lower(email)) WHERE accepted_at IS NULL AND revoked_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON core.invitation TO reptidex_app;
ALTER TABLE core.invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.invitation TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- What the holder of the link sees before joining; also the way to the vivarium's id, which the tenant's transaction needs.
CREATE FUNCTION core.find_invitation(token_hash bytea)
RETURNS TABLE (id uuid, vivarium_id uuid, vivarium_name text, email text, role text, invited_by text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT i.id, i.vivarium_id, v.name, i.email, i.role, p.display_name, i.expires_at
    FROM core.invitation i
    JOIN core.vivarium v ON v.id = i.vivarium_id AND v.suspended_at IS NULL
    JOIN core.person p ON p.id = i.invited_by
    WHERE i.token_hash = find_invitation.token_hash
      AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
$$;

-- The open invitations to a person's own, proven address.
CREATE FUNCTION core.invitations_to(person uuid)
RETURNS TABLE (id uuid, vivarium_id uuid, vivarium_name text, email text, role text, invited_by text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT i.id, i.vivarium_id, v.name, i.email, i.role, b.display_name, i.expires_at
    FROM core.person p
    JOIN core.invitation i ON lower(i.email) = lower(p.email)
    JOIN core.vivarium v ON v.id = i.vivarium_id AND v.suspended_at IS NULL
    JOIN core.person b ON b.id = i.invited_by
    WHERE p.id = person AND p.email_verified_at IS NOT NULL
      AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
    ORDER BY i.id DESC
$$;

-- How many members each of a person's vivariums has: row-level security shows a person only their own memberships.
CREATE FUNCTION core.my_vivariums(person uuid)
RETURNS TABLE (id uuid, slug text, name text, role text, members bigint, suspended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.id, v.slug, v.name, m.role,
           (SELECT count(*) FROM core.membership o WHERE o.vivarium_id = v.id AND o.status = 'active'),
           v.suspended_at IS NOT NULL
    FROM core.membership m JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE m.person_id = person AND m.status = 'active'
    ORDER BY lower(v.name), v.id
$$;
REVOKE ALL ON FUNCTION core.find_invitation, core.invitations_to, core.my_vivariums FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.find_invitation, core.invitations_to, core.my_vivariums TO reptidex_app;
