-- Claims about genes are verified as parents are: one table, one history, one set of functions, whatever the claim is about.

DROP FUNCTION animal.verification_lock(uuid);
DROP FUNCTION animal.verification_take(uuid, text, text);
DROP FUNCTION animal.verification_expire(uuid);
DROP FUNCTION animal.verification_cases(uuid, uuid);
DROP FUNCTION animal.verification_steps(uuid[]);
DROP FUNCTION animal.verification_disputes();

ALTER TABLE animal.parent_verification RENAME TO verification;
ALTER TABLE animal.verification DROP CONSTRAINT parent_verification_link_id_fkey;
-- What it is about, by one id: a parent claim's or a genotype claim's.
ALTER TABLE animal.verification RENAME COLUMN link_id TO subject_id;
ALTER TABLE animal.verification
    ADD COLUMN link_id uuid REFERENCES animal.parent_link (id),
    ADD COLUMN claim_id uuid REFERENCES animal.genotype_claim (id),
    ALTER COLUMN side DROP NOT NULL;
ALTER TABLE animal.verification DISABLE TRIGGER fence;
UPDATE animal.verification SET link_id = subject_id;
ALTER TABLE animal.verification ENABLE TRIGGER fence;
ALTER TABLE animal.verification
    ADD CONSTRAINT verification_of_one_claim CHECK (num_nonnulls(link_id, claim_id) = 1),
    ADD CONSTRAINT verification_subject CHECK (subject_id = coalesce(link_id, claim_id)),
    ADD CONSTRAINT verification_side CHECK ((link_id IS NULL) = (side IS NULL));
ALTER TABLE animal.verification_step RENAME COLUMN link_id TO subject_id;
CREATE INDEX verification_waiting ON animal.verification (parent_vivarium_id) WHERE state = 'requested';

CREATE OR REPLACE FUNCTION animal.fence_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject_id <> OLD.subject_id OR NEW.child_id <> OLD.child_id OR NEW.side IS DISTINCT FROM OLD.side
        -- A gene that nobody has answered for may be asked about by the other parent the next time.
        OR NEW.parent_id <> OLD.parent_id AND (OLD.link_id IS NOT NULL OR OLD.state <> 'unverified')
        OR NEW.state <> OLD.state AND NOT EXISTS (
            SELECT FROM animal.verification_rules() r WHERE r.state_before = OLD.state AND r.state = NEW.state)
    THEN
        RAISE EXCEPTION 'a verification doesn''t go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation',
            CONSTRAINT = 'verification_transition', SCHEMA = 'animal', TABLE = 'verification';
    END IF;
    RETURN NEW;
END $$;

-- The state of a claim as it is now: a request whose time is over is none.
CREATE VIEW animal.claim_verification AS
SELECT v.subject_id,
       CASE WHEN v.state = 'requested' AND v.expires_at <= now() THEN 'unverified' ELSE v.state END AS state
FROM animal.verification v;
GRANT SELECT ON animal.claim_verification TO reptidex_app;
-- The same of parent claims alone.
CREATE OR REPLACE VIEW animal.link_verification AS
SELECT v.link_id,
       CASE WHEN v.state = 'requested' AND v.expires_at <= now() THEN 'unverified' ELSE v.state END AS state
FROM animal.verification v WHERE v.link_id IS NOT NULL;

