-- Files that a claim rests on: certificates, photographs, letters. The bytes stand apart from what is said of them, so that no list reads them,
-- and so that they can move to another store.

-- Each file's bytes once a vivarium, by their hash.
CREATE TABLE animal.evidence_body (
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    hash bytea NOT NULL,
    size int NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    bytes bytea NOT NULL,
    PRIMARY KEY (vivarium_id, hash),
    CHECK (size = length(bytes)),
    CHECK (hash = sha256(bytes))
);
-- Pictures and PDFs are packed already.
ALTER TABLE animal.evidence_body ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- A file beside a claim, of whichever side added it; `step_id` where it belongs to a message of the verification.
CREATE TABLE animal.evidence_file (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    link_id uuid REFERENCES animal.parent_link (id),
    claim_id uuid REFERENCES animal.genotype_claim (id),
    step_id bigint REFERENCES animal.verification_step (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    kind text NOT NULL CHECK (kind IN ('pdf', 'png', 'jpeg', 'webp')),
    size int NOT NULL,
    hash bytea NOT NULL,
    -- A laboratory's certificate waits for staff, who accept or refuse it with a reason. Accepted, it makes the claim's basis `dna`.
    certificate text NOT NULL DEFAULT 'none' CHECK (certificate IN ('none', 'waiting', 'accepted', 'refused')),
    judged_by uuid REFERENCES core.person (id),
    judged_at timestamptz,
    judgement text NOT NULL DEFAULT '' CHECK (length(judgement) <= 1000),
    uploaded_by uuid REFERENCES core.person (id),
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    withdrawn_by uuid REFERENCES core.person (id),
    withdrawn_at timestamptz,
    CHECK (num_nonnulls(link_id, claim_id) = 1),
    CHECK ((certificate IN ('accepted', 'refused')) = (judged_at IS NOT NULL)),
    FOREIGN KEY (vivarium_id, hash) REFERENCES animal.evidence_body (vivarium_id, hash)
);
-- A file stands beside a claim once, however often it is sent.
CREATE UNIQUE INDEX evidence_file_once ON animal.evidence_file (vivarium_id, coalesce(link_id, claim_id), hash) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_file_of ON animal.evidence_file ((coalesce(link_id, claim_id)), uploaded_at);
CREATE INDEX evidence_file_body ON animal.evidence_file (vivarium_id, hash);
CREATE INDEX evidence_file_waiting ON animal.evidence_file (uploaded_at) WHERE certificate = 'waiting' AND withdrawn_at IS NULL;

GRANT SELECT, INSERT, DELETE ON animal.evidence_body, animal.evidence_file TO reptidex_app;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON animal.evidence_file TO reptidex_app;
ALTER TABLE animal.evidence_body ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.evidence_body TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
ALTER TABLE animal.evidence_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.evidence_file TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- Whose side of a claim the transaction is on: 'owner'; 'other' while the vivarium is a party of its verification; 'staff' while the claim is
-- disputed or a certificate of it waits. Nothing for everybody else.
CREATE FUNCTION animal.evidence_side(the_subject uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM animal.parent_link l WHERE l.id = the_subject AND l.vivarium_id = core.current_vivarium())
            OR EXISTS (SELECT FROM animal.genotype_claim c WHERE c.id = the_subject AND c.vivarium_id = core.current_vivarium())
        THEN 'owner'
        WHEN EXISTS (
            SELECT FROM animal.verification v
            JOIN animal.claim_verification n ON n.subject_id = v.subject_id
            LEFT JOIN animal.parent_link l ON l.id = v.link_id
            LEFT JOIN animal.genotype_claim g ON g.id = v.claim_id
            WHERE v.subject_id = the_subject AND v.parent_vivarium_id = core.current_vivarium() AND n.state <> 'unverified'
              AND (coalesce(l.retracted_at, g.retracted_at) IS NULL OR v.state = 'overturned'))
        THEN 'other'
        WHEN core.staff_scope() AND (
            EXISTS (SELECT FROM animal.verification v WHERE v.subject_id = the_subject AND v.state = 'disputed')
            OR EXISTS (SELECT FROM animal.evidence_file f
                       WHERE coalesce(f.link_id, f.claim_id) = the_subject AND f.certificate = 'waiting' AND f.withdrawn_at IS NULL))
        THEN 'staff'
    END
$$;

-- Whether somebody else may have gone by what stands beside a claim.
CREATE FUNCTION animal.evidence_rests(the_subject uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM animal.verification_step s WHERE s.subject_id = the_subject)
$$;

-- The files beside these claims, for whoever has a side in them. A person's name stays within their own vivarium.
CREATE FUNCTION animal.evidence_list(the_subjects uuid[])
RETURNS TABLE (id uuid, link_id uuid, claim_id uuid, step_id bigint, own boolean, name text, kind text, size int, hash bytea, certificate text,
               judged_at timestamptz, judgement text, uploaded_at timestamptz, withdrawn_at timestamptz, rests boolean, added_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT f.id, f.link_id, f.claim_id, f.step_id, coalesce(f.vivarium_id = core.current_vivarium(), false), f.name, f.kind, f.size, f.hash,
           f.certificate, f.judged_at, f.judgement, f.uploaded_at, f.withdrawn_at,
           f.certificate IN ('accepted', 'refused') OR animal.evidence_rests(s.subject_id),
           CASE WHEN f.vivarium_id = core.current_vivarium() THEN p.display_name ELSE v.name END
    FROM (SELECT DISTINCT u.subject_id FROM unnest(the_subjects) u (subject_id)) s
    JOIN animal.evidence_file f ON coalesce(f.link_id, f.claim_id) = s.subject_id
    JOIN core.vivarium v ON v.id = f.vivarium_id
    LEFT JOIN core.person p ON p.id = f.uploaded_by
    WHERE animal.evidence_side(s.subject_id) IS NOT NULL
    ORDER BY f.uploaded_at, f.id
    LIMIT 5000
$$;

-- One file, for whoever may read it: whose it is, and from what side it is read.
CREATE FUNCTION animal.evidence_open(the_file uuid)
RETURNS TABLE (vivarium_id uuid, side text, name text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT f.vivarium_id, CASE WHEN f.vivarium_id = core.current_vivarium() THEN 'own' ELSE s.side END, f.name, f.kind
    FROM animal.evidence_file f
    CROSS JOIN LATERAL (SELECT animal.evidence_side(coalesce(f.link_id, f.claim_id)) AS side) s
    WHERE f.id = the_file AND (f.vivarium_id = core.current_vivarium() OR s.side IS NOT NULL)
$$;

-- Its bytes, by the same rule.
CREATE FUNCTION animal.evidence_bytes(the_file uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT b.bytes
    FROM animal.evidence_open(the_file) o
    JOIN animal.evidence_file f ON f.id = the_file
    JOIN animal.evidence_body b ON b.vivarium_id = f.vivarium_id AND b.hash = f.hash
$$;

-- Certificates that wait for staff, the eldest first, with the claim and the animals that they speak of.
CREATE FUNCTION animal.certificates_waiting()
RETURNS TABLE (id uuid, name text, kind text, size int, uploaded_at timestamptz, link_id uuid, claim_id uuid, side text, basis text,
               chance_numerator int, chance_denominator int, gene text, copies int, carried_on text,
               vivarium_id uuid, vivarium text, code text, animal text, taxon text, sex text, genotype_text text, born_on date,
               born_precision text, parent_code text, parent_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT f.id, f.name, f.kind, f.size, f.uploaded_at, f.link_id, f.claim_id, l.side, coalesce(l.basis, g.basis),
           coalesce(l.chance_numerator, g.chance_numerator), coalesce(l.chance_denominator, g.chance_denominator), g.gene, g.copies,
           g.carried_on, v.id, v.name, a.code, a.name, t.common_name, a.sex, a.genotype_text, a.born_on, a.born_precision, p.code, p.name
    FROM animal.evidence_file f
    JOIN core.vivarium v ON v.id = f.vivarium_id
    LEFT JOIN animal.parent_link l ON l.id = f.link_id
    LEFT JOIN animal.genotype_claim g ON g.id = f.claim_id
    JOIN animal.animal a ON a.id = coalesce(l.child_id, g.animal_id)
    JOIN animal.taxon t ON t.id = a.taxon_id
    LEFT JOIN animal.animal p ON p.id = l.parent_id
    WHERE core.staff_scope() AND f.certificate = 'waiting' AND f.withdrawn_at IS NULL
      AND coalesce(l.retracted_at, g.retracted_at) IS NULL
    ORDER BY f.uploaded_at, f.id LIMIT 200
$$;

-- What staff say of a certificate. Accepted, the claim is known by a DNA test. Answers how it went: 'done', 'involved' for somebody of the
-- vivarium itself, 'late' when it waits no more; nothing when there is none.
CREATE FUNCTION animal.certificate_judge(the_file uuid, accepted boolean, the_reason text)
RETURNS TABLE (vivarium_id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
    file animal.evidence_file;
    how text := 'done';
BEGIN
    IF NOT core.staff_scope() THEN RETURN; END IF;
    -- The animal before its claim before the file, as every writer does.
    PERFORM FROM animal.evidence_file f
        LEFT JOIN animal.parent_link l ON l.id = f.link_id LEFT JOIN animal.genotype_claim g ON g.id = f.claim_id
        JOIN animal.animal a ON a.id = coalesce(l.child_id, g.animal_id)
        WHERE f.id = the_file FOR KEY SHARE OF a;
    SELECT * INTO file FROM animal.evidence_file f WHERE f.id = the_file FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    IF EXISTS (SELECT FROM core.membership m
               WHERE m.person_id = core.current_person() AND m.status = 'active' AND m.vivarium_id = file.vivarium_id) THEN
        how := 'involved';
    ELSIF file.certificate <> 'waiting' OR file.withdrawn_at IS NOT NULL THEN
        how := 'late';
    ELSE
        UPDATE animal.evidence_file f
        SET certificate = CASE WHEN accepted THEN 'accepted' ELSE 'refused' END, judged_at = now(), judged_by = core.current_person(),
            judgement = the_reason
        WHERE f.id = the_file;
        IF accepted THEN
            UPDATE animal.parent_link l SET basis = 'dna' WHERE l.id = file.link_id AND l.retracted_at IS NULL;
            UPDATE animal.genotype_claim g SET basis = 'dna' WHERE g.id = file.claim_id AND g.retracted_at IS NULL;
        END IF;
    END IF;
    RETURN QUERY SELECT file.vivarium_id, how;
END $$;

-- What the application writes about files: only beside claims that it has a side in, a certificate only for one's own claim, and nothing away
-- that somebody may have gone by.
CREATE FUNCTION animal.fence_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    side text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.certificate IN ('accepted', 'refused') OR animal.evidence_rests(coalesce(OLD.link_id, OLD.claim_id)) THEN
            RAISE EXCEPTION 'a verification rests on this file' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'evidence_rests', SCHEMA = 'animal', TABLE = 'evidence_file';
        END IF;
        RETURN OLD;
    END IF;
    IF current_user <> 'reptidex_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.withdrawn_at IS NOT NULL THEN
            RAISE EXCEPTION 'a withdrawn file stays withdrawn' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    side := animal.evidence_side(coalesce(NEW.link_id, NEW.claim_id));
    IF side IS NULL OR side = 'staff' OR NEW.certificate <> 'none' AND (side <> 'owner' OR NEW.certificate <> 'waiting')
        OR NEW.withdrawn_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'no side in this claim' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fence BEFORE INSERT OR UPDATE OR DELETE ON animal.evidence_file FOR EACH ROW EXECUTE FUNCTION animal.fence_evidence();

-- A claim about a gene that stands in another's place takes its files along; a certificate speaks for it only while it says the same.
CREATE FUNCTION animal.carry_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.evidence_file (id, vivarium_id, claim_id, name, kind, size, hash, certificate, judged_by, judged_at, judgement,
        uploaded_by, uploaded_at)
    SELECT gen_random_uuid(), f.vivarium_id, NEW.id, f.name, f.kind, f.size, f.hash,
           CASE WHEN s.same THEN f.certificate ELSE 'none' END, CASE WHEN s.same THEN f.judged_by END,
           CASE WHEN s.same THEN f.judged_at END, CASE WHEN s.same THEN f.judgement ELSE '' END, f.uploaded_by, f.uploaded_at
    FROM animal.genotype_claim o
    JOIN animal.evidence_file f ON f.claim_id = o.id AND f.vivarium_id = o.vivarium_id AND f.withdrawn_at IS NULL
    CROSS JOIN LATERAL (SELECT (o.gene, o.copies, o.chance_numerator, o.chance_denominator, o.carried_on)
        IS NOT DISTINCT FROM (NEW.gene, NEW.copies, NEW.chance_numerator, NEW.chance_denominator, NEW.carried_on) AS same) s
    WHERE o.id = NEW.replaces AND o.vivarium_id = NEW.vivarium_id;
    RETURN NULL;
END $$;
CREATE TRIGGER carry_evidence AFTER INSERT ON animal.genotype_claim
    FOR EACH ROW WHEN (NEW.replaces IS NOT NULL) EXECUTE FUNCTION animal.carry_evidence();

-- A gene is known by a DNA test once staff have seen the certificate: the application writes that basis only where it takes over, word for
-- word, a claim that has it.
CREATE FUNCTION animal.fence_dna() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'reptidex_app' AND NOT EXISTS (
        SELECT FROM animal.genotype_claim o
        WHERE o.id = NEW.replaces AND o.basis = 'dna' AND o.animal_id = NEW.animal_id
          AND (o.gene, o.copies, o.chance_numerator, o.chance_denominator, o.carried_on)
              IS NOT DISTINCT FROM (NEW.gene, NEW.copies, NEW.chance_numerator, NEW.chance_denominator, NEW.carried_on))
    THEN
        RAISE EXCEPTION 'this basis comes out of a certificate' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dna_fence BEFORE INSERT ON animal.genotype_claim
    FOR EACH ROW WHEN (NEW.basis = 'dna') EXECUTE FUNCTION animal.fence_dna();

REVOKE ALL ON FUNCTION animal.evidence_side, animal.evidence_rests, animal.evidence_list, animal.evidence_open, animal.evidence_bytes,
    animal.certificates_waiting, animal.certificate_judge, animal.carry_evidence FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.evidence_side, animal.evidence_rests, animal.evidence_list, animal.evidence_open, animal.evidence_bytes,
    animal.certificates_waiting, animal.certificate_judge TO reptidex_app;
