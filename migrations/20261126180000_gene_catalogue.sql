-- The catalogue of genes as data: published versions, and the proposals that they come of. It belongs to no vivarium; everybody reads what was
-- published, staff propose and publish. The first version is what came with the program, which a server writes when there is none.

CREATE TABLE animal.catalogue_proposal (
    id uuid PRIMARY KEY,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
    sources text NOT NULL CHECK (length(sources) BETWEEN 1 AND 2000),
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'published', 'declined', 'withdrawn')),
    -- The catalogue's version that its author had before them.
    base int NOT NULL CHECK (base > 0),
    -- `repti_model::catalogue::CatalogueEdit`, in order.
    edits jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(edits) = 'array' AND jsonb_array_length(edits) <= 20),
    created_by uuid NOT NULL REFERENCES core.person (id),
    decided_by uuid REFERENCES core.person (id),
    -- Why it was declined or withdrawn.
    decision text NOT NULL DEFAULT '' CHECK (length(decision) <= 1000),
    -- The version that it became.
    published int CHECK (published > 1),
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'published') = (published IS NOT NULL)),
    CHECK ((state IN ('draft', 'open')) = (decided_by IS NULL))
);
CREATE INDEX catalogue_proposal_state ON animal.catalogue_proposal (state, updated_at DESC);
CREATE TRIGGER touch BEFORE UPDATE ON animal.catalogue_proposal FOR EACH ROW EXECUTE FUNCTION core.touch();

-- What was decided stays decided.
CREATE FUNCTION animal.fence_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('draft', 'open') OR OLD.state = 'open' AND NEW.state = 'draft'
        OR OLD.state = 'draft' AND NEW.state IN ('published', 'declined') OR NEW.created_by <> OLD.created_by
    THEN
        RAISE EXCEPTION 'a proposal doesn''t go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation',
            CONSTRAINT = 'catalogue_proposal_transition', SCHEMA = 'animal', TABLE = 'catalogue_proposal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fence BEFORE UPDATE ON animal.catalogue_proposal FOR EACH ROW EXECUTE FUNCTION animal.fence_proposal();

-- What was said of a proposal. Append only.
CREATE TABLE animal.catalogue_comment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    proposal_id uuid NOT NULL REFERENCES animal.catalogue_proposal (id),
    person_id uuid NOT NULL REFERENCES core.person (id),
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX catalogue_comment_of ON animal.catalogue_comment (proposal_id, id);

-- A published version: the whole content, as the three texts that the engine reads. Append only.
CREATE TABLE animal.catalogue_version (
    number int PRIMARY KEY CHECK (number > 0),
    summary text NOT NULL CHECK (length(summary) BETWEEN 1 AND 200),
    genes text NOT NULL,
    combos text NOT NULL,
    supplement text NOT NULL,
    proposal_id uuid UNIQUE REFERENCES animal.catalogue_proposal (id),
    published_by uuid REFERENCES core.person (id),
    published_at timestamptz NOT NULL DEFAULT now(),
    -- The first came with the program; each later one is somebody's, out of a proposal.
    CHECK ((number = 1) = (proposal_id IS NULL)),
    CHECK ((number = 1) = (published_by IS NULL))
);

CREATE FUNCTION animal.refuse_new_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published or said of the catalogue is append only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON animal.catalogue_version
    FOR EACH ROW EXECUTE FUNCTION animal.refuse_new_catalogue();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON animal.catalogue_version
    FOR EACH STATEMENT EXECUTE FUNCTION animal.refuse_new_catalogue();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON animal.catalogue_comment
    FOR EACH ROW EXECUTE FUNCTION animal.refuse_new_catalogue();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON animal.catalogue_comment
    FOR EACH STATEMENT EXECUTE FUNCTION animal.refuse_new_catalogue();

GRANT SELECT, INSERT ON animal.catalogue_version, animal.catalogue_comment TO reptidex_app;
GRANT SELECT, INSERT, UPDATE ON animal.catalogue_proposal TO reptidex_app;

ALTER TABLE animal.catalogue_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON animal.catalogue_version FOR SELECT TO reptidex_app USING (true);
CREATE POLICY first_or_staff ON animal.catalogue_version FOR INSERT TO reptidex_app
    WITH CHECK (number = 1 OR core.staff_scope());
ALTER TABLE animal.catalogue_proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON animal.catalogue_proposal TO reptidex_app
    USING (core.staff_scope()) WITH CHECK (core.staff_scope());
ALTER TABLE animal.catalogue_comment ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON animal.catalogue_comment TO reptidex_app
    USING (core.staff_scope()) WITH CHECK (core.staff_scope());

-- What animals of a species have on record of their genes, a page of animals at a time and like with like, so that the server can count those that
-- a proposal would read differently. No id but the page's last, no name, no vivarium: who asks is shown the counts, and never a text of this.
CREATE FUNCTION animal.genotypes_recorded(the_taxon uuid, after_id uuid, most int)
RETURNS TABLE (last_id uuid, genotype_text text, claims text[], animals bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH page AS (
        SELECT a.id, a.genotype_text,
               ARRAY(SELECT c.gene || ' ' || coalesce(c.copies::text, '') FROM animal.genotype_claim c
                     WHERE c.animal_id = a.id AND c.retracted_at IS NULL ORDER BY c.gene) AS claims
        FROM animal.animal a
        WHERE core.staff_scope() AND a.taxon_id = the_taxon AND a.archived_at IS NULL
          AND (after_id IS NULL OR a.id > after_id)
          AND (a.genotype_text <> ''
               OR EXISTS (SELECT FROM animal.genotype_claim c WHERE c.animal_id = a.id AND c.retracted_at IS NULL))
        ORDER BY a.id LIMIT least(most, 5000)
    )
    SELECT (SELECT p.id FROM page p ORDER BY p.id DESC LIMIT 1), d.genotype_text, d.claims, count(*)
    FROM page d GROUP BY d.genotype_text, d.claims
$$;
REVOKE ALL ON FUNCTION animal.genotypes_recorded FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.genotypes_recorded TO reptidex_app;
