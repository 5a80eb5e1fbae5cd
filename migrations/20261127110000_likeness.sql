-- Photographs that look like another breeder's. The worker finds them by their fingerprints, the sender is told, moderators decide.

-- In which order photographs became ready: a process that keeps all fingerprints in memory asks for those it doesn't have.
CREATE SEQUENCE media.photo_seq;
GRANT USAGE ON SEQUENCE media.photo_seq TO reptidex_app;
ALTER TABLE media.photo ADD COLUMN seq bigint;
CREATE INDEX photo_fingerprint ON media.photo (seq) INCLUDE (id, vivarium_id, fingerprint) WHERE fingerprint IS NOT NULL;

CREATE FUNCTION media.photo_ready() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One that is put back keeps its place: who was first stays first.
    NEW.seq := coalesce(OLD.seq, nextval('media.photo_seq'));
    RETURN NEW;
END $$;
CREATE TRIGGER ready BEFORE UPDATE OF state ON media.photo
    FOR EACH ROW WHEN (NEW.state = 'ready' AND OLD.state <> 'ready') EXECUTE FUNCTION media.photo_ready();

CREATE TABLE media.likeness (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- What came later, and whose it is.
    photo_id uuid NOT NULL REFERENCES media.photo (id) ON DELETE CASCADE,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    other_id uuid NOT NULL REFERENCES media.photo (id) ON DELETE CASCADE,
    other_vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    -- Bits of 64 that differ.
    distance int NOT NULL CHECK (distance BETWEEN 0 AND 64),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'upheld')),
    noted_at timestamptz NOT NULL DEFAULT now(),
    judged_at timestamptz,
    judged_by uuid REFERENCES core.person (id),
    reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    UNIQUE (photo_id, other_id),
    CHECK (vivarium_id <> other_vivarium_id),
    CHECK ((state = 'open') = (judged_at IS NULL))
);
CREATE INDEX likeness_open ON media.likeness (noted_at, id) WHERE state = 'open';
CREATE INDEX likeness_other ON media.likeness (other_id);

-- The sender's side alone: the other isn't told by a machine.
GRANT SELECT ON media.likeness TO reptidex_app;
ALTER TABLE media.likeness ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON media.likeness TO reptidex_app USING (vivarium_id = core.current_vivarium());

