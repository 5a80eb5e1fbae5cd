-- Verification of parent claims: the other breeder confirms or declines, either side may dispute what was confirmed, staff settle.
-- Every step is kept, with who and when; nobody rewrites it.

-- What may follow what, and who may do it. The same table stands in `repti_model::lineage::VerificationState`; a test compares them.
CREATE FUNCTION animal.verification_rules() RETURNS TABLE (state_before text, step text, party text, state text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    VALUES ('unverified', 'requested', 'child', 'requested'),
           ('requested', 'withdrawn', 'child', 'unverified'),
           ('requested', 'expired', 'system', 'unverified'),
           ('requested', 'confirmed', 'parent', 'verified'),
           ('requested', 'declined', 'parent', 'declined'),
           ('verified', 'disputed', 'child', 'disputed'),
           ('verified', 'disputed', 'parent', 'disputed'),
           ('disputed', 'upheld', 'staff', 'upheld'),
           ('disputed', 'overturned', 'staff', 'overturned')
$$;

-- The state that a step leads to; nothing where it may not be taken.
CREATE FUNCTION animal.verification_after(the_state text, the_step text, the_party text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT r.state FROM animal.verification_rules() r
    WHERE r.state_before = the_state AND r.step = the_step AND r.party = the_party
$$;

-- How a claim stands. A claim without a row is unverified. It belongs to two vivariums: the child's asks, the parent's answers.
CREATE TABLE animal.parent_verification (
    link_id uuid PRIMARY KEY REFERENCES animal.parent_link (id),
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    parent_vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    child_id uuid NOT NULL,
    parent_id uuid NOT NULL REFERENCES animal.animal (id),
    side text NOT NULL CHECK (side IN ('sire', 'dam')),
    state text NOT NULL DEFAULT 'unverified'
        CHECK (state IN ('unverified', 'requested', 'verified', 'declined', 'disputed', 'upheld', 'overturned')),
    -- A request stands for 30 days.
    expires_at timestamptz,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'requested') = (expires_at IS NOT NULL)),
    FOREIGN KEY (vivarium_id, child_id) REFERENCES animal.animal (vivarium_id, id)
);
CREATE INDEX parent_verification_child ON animal.parent_verification (vivarium_id, changed_at DESC);
CREATE INDEX parent_verification_parent ON animal.parent_verification (parent_vivarium_id, changed_at DESC);
CREATE INDEX parent_verification_pair ON animal.parent_verification (child_id, parent_id, side);
CREATE INDEX parent_verification_disputed ON animal.parent_verification (changed_at) WHERE state = 'disputed';

-- What was done, by whom, from what state to what state. Append only.
CREATE TABLE animal.verification_step (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    link_id uuid NOT NULL REFERENCES animal.parent_verification (link_id),
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    parent_vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    step text NOT NULL,
    party text NOT NULL,
    state_before text NOT NULL,
    state text NOT NULL,
    person_id uuid REFERENCES core.person (id),
    message text NOT NULL DEFAULT '' CHECK (length(message) <= 1000),
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT verification_step_legal
        CHECK (state IS NOT DISTINCT FROM animal.verification_after(state_before, step, party)),
    CHECK ((party = 'system') = (person_id IS NULL))
);
CREATE INDEX verification_step_link ON animal.verification_step (link_id, id);
CREATE INDEX verification_step_asked ON animal.verification_step (vivarium_id, at) WHERE step = 'requested';

-- Read by either side. Written by the functions below alone: the application's role has no right to it.
GRANT SELECT ON animal.parent_verification, animal.verification_step TO reptidex_app;
ALTER TABLE animal.parent_verification ENABLE ROW LEVEL SECURITY;
CREATE POLICY sides ON animal.parent_verification FOR SELECT TO reptidex_app
    USING (core.current_vivarium() IN (vivarium_id, parent_vivarium_id));
ALTER TABLE animal.verification_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY sides ON animal.verification_step FOR SELECT TO reptidex_app
    USING (core.current_vivarium() IN (vivarium_id, parent_vivarium_id));

-- Behind the missing rights, for whoever has them.
CREATE FUNCTION animal.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of a verification is append only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON animal.verification_step
    FOR EACH ROW EXECUTE FUNCTION animal.refuse_rewriting();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON animal.verification_step
    FOR EACH STATEMENT EXECUTE FUNCTION animal.refuse_rewriting();

