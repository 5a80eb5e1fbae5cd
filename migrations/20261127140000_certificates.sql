-- Certificates of origin: what a vivarium stated of one of its animals on paper, kept as it was stated. Whoever has the paper has the token, and may
-- ask whether it holds.
CREATE TABLE animal.origin_certificate (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    animal_id uuid NOT NULL,
    token text NOT NULL UNIQUE CHECK (token ~ '^[A-Za-z0-9_-]{22}$'),
    -- [{"fact": "name", "value": "Saffron"}, …], in the order of the paper.
    facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'array' AND pg_column_size(facts) < 65536),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    issuer text NOT NULL,
    -- Who was stated as a parent, so that a name isn't told once its owner hides it.
    sire_id uuid,
    dam_id uuid,
    issued_at timestamptz NOT NULL DEFAULT now(),
    issued_by uuid NOT NULL REFERENCES core.person (id),
    revoked_at timestamptz,
    revoked_by uuid REFERENCES core.person (id),
    revoked_because text NOT NULL DEFAULT '',
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
    -- By the pair, so that a forged animal id can't point into another vivarium.
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id)
);
-- The same facts on the same day are the same certificate, however often the button is pressed.
CREATE UNIQUE INDEX origin_certificate_once ON animal.origin_certificate (animal_id, digest) WHERE revoked_at IS NULL;
CREATE INDEX origin_certificate_of ON animal.origin_certificate (vivarium_id, animal_id, id DESC);

-- What was stated never changes; it can only be revoked, once.
GRANT SELECT, INSERT ON animal.origin_certificate TO reptidex_app;
GRANT UPDATE (revoked_at, revoked_by, revoked_because) ON animal.origin_certificate TO reptidex_app;
ALTER TABLE animal.origin_certificate ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.origin_certificate TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- What anybody with the token may know. Of a certificate that is revoked, or whose animal isn't public today, that and no more.
CREATE FUNCTION animal.check_certificate(the_token text)
RETURNS TABLE (digest bytea, issued_at timestamptz, revoked_at timestamptz, animal_id uuid, facts jsonb, sire_id uuid, dam_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT c.digest, c.issued_at, c.revoked_at, s.id, s.facts, s.sire_id, s.dam_id
    FROM animal.origin_certificate c
    LEFT JOIN LATERAL (
        SELECT a.id, c.facts, c.sire_id, c.dam_id FROM animal.public_animal a
        WHERE a.id = c.animal_id AND a.vivarium_id = c.vivarium_id AND c.revoked_at IS NULL
    ) s ON true
    WHERE c.token = the_token
$$;
REVOKE ALL ON FUNCTION animal.check_certificate(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.check_certificate(text) TO reptidex_app;