-- Fingerprints in their order, for the worker.
CREATE FUNCTION media.fingerprints_since(after bigint, most int)
RETURNS TABLE (seq bigint, id uuid, vivarium_id uuid, fingerprint bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT p.seq, p.id, p.vivarium_id, p.fingerprint FROM media.photo p
    WHERE core.worker_scope() AND p.fingerprint IS NOT NULL AND p.seq > after ORDER BY p.seq LIMIT most
$$;

-- Notes that a photograph of the transaction's vivarium looks like another's, if both still stand; whether that is new.
CREATE FUNCTION media.note_likeness(the_photo uuid, the_other uuid, bits int) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH noted AS (
        INSERT INTO media.likeness (photo_id, vivarium_id, other_id, other_vivarium_id, distance)
        SELECT p.id, p.vivarium_id, o.id, o.vivarium_id, bits
        FROM media.photo p JOIN media.photo o ON o.id = the_other
        WHERE core.worker_scope() AND p.id = the_photo AND p.vivarium_id = core.current_vivarium() AND o.vivarium_id <> p.vivarium_id
          AND p.state = 'ready' AND o.state = 'ready' AND p.archived_at IS NULL AND o.archived_at IS NULL AND o.seq < p.seq
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT FROM noted)
$$;

-- What a vivarium is told of its own photographs: like whose they look, by name where that photograph is public.
CREATE FUNCTION media.alike(photos uuid[]) RETURNS TABLE (photo_id uuid, breeder text, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT ON (l.photo_id) l.photo_id, v.name, v.slug
    FROM media.likeness l
    LEFT JOIN media.public_photo o ON o.id = l.other_id
    LEFT JOIN core.vivarium v ON v.id = l.other_vivarium_id AND o.id IS NOT NULL
    WHERE l.photo_id = ANY (photos) AND l.vivarium_id = core.current_vivarium() AND l.state = 'open'
    ORDER BY l.photo_id, v.name NULLS LAST
$$;

-- Likenesses with both sides, for staff: the eldest first, of those that are decided what was decided last.
CREATE FUNCTION media.likenesses(the_state text, most int)
RETURNS TABLE (id uuid, distance int, noted_at timestamptz, state text, reason text, judged_at timestamptz, latter boolean, photo_id uuid,
               photo_state text, mark text, width int, height int, widths int[], blur bytea, sent_at timestamptz, vivarium_id uuid, vivarium text,
               slug text, animal_id uuid, code text, name text, public boolean, taken_down boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id, l.distance, l.noted_at, l.state, l.reason, l.judged_at, side.latter, p.id, p.state, p.mark, p.width, p.height, p.widths, p.blur,
           p.created_at, v.id, v.name, v.slug, a.id, a.code, a.name, EXISTS (SELECT FROM media.public_photo s WHERE s.id = p.id),
           p.taken_down_at IS NOT NULL
    FROM (SELECT * FROM media.likeness l WHERE core.staff_scope() AND l.state = the_state
          ORDER BY l.judged_at DESC, l.noted_at, l.id LIMIT most) l
    CROSS JOIN LATERAL (VALUES (l.photo_id, true), (l.other_id, false)) AS side (photo_id, latter)
    JOIN media.photo p ON p.id = side.photo_id
    JOIN animal.animal a ON a.id = p.animal_id
    JOIN core.vivarium v ON v.id = p.vivarium_id
    ORDER BY l.judged_at DESC, l.noted_at, l.id, side.latter DESC
$$;

CREATE FUNCTION media.likeness_count() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*) FROM media.likeness l WHERE core.staff_scope() AND l.state = 'open'
$$;

-- Staff's word on a likeness: upheld with the one of the two that is taken down, otherwise dismissed. 'done'; 'gone' where none is open;
-- 'stranger' where the photograph is none of the two.
CREATE FUNCTION media.likeness_judge(the_likeness uuid, the_copy uuid, the_reason text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    found media.likeness;
BEGIN
    SELECT * INTO found FROM media.likeness l WHERE core.staff_scope() AND l.id = the_likeness AND l.state = 'open' FOR UPDATE;
    IF found.id IS NULL THEN RETURN 'gone'; END IF;
    IF the_copy NOT IN (found.photo_id, found.other_id) THEN RETURN 'stranger'; END IF;
    UPDATE media.likeness l SET state = CASE WHEN the_copy IS NULL THEN 'dismissed' ELSE 'upheld' END, reason = the_reason,
           judged_at = now(), judged_by = core.current_person()
    WHERE l.id = the_likeness;
    RETURN 'done';
END $$;

-- Takes a photograph down: nobody is shown it any more, and its sender reads why. The vivarium whose it is, or nothing where it isn't shown.
CREATE FUNCTION media.take_down(the_photo uuid, why text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE media.photo p SET state = 'rejected', refusal = why, retryable = false, taken_down_at = now(), taken_down_by = core.current_person()
    WHERE core.staff_scope() AND p.id = the_photo AND p.state = 'ready' AND why <> '' RETURNING p.vivarium_id
$$;

-- Puts it back: it is prepared again from what was sent.
CREATE FUNCTION media.put_back(the_photo uuid) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE media.photo p SET state = 'processing', refusal = '', taken_down_at = NULL, taken_down_by = NULL
    WHERE core.staff_scope() AND p.id = the_photo AND p.taken_down_at IS NOT NULL RETURNING p.vivarium_id
$$;

REVOKE ALL ON FUNCTION media.fingerprints_since(bigint, int), media.note_likeness(uuid, uuid, int), media.alike(uuid[]),
    media.likenesses(text, int), media.likeness_count(), media.likeness_judge(uuid, uuid, text), media.take_down(uuid, text),
    media.put_back(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.fingerprints_since(bigint, int), media.note_likeness(uuid, uuid, int), media.alike(uuid[]),
    media.likenesses(text, int), media.likeness_count(), media.likeness_judge(uuid, uuid, text), media.take_down(uuid, text),
    media.put_back(uuid) TO reptidex_app;