CREATE FUNCTION animal.fence_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.link_id <> OLD.link_id OR NEW.child_id <> OLD.child_id OR NEW.parent_id <> OLD.parent_id OR NEW.side <> OLD.side
        OR NEW.state <> OLD.state AND NOT EXISTS (
            SELECT FROM animal.verification_rules() r WHERE r.state_before = OLD.state AND r.state = NEW.state)
    THEN
        RAISE EXCEPTION 'a verification doesn''t go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation',
            CONSTRAINT = 'verification_transition', SCHEMA = 'animal', TABLE = 'parent_verification';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fence BEFORE UPDATE ON animal.parent_verification
    FOR EACH ROW EXECUTE FUNCTION animal.fence_verification();

-- Takes the claim for the rest of the transaction and says how it stands, to one of its two sides and to staff. Two answers at once
-- come one after the other here, and the second sees the first.
CREATE FUNCTION animal.verification_lock(the_link uuid)
RETURNS TABLE (party text, state text, expired boolean, side text, child_vivarium uuid, parent_vivarium uuid,
               askable boolean, involved boolean, declined_lately boolean, asked_today bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
    claim animal.parent_link;
    known animal.parent_verification;
    parent animal.animal;
    me text;
BEGIN
    -- The young animal before the claim, as every writer of claims does: no two wait for each other.
    PERFORM FROM animal.parent_link l JOIN animal.animal a ON a.id = l.child_id WHERE l.id = the_link FOR KEY SHARE OF a;
    SELECT * INTO claim FROM animal.parent_link l WHERE l.id = the_link AND l.retracted_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT * INTO known FROM animal.parent_verification v WHERE v.link_id = the_link FOR NO KEY UPDATE;
    SELECT * INTO STRICT parent FROM animal.animal a WHERE a.id = claim.parent_id;
    me := CASE WHEN core.staff_scope() THEN 'staff'
               WHEN claim.vivarium_id = core.current_vivarium() THEN 'child'
               WHEN known.parent_vivarium_id = core.current_vivarium() THEN 'parent' END;
    IF me IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT me,
        coalesce(known.state, 'unverified'),
        coalesce(known.state = 'requested' AND known.expires_at <= now(), false),
        claim.side,
        claim.vivarium_id,
        -- A new request goes to whoever owns the parent now.
        CASE WHEN known.state IS NULL OR known.state = 'unverified' THEN parent.vivarium_id ELSE known.parent_vivarium_id END,
        parent.vivarium_id <> claim.vivarium_id AND parent.kind = 'held' AND parent.visibility <> 'private'
            AND NOT EXISTS (SELECT FROM core.vivarium o WHERE o.id = parent.vivarium_id AND o.suspended_at IS NOT NULL),
        EXISTS (SELECT FROM core.membership m
                WHERE m.person_id = core.current_person() AND m.status = 'active'
                  AND m.vivarium_id IN (claim.vivarium_id, parent.vivarium_id, known.parent_vivarium_id)),
        EXISTS (SELECT FROM animal.parent_verification d
                WHERE d.child_id = claim.child_id AND d.parent_id = claim.parent_id AND d.side = claim.side
                  AND d.link_id <> the_link AND d.state = 'declined' AND d.changed_at > now() - interval '30 days'),
        (SELECT count(*) FROM animal.verification_step s
         WHERE s.vivarium_id = claim.vivarium_id AND s.step = 'requested' AND s.at > now() - interval '1 day');
END $$;

-- Takes one step on behalf of whoever the transaction names, and answers with the state that it led to; nothing for a stranger.
CREATE FUNCTION animal.verification_take(the_link uuid, the_step text, the_message text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    standing record;
    before text;
    following text;
BEGIN
    SELECT * INTO standing FROM animal.verification_lock(the_link);
    IF NOT FOUND THEN RETURN NULL; END IF;
    before := standing.state;
    IF standing.expired THEN
        PERFORM animal.verification_expire(the_link);
        before := 'unverified';
    END IF;
    following := animal.verification_after(before, the_step, standing.party);
    IF following IS NULL OR the_step = 'requested' AND NOT standing.askable THEN
        RAISE EXCEPTION '% is not a step that the % takes on a claim that is %', the_step, standing.party, before
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_transition', SCHEMA = 'animal', TABLE = 'parent_verification';
    END IF;
    INSERT INTO animal.parent_verification (link_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side)
    SELECT l.id, l.vivarium_id, standing.parent_vivarium, l.child_id, l.parent_id, l.side
    FROM animal.parent_link l WHERE l.id = the_link
    ON CONFLICT (link_id) DO NOTHING;
    UPDATE animal.parent_verification v
    SET state = following, parent_vivarium_id = standing.parent_vivarium, changed_at = now(),
        expires_at = CASE WHEN following = 'requested' THEN now() + interval '30 days' END
    WHERE v.link_id = the_link;
    INSERT INTO animal.verification_step (link_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, message)
    VALUES (the_link, standing.child_vivarium, standing.parent_vivarium, the_step, standing.party, before, following,
            core.current_person(), the_message);
    IF following = 'verified' THEN
        UPDATE animal.parent_link l SET basis = 'confirmed_by_other_breeder', confirmed_by = core.current_person()
        WHERE l.id = the_link;
    ELSIF following = 'overturned' THEN
        -- It is no parent any more: out of every tree and figure, as if its owner had taken it back.
        UPDATE animal.parent_link l SET retracted_at = now(), retracted_by = core.current_person() WHERE l.id = the_link;
    END IF;
    RETURN following;
END $$;

-- Ends a request whose time is over. Anybody may ask for it: it only writes down what the clock says.
CREATE FUNCTION animal.verification_expire(the_link uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    UPDATE animal.parent_verification v SET state = 'unverified', expires_at = NULL, changed_at = now()
    WHERE v.link_id = the_link AND v.state = 'requested' AND v.expires_at <= now();
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO animal.verification_step (link_id, vivarium_id, parent_vivarium_id, step, party, state_before, state)
    SELECT v.link_id, v.vivarium_id, v.parent_vivarium_id, 'expired', 'system', 'requested', 'unverified'
    FROM animal.parent_verification v WHERE v.link_id = the_link;
    RETURN true;
END $$;

-- The state of a claim as it is now, for whoever sees the claim: a request whose time is over is none.
CREATE VIEW animal.link_verification AS
SELECT v.link_id,
       CASE WHEN v.state = 'requested' AND v.expires_at <= now() THEN 'unverified' ELSE v.state END AS state
FROM animal.parent_verification v;
GRANT SELECT ON animal.link_verification TO reptidex_app;

-- The claims that the transaction's vivarium has a side in: those on one animal, one of them, or all; the open ones first. The side
-- that was asked sees of the child what the form of the request says, and nothing any more once nobody asks it. Which vivarium the
-- parent belongs to is told by its public page, or by its answer.
CREATE FUNCTION animal.verification_cases(the_child uuid, the_link uuid)
RETURNS TABLE (link_id uuid, mine text, state text, expires_at timestamptz, changed_at timestamptz, side text, basis text,
               chance_numerator int, chance_denominator int, child_id uuid, parent_id uuid, child_code text, child_name text,
               child_taxon text, child_sex text, child_genotype_text text, child_born_on date, child_born_precision text, other text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.link_id, m.mine, n.state, CASE WHEN n.state = 'requested' THEN v.expires_at END, v.changed_at, l.side, l.basis,
           l.chance_numerator, l.chance_denominator, v.child_id, v.parent_id, c.code, c.name, t.common_name, c.sex,
           c.genotype_text, c.born_on, c.born_precision,
           CASE WHEN m.mine = 'parent' THEN cv.name WHEN n.state NOT IN ('unverified', 'requested') THEN pv.name END
    FROM animal.parent_verification v
    JOIN animal.parent_link l ON l.id = v.link_id
    JOIN animal.link_verification n ON n.link_id = v.link_id
    JOIN animal.animal c ON c.id = v.child_id
    JOIN animal.taxon t ON t.id = c.taxon_id
    JOIN core.vivarium cv ON cv.id = v.vivarium_id
    JOIN core.vivarium pv ON pv.id = v.parent_vivarium_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN v.vivarium_id = core.current_vivarium() THEN 'child' ELSE 'parent' END AS mine) m
    WHERE (v.vivarium_id = core.current_vivarium() OR v.parent_vivarium_id = core.current_vivarium())
      AND (the_child IS NULL OR v.child_id = the_child)
      AND (the_link IS NULL OR v.link_id = the_link)
      AND (l.retracted_at IS NULL OR v.state = 'overturned')
      AND (m.mine = 'child' OR n.state <> 'unverified')
    ORDER BY n.state IN ('requested', 'disputed') DESC, v.changed_at DESC, v.link_id
    LIMIT 500
$$;

-- What was done on these claims, in order, for either side; for staff while they are disputed. A person's name stays within their own
-- vivarium, the other side is told the vivarium's.
CREATE FUNCTION animal.verification_steps(the_links uuid[])
RETURNS TABLE (link_id uuid, step text, party text, message text, at timestamptz, done_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT s.link_id, s.step, s.party, s.message, s.at,
           CASE WHEN s.party = 'system' THEN NULL
                WHEN core.staff_scope() THEN p.display_name || coalesce(' (' || v.name || ')', '')
                WHEN s.party = 'staff' THEN 'ReptiDex'
                WHEN v.id = core.current_vivarium() THEN p.display_name
                ELSE v.name END
    FROM animal.verification_step s
    JOIN animal.parent_verification k ON k.link_id = s.link_id
    LEFT JOIN core.person p ON p.id = s.person_id
    LEFT JOIN core.vivarium v ON v.id = CASE s.party WHEN 'child' THEN s.vivarium_id WHEN 'parent' THEN s.parent_vivarium_id END
    WHERE s.link_id = ANY (the_links)
      AND (s.vivarium_id = core.current_vivarium() OR s.parent_vivarium_id = core.current_vivarium()
           OR core.staff_scope() AND k.state = 'disputed')
    ORDER BY s.id
$$;

-- How many requests wait for an answer of the transaction's vivarium.
CREATE FUNCTION animal.verifications_waiting() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*) FROM animal.parent_verification v JOIN animal.parent_link l ON l.id = v.link_id AND l.retracted_at IS NULL
    WHERE v.parent_vivarium_id = core.current_vivarium() AND v.vivarium_id <> core.current_vivarium()
      AND v.state = 'requested' AND v.expires_at > now()
$$;

-- Claims on an animal that staff have overturned, for whoever sees its page: they count no more, and are not hidden either.
CREATE FUNCTION animal.overturned_claims(the_child uuid) RETURNS TABLE (parent_id uuid, side text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.parent_id, v.side, v.changed_at FROM animal.parent_verification v
    WHERE v.child_id = the_child AND v.state = 'overturned'
      AND EXISTS (SELECT FROM animal.lineage_node n WHERE n.id = the_child AND n.shown IN ('own', 'public'))
    ORDER BY v.changed_at DESC, v.link_id LIMIT 20
$$;

-- What is disputed, for staff: of the two animals what is needed to judge whether one can be the other's parent.
CREATE FUNCTION animal.verification_disputes()
RETURNS TABLE (link_id uuid, side text, basis text, chance_numerator int, chance_denominator int, changed_at timestamptz,
               child_vivarium_id uuid, child_vivarium text, child_code text, child_name text, child_taxon text, child_sex text,
               child_genotype_text text, child_born_on date, child_born_precision text,
               parent_vivarium_id uuid, parent_vivarium text, parent_code text, parent_name text, parent_taxon text, parent_sex text,
               parent_genotype_text text, parent_born_on date, parent_born_precision text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.link_id, v.side, l.basis, l.chance_numerator, l.chance_denominator, v.changed_at,
           cv.id, cv.name, c.code, c.name, ct.common_name, c.sex, c.genotype_text, c.born_on, c.born_precision,
           pv.id, pv.name, p.code, p.name, pt.common_name, p.sex, p.genotype_text, p.born_on, p.born_precision
    FROM animal.parent_verification v
    JOIN animal.parent_link l ON l.id = v.link_id AND l.retracted_at IS NULL
    JOIN animal.animal c ON c.id = v.child_id JOIN animal.taxon ct ON ct.id = c.taxon_id
    JOIN animal.animal p ON p.id = v.parent_id JOIN animal.taxon pt ON pt.id = p.taxon_id
    JOIN core.vivarium cv ON cv.id = v.vivarium_id JOIN core.vivarium pv ON pv.id = v.parent_vivarium_id
    WHERE core.staff_scope() AND v.state = 'disputed'
    ORDER BY v.changed_at, v.link_id LIMIT 200
$$;

-- Nobody vouches for themselves: the application's role writes neither of the two strongest bases; the functions above do. And what the
-- other breeder was asked about, or has confirmed, stays as they saw it.
CREATE FUNCTION animal.fence_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'reptidex_app' THEN RETURN NEW; END IF;
    IF NEW.basis IN ('confirmed_by_other_breeder', 'dna') AND (TG_OP = 'INSERT' OR NEW.basis <> OLD.basis) THEN
        RAISE EXCEPTION 'this basis comes out of a verification' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.basis, NEW.chance_numerator, NEW.chance_denominator)
            IS DISTINCT FROM (OLD.basis, OLD.chance_numerator, OLD.chance_denominator)
        AND EXISTS (SELECT FROM animal.link_verification v
                    WHERE v.link_id = NEW.id AND v.state IN ('requested', 'verified', 'disputed', 'upheld'))
    THEN
        RAISE EXCEPTION 'the claim is being verified, or was' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'parent_link_verified', SCHEMA = 'animal', TABLE = 'parent_link';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER basis_fence BEFORE INSERT OR UPDATE OF basis, chance_numerator, chance_denominator ON animal.parent_link
    FOR EACH ROW EXECUTE FUNCTION animal.fence_basis();

-- What was overturned isn't recorded again.
CREATE FUNCTION animal.fence_overturned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM animal.parent_verification v
               WHERE v.child_id = NEW.child_id AND v.parent_id = NEW.parent_id AND v.side = NEW.side AND v.state = 'overturned')
    THEN
        RAISE EXCEPTION 'this claim was overturned' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'parent_link_overturned', SCHEMA = 'animal', TABLE = 'parent_link';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER overturned_fence BEFORE INSERT OR UPDATE OF child_id, parent_id, side, retracted_at ON animal.parent_link
    FOR EACH ROW WHEN (NEW.retracted_at IS NULL) EXECUTE FUNCTION animal.fence_overturned();

-- Claims that demo data has as confirmed from before: somebody confirmed them, when nobody wrote down the steps.
CREATE FUNCTION animal.verification_backfill() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog AS $$
    WITH confirmed AS (
        INSERT INTO animal.parent_verification
            (link_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side, state, changed_at)
        SELECT l.id, l.vivarium_id, p.vivarium_id, l.child_id, l.parent_id, l.side, 'verified', l.created_at
        FROM animal.parent_link l JOIN animal.animal p ON p.id = l.parent_id AND p.vivarium_id <> l.vivarium_id
        WHERE l.basis = 'confirmed_by_other_breeder' AND l.declared_by IS NOT NULL AND l.confirmed_by IS NOT NULL
        ON CONFLICT (link_id) DO NOTHING
        RETURNING link_id, vivarium_id, parent_vivarium_id, changed_at
    ), written AS (
        INSERT INTO animal.verification_step
            (link_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, at)
        SELECT c.link_id, c.vivarium_id, c.parent_vivarium_id, s.step, s.party, s.state_before, s.state,
               CASE s.party WHEN 'child' THEN l.declared_by ELSE l.confirmed_by END, c.changed_at
        FROM confirmed c JOIN animal.parent_link l ON l.id = c.link_id
        CROSS JOIN (VALUES (1, 'requested', 'child', 'unverified', 'requested'), (2, 'confirmed', 'parent', 'requested', 'verified'))
            s (n, step, party, state_before, state)
        ORDER BY c.link_id, s.n
    )
    SELECT count(*) FROM confirmed
$$;
SELECT animal.verification_backfill();

REVOKE ALL ON FUNCTION animal.verification_lock, animal.verification_take, animal.verification_expire, animal.verification_cases,
    animal.verification_steps, animal.verifications_waiting, animal.overturned_claims, animal.verification_disputes,
    animal.verification_backfill FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.verification_lock, animal.verification_take, animal.verification_expire,
    animal.verification_cases, animal.verification_steps, animal.verifications_waiting, animal.overturned_claims,
    animal.verification_disputes TO reptidex_app;