-- By which parent the breeder of an animal is asked about its genes: one that another vivarium keeps and shows; the dam, whose keeper saw
-- the young come into the world, before the sire; the likeliest first.
CREATE FUNCTION animal.gene_witness(the_animal uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT p.id
    FROM animal.parent_link l
    JOIN animal.animal c ON c.id = l.child_id
    JOIN animal.animal p ON p.id = l.parent_id
    JOIN core.vivarium v ON v.id = p.vivarium_id
    WHERE l.child_id = the_animal AND l.retracted_at IS NULL AND p.vivarium_id <> c.vivarium_id AND p.kind = 'held'
      AND p.visibility <> 'private' AND v.suspended_at IS NULL
    ORDER BY l.side = 'dam' DESC, l.chance_numerator::float8 / l.chance_denominator DESC, l.id
    LIMIT 1
$$;

-- What a verification is about, while the claim stands.
CREATE FUNCTION animal.verification_subject(the_subject uuid)
RETURNS TABLE (link_id uuid, claim_id uuid, vivarium_id uuid, child_id uuid, parent_id uuid, side text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id, NULL::uuid, l.vivarium_id, l.child_id, l.parent_id, l.side
    FROM animal.parent_link l WHERE l.id = the_subject AND l.retracted_at IS NULL
    UNION ALL
    SELECT NULL::uuid, c.id, c.vivarium_id, c.animal_id, animal.gene_witness(c.animal_id), NULL::text
    FROM animal.genotype_claim c WHERE c.id = the_subject AND c.retracted_at IS NULL
$$;

-- Takes the claim for the rest of the transaction and says how it stands, to one of its two sides and to staff. Two answers at once
-- come one after the other here, and the second sees the first.
CREATE FUNCTION animal.verification_lock(the_subject uuid)
RETURNS TABLE (party text, state text, expired boolean, side text, child_vivarium uuid, parent_vivarium uuid, parent uuid,
               askable boolean, involved boolean, declined_lately boolean, asked_today bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
    subject record;
    known animal.verification;
    witness animal.animal;
    me text;
BEGIN
    -- The animal before the claim, as every writer of claims does: no two wait for each other.
    PERFORM FROM animal.parent_link l JOIN animal.animal a ON a.id = l.child_id WHERE l.id = the_subject FOR KEY SHARE OF a;
    PERFORM FROM animal.genotype_claim c JOIN animal.animal a ON a.id = c.animal_id WHERE c.id = the_subject FOR KEY SHARE OF a;
    PERFORM FROM animal.parent_link l WHERE l.id = the_subject FOR NO KEY UPDATE;
    PERFORM FROM animal.genotype_claim c WHERE c.id = the_subject FOR NO KEY UPDATE;
    SELECT * INTO subject FROM animal.verification_subject(the_subject);
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO known FROM animal.verification v WHERE v.subject_id = the_subject FOR NO KEY UPDATE;
    SELECT * INTO witness FROM animal.animal a WHERE a.id = subject.parent_id;
    me := CASE WHEN core.staff_scope() THEN 'staff'
               WHEN subject.vivarium_id = core.current_vivarium() THEN 'child'
               WHEN known.parent_vivarium_id = core.current_vivarium() THEN 'parent' END;
    IF me IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT me,
        coalesce(known.state, 'unverified'),
        coalesce(known.state = 'requested' AND known.expires_at <= now(), false),
        subject.side,
        subject.vivarium_id,
        -- A new request goes to whoever owns the parent now.
        CASE WHEN known.state IS NULL OR known.state = 'unverified' THEN witness.vivarium_id ELSE known.parent_vivarium_id END,
        subject.parent_id,
        coalesce(witness.vivarium_id <> subject.vivarium_id AND witness.kind = 'held' AND witness.visibility <> 'private'
            AND NOT EXISTS (SELECT FROM core.vivarium o WHERE o.id = witness.vivarium_id AND o.suspended_at IS NOT NULL), false),
        EXISTS (SELECT FROM core.membership m
                WHERE m.person_id = core.current_person() AND m.status = 'active'
                  AND m.vivarium_id IN (subject.vivarium_id, witness.vivarium_id, known.parent_vivarium_id)),
        EXISTS (SELECT FROM animal.verification d
                WHERE d.child_id = subject.child_id AND d.subject_id <> the_subject AND d.state = 'declined'
                  AND d.changed_at > now() - interval '30 days'
                  AND (d.parent_id = subject.parent_id AND d.side = subject.side
                       OR EXISTS (SELECT FROM animal.genotype_claim was JOIN animal.genotype_claim this ON this.gene = was.gene
                                  WHERE was.id = d.claim_id AND this.id = subject.claim_id))),
        (SELECT count(*) FROM animal.verification_step s
         WHERE s.vivarium_id = subject.vivarium_id AND s.step = 'requested' AND s.at > now() - interval '1 day');
END $$;

-- Takes one step on behalf of whoever the transaction names, and answers with the state that it led to; nothing for a stranger.
CREATE FUNCTION animal.verification_take(the_subject uuid, the_step text, the_message text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    standing record;
    before text;
    following text;
BEGIN
    SELECT * INTO standing FROM animal.verification_lock(the_subject);
    IF NOT FOUND THEN RETURN NULL; END IF;
    before := standing.state;
    IF standing.expired THEN
        PERFORM animal.verification_expire(the_subject);
        before := 'unverified';
    END IF;
    following := animal.verification_after(before, the_step, standing.party);
    IF following IS NULL OR the_step = 'requested' AND NOT standing.askable THEN
        RAISE EXCEPTION '% is not a step that the % takes on a claim that is %', the_step, standing.party, before
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_transition', SCHEMA = 'animal', TABLE = 'verification';
    END IF;
    IF the_step = 'requested' THEN
        INSERT INTO animal.verification (subject_id, link_id, claim_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side)
        SELECT the_subject, s.link_id, s.claim_id, s.vivarium_id, standing.parent_vivarium, s.child_id, s.parent_id, s.side
        FROM animal.verification_subject(the_subject) s
        ON CONFLICT (subject_id) DO NOTHING;
        UPDATE animal.verification v
        SET state = following, parent_vivarium_id = standing.parent_vivarium, parent_id = standing.parent, changed_at = now(),
            expires_at = now() + interval '30 days'
        WHERE v.subject_id = the_subject;
    ELSE
        UPDATE animal.verification v SET state = following, changed_at = now(), expires_at = NULL WHERE v.subject_id = the_subject;
    END IF;
    INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, message)
    VALUES (the_subject, standing.child_vivarium, standing.parent_vivarium, the_step, standing.party, before, following,
            core.current_person(), the_message);
    IF following = 'verified' THEN
        -- A certificate says more than a word. What a gene is known by stays: that it was confirmed shows beside it.
        UPDATE animal.parent_link l SET basis = 'confirmed_by_other_breeder', confirmed_by = core.current_person()
        WHERE l.id = the_subject AND l.basis <> 'dna';
    ELSIF following = 'overturned' THEN
        -- It stands no more: out of every tree and figure, as if its owner had taken it back.
        UPDATE animal.parent_link l SET retracted_at = now(), retracted_by = core.current_person() WHERE l.id = the_subject;
        UPDATE animal.genotype_claim c SET retracted_at = now(), retracted_by = core.current_person() WHERE c.id = the_subject;
    END IF;
    RETURN following;
END $$;

-- Ends a request whose time is over. Anybody may ask for it: it only writes down what the clock says.
CREATE FUNCTION animal.verification_expire(the_subject uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    UPDATE animal.verification v SET state = 'unverified', expires_at = NULL, changed_at = now()
    WHERE v.subject_id = the_subject AND v.state = 'requested' AND v.expires_at <= now();
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state)
    SELECT v.subject_id, v.vivarium_id, v.parent_vivarium_id, 'expired', 'system', 'requested', 'unverified'
    FROM animal.verification v WHERE v.subject_id = the_subject;
    RETURN true;
END $$;

-- The claims that the transaction's vivarium has a side in: those on one animal, one of them, or all; the open ones first. The side
-- that was asked sees of the child what the form of the request says, and nothing any more once nobody asks it. Which vivarium the
-- parent belongs to is told by its public page, or by its answer.
CREATE FUNCTION animal.verification_cases(the_child uuid, the_subject uuid)
RETURNS TABLE (link_id uuid, claim_id uuid, mine text, state text, expires_at timestamptz, changed_at timestamptz, side text, basis text,
               chance_numerator int, chance_denominator int, gene text, copies int, carried_on text, child_id uuid, parent_id uuid,
               child_code text, child_name text, child_taxon text, child_sex text, child_genotype_text text, child_born_on date,
               child_born_precision text, other text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.link_id, v.claim_id, m.mine, n.state, CASE WHEN n.state = 'requested' THEN v.expires_at END, v.changed_at, v.side,
           coalesce(l.basis, g.basis), coalesce(l.chance_numerator, g.chance_numerator),
           coalesce(l.chance_denominator, g.chance_denominator), g.gene, g.copies, g.carried_on, v.child_id, v.parent_id, c.code,
           c.name, t.common_name, c.sex, c.genotype_text, c.born_on, c.born_precision,
           CASE WHEN m.mine = 'parent' THEN cv.name WHEN n.state NOT IN ('unverified', 'requested') THEN pv.name END
    FROM animal.verification v
    LEFT JOIN animal.parent_link l ON l.id = v.link_id
    LEFT JOIN animal.genotype_claim g ON g.id = v.claim_id
    JOIN animal.claim_verification n ON n.subject_id = v.subject_id
    JOIN animal.animal c ON c.id = v.child_id
    JOIN animal.taxon t ON t.id = c.taxon_id
    JOIN core.vivarium cv ON cv.id = v.vivarium_id
    JOIN core.vivarium pv ON pv.id = v.parent_vivarium_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN v.vivarium_id = core.current_vivarium() THEN 'child' ELSE 'parent' END AS mine) m
    WHERE (v.vivarium_id = core.current_vivarium() OR v.parent_vivarium_id = core.current_vivarium())
      AND (the_child IS NULL OR v.child_id = the_child)
      AND (the_subject IS NULL OR v.subject_id = the_subject)
      AND (coalesce(l.retracted_at, g.retracted_at) IS NULL OR v.state = 'overturned')
      AND (m.mine = 'child' OR n.state <> 'unverified')
    ORDER BY n.state IN ('requested', 'disputed') DESC, v.changed_at DESC, v.subject_id
    LIMIT 500
$$;

-- What was done on these claims, in order, for either side; for staff while they are disputed. A person's name stays within their own
-- vivarium, the other side is told the vivarium's.
CREATE FUNCTION animal.verification_steps(the_subjects uuid[])
RETURNS TABLE (subject_id uuid, id bigint, step text, party text, message text, at timestamptz, done_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT s.subject_id, s.id, s.step, s.party, s.message, s.at,
           CASE WHEN s.party = 'system' THEN NULL
                WHEN core.staff_scope() THEN p.display_name || coalesce(' (' || v.name || ')', '')
                WHEN s.party = 'staff' THEN 'ReptiDex'
                WHEN v.id = core.current_vivarium() THEN p.display_name
                ELSE v.name END
    FROM animal.verification_step s
    JOIN animal.verification k ON k.subject_id = s.subject_id
    LEFT JOIN core.person p ON p.id = s.person_id
    LEFT JOIN core.vivarium v ON v.id = CASE s.party WHEN 'child' THEN s.vivarium_id WHEN 'parent' THEN s.parent_vivarium_id END
    WHERE s.subject_id = ANY (the_subjects)
      AND (s.vivarium_id = core.current_vivarium() OR s.parent_vivarium_id = core.current_vivarium()
           OR core.staff_scope() AND k.state = 'disputed')
    ORDER BY s.id
$$;

-- How many requests wait for an answer of the transaction's vivarium.
CREATE OR REPLACE FUNCTION animal.verifications_waiting() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*)
    FROM animal.verification v
    LEFT JOIN animal.parent_link l ON l.id = v.link_id
    LEFT JOIN animal.genotype_claim g ON g.id = v.claim_id
    WHERE v.parent_vivarium_id = core.current_vivarium() AND v.vivarium_id <> core.current_vivarium()
      AND v.state = 'requested' AND v.expires_at > now() AND coalesce(l.retracted_at, g.retracted_at) IS NULL
$$;

-- Parent claims on an animal that staff have overturned, for whoever sees its page: they count no more, and are not hidden either.
CREATE OR REPLACE FUNCTION animal.overturned_claims(the_child uuid) RETURNS TABLE (parent_id uuid, side text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.parent_id, v.side, v.changed_at FROM animal.verification v
    WHERE v.child_id = the_child AND v.state = 'overturned' AND v.link_id IS NOT NULL
      AND EXISTS (SELECT FROM animal.lineage_node n WHERE n.id = the_child AND n.shown IN ('own', 'public'))
    ORDER BY v.changed_at DESC, v.subject_id LIMIT 20
$$;

-- How the claims about an animal's genes stand, for whoever sees its page: those that stand and were answered, and those that were
-- overturned. A request is between the two sides. Who answered is named where they have a public page.
CREATE FUNCTION animal.gene_verifications(the_animal uuid)
RETURNS TABLE (claim_id uuid, state text, witness text, at timestamptz, gene text, copies int, chance_numerator int,
               chance_denominator int, carried_on text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.claim_id, v.state, CASE WHEN w.listed AND w.suspended_at IS NULL THEN w.name END, v.changed_at, g.gene, g.copies,
           g.chance_numerator, g.chance_denominator, g.carried_on
    FROM animal.verification v
    JOIN animal.genotype_claim g ON g.id = v.claim_id
    JOIN core.vivarium w ON w.id = v.parent_vivarium_id
    WHERE v.child_id = the_animal AND v.state NOT IN ('unverified', 'requested')
      AND (g.retracted_at IS NULL OR v.state = 'overturned')
      AND EXISTS (SELECT FROM animal.lineage_node n WHERE n.id = the_animal AND n.shown IN ('own', 'public'))
    ORDER BY v.changed_at DESC, v.subject_id LIMIT 120
$$;

-- What is disputed, for staff: of the two animals what is needed to judge the claim.
CREATE FUNCTION animal.verification_disputes()
RETURNS TABLE (link_id uuid, claim_id uuid, side text, basis text, chance_numerator int, chance_denominator int, gene text, copies int,
               carried_on text, changed_at timestamptz,
               child_vivarium_id uuid, child_vivarium text, child_code text, child_name text, child_taxon text, child_sex text,
               child_genotype_text text, child_born_on date, child_born_precision text,
               parent_vivarium_id uuid, parent_vivarium text, parent_code text, parent_name text, parent_taxon text, parent_sex text,
               parent_genotype_text text, parent_born_on date, parent_born_precision text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.link_id, v.claim_id, v.side, coalesce(l.basis, g.basis), coalesce(l.chance_numerator, g.chance_numerator),
           coalesce(l.chance_denominator, g.chance_denominator), g.gene, g.copies, g.carried_on, v.changed_at,
           cv.id, cv.name, c.code, c.name, ct.common_name, c.sex, c.genotype_text, c.born_on, c.born_precision,
           pv.id, pv.name, p.code, p.name, pt.common_name, p.sex, p.genotype_text, p.born_on, p.born_precision
    FROM animal.verification v
    LEFT JOIN animal.parent_link l ON l.id = v.link_id
    LEFT JOIN animal.genotype_claim g ON g.id = v.claim_id
    JOIN animal.animal c ON c.id = v.child_id JOIN animal.taxon ct ON ct.id = c.taxon_id
    JOIN animal.animal p ON p.id = v.parent_id JOIN animal.taxon pt ON pt.id = p.taxon_id
    JOIN core.vivarium cv ON cv.id = v.vivarium_id JOIN core.vivarium pv ON pv.id = v.parent_vivarium_id
    WHERE core.staff_scope() AND v.state = 'disputed' AND coalesce(l.retracted_at, g.retracted_at) IS NULL
    ORDER BY v.changed_at, v.subject_id LIMIT 200
$$;

-- What was overturned isn't recorded again.
CREATE OR REPLACE FUNCTION animal.fence_overturned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM animal.verification v
               WHERE v.child_id = NEW.child_id AND v.parent_id = NEW.parent_id AND v.side = NEW.side AND v.state = 'overturned')
    THEN
        RAISE EXCEPTION 'this claim was overturned' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'parent_link_overturned', SCHEMA = 'animal', TABLE = 'parent_link';
    END IF;
    RETURN NEW;
END $$;

-- Neither is an overturned gene, with as many copies and the same chance or a better one.
CREATE FUNCTION animal.fence_overturned_gene() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM animal.verification v JOIN animal.genotype_claim g ON g.id = v.claim_id
               WHERE v.child_id = NEW.animal_id AND v.state = 'overturned' AND g.gene = NEW.gene
                 AND g.copies IS NOT DISTINCT FROM NEW.copies
                 AND NEW.chance_numerator::bigint * g.chance_denominator >= g.chance_numerator::bigint * NEW.chance_denominator)
    THEN
        RAISE EXCEPTION 'this claim was overturned' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'genotype_claim_overturned', SCHEMA = 'animal', TABLE = 'genotype_claim';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER overturned_fence BEFORE INSERT OR UPDATE OF retracted_at ON animal.genotype_claim
    FOR EACH ROW WHEN (NEW.retracted_at IS NULL) EXECUTE FUNCTION animal.fence_overturned_gene();

-- Claims that demo data has as confirmed from before: somebody confirmed them, when nobody wrote down the steps.
CREATE OR REPLACE FUNCTION animal.verification_backfill() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog AS $$
    WITH confirmed AS (
        INSERT INTO animal.verification
            (subject_id, link_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side, state, changed_at)
        SELECT l.id, l.id, l.vivarium_id, p.vivarium_id, l.child_id, l.parent_id, l.side, 'verified', l.created_at
        FROM animal.parent_link l JOIN animal.animal p ON p.id = l.parent_id AND p.vivarium_id <> l.vivarium_id
        WHERE l.basis = 'confirmed_by_other_breeder' AND l.declared_by IS NOT NULL AND l.confirmed_by IS NOT NULL
        ON CONFLICT (subject_id) DO NOTHING
        RETURNING subject_id, vivarium_id, parent_vivarium_id, changed_at
    ), written AS (
        INSERT INTO animal.verification_step
            (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, at)
        SELECT c.subject_id, c.vivarium_id, c.parent_vivarium_id, s.step, s.party, s.state_before, s.state,
               CASE s.party WHEN 'child' THEN l.declared_by ELSE l.confirmed_by END, c.changed_at
        FROM confirmed c JOIN animal.parent_link l ON l.id = c.subject_id
        CROSS JOIN (VALUES (1, 'requested', 'child', 'unverified', 'requested'), (2, 'confirmed', 'parent', 'requested', 'verified'))
            s (n, step, party, state_before, state)
        ORDER BY c.subject_id, s.n
    )
    SELECT count(*) FROM confirmed
$$;

REVOKE ALL ON FUNCTION animal.gene_witness, animal.verification_subject, animal.verification_lock, animal.verification_take,
    animal.verification_expire, animal.verification_cases, animal.verification_steps, animal.gene_verifications,
    animal.verification_disputes, animal.fence_overturned_gene FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.verification_lock, animal.verification_take, animal.verification_expire,
    animal.verification_cases, animal.verification_steps, animal.gene_verifications, animal.verification_disputes TO reptidex_app;
