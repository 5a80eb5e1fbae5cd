-- A vivarium's own logo: one, drawn on its papers and shown on its public page while its plan has that (core.plan.white_label). The picture lies in the
-- object store, below `logos/`; a row names it. Under a lower plan the row stays and shows nowhere, so that nothing is lost.
CREATE TABLE media.logo (
    vivarium_id uuid PRIMARY KEY REFERENCES core.vivarium (id),
    -- The object's name: a new one for each picture that is sent, and never twice, so one that no row has can be taken away whoever writes meanwhile.
    id uuid NOT NULL UNIQUE,
    -- Of the picture as it is kept, SHA-256.
    hash bytea NOT NULL CHECK (length(hash) = 32),
    size int NOT NULL CHECK (size > 0),
    width int NOT NULL CHECK (width > 0),
    height int NOT NULL CHECK (height > 0),
    created_by uuid REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON media.logo TO reptidex_app;
ALTER TABLE media.logo ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON media.logo TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- What anybody may see: logos of listed vivariums whose plan has one. Not by core.plan_of_vivarium, which shows the plan only to those who may read the
-- vivarium's row, also from within this view.
CREATE VIEW media.public_logo AS
SELECT l.id, v.slug, l.hash, l.width, l.height
FROM media.logo l
JOIN core.vivarium v ON v.id = l.vivarium_id
LEFT JOIN core.vivarium_plan g ON g.vivarium_id = l.vivarium_id
JOIN core.plan p ON p.code = coalesce(g.plan, (SELECT f.code FROM core.plan f WHERE f.is_first))
WHERE p.white_label AND v.listed AND v.suspended_at IS NULL;
GRANT SELECT ON media.public_logo TO reptidex_app;

-- Which of these logos a row names, for the worker, which takes away the others.
CREATE FUNCTION media.existing_logos(ids uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id FROM media.logo l WHERE core.worker_scope() AND l.id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION media.existing_logos(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.existing_logos(uuid[]) TO reptidex_app;
