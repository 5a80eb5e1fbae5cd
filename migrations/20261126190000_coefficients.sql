-- Inbreeding, stored: reckoned by a job after each change of a lineage, so that a list can be ordered by it and a public page reads one
-- row. A change is noted in the transaction that makes it, by triggers, so that no verb forgets it. The job
--   1. moves what was noted into marks, and spreads the marks to all descendants, in every vivarium (`coefficient_spread`);
--   2. reckons the marked animals of one vivarium at a time from what that vivarium may see (`animal.ancestry`), and once more from what
--      the public may see, writes what differs and takes the marks away, in one transaction.
-- Killed at any point, it leaves marks, and they are taken up again.

-- A job that works for every vivarium. Only the worker's transactions say so (`repti_db::Scope::Worker`).
CREATE FUNCTION core.worker_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.scope', true), '') = 'worker' $$;

-- The figures of `repti_model::ancestry::Ancestry`, for each of two readers: a hidden ancestor is unknown, and what is hidden from one
-- isn't from the other. An animal without a row is reckoned when it is looked at.
CREATE TABLE animal.coefficient (
    animal_id uuid NOT NULL,
    vivarium_id uuid NOT NULL,
    -- Its own vivarium, or the public.
    audience text NOT NULL CHECK (audience IN ('own', 'public')),
    -- By which definitions: 1 are those that `Ancestry` has. Others later get a number of their own, and the views below read only one.
    definition smallint NOT NULL DEFAULT 1,
    inbreeding double precision CHECK (inbreeding BETWEEN 0 AND 1),
    generations int NOT NULL DEFAULT 0,
    equivalent double precision NOT NULL DEFAULT 0,
    completeness double precision[] NOT NULL DEFAULT '{0,0,0,0,0}',
    ancestors int NOT NULL DEFAULT 0,
    distinct_share double precision,
    uncertain boolean NOT NULL DEFAULT false,
    cut boolean NOT NULL DEFAULT false,
    -- Since when they are these.
    computed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (animal_id, audience),
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id) ON DELETE CASCADE
);
-- Its own vivarium reads it; the worker alone writes it, one vivarium at a time.
GRANT SELECT, INSERT, DELETE ON animal.coefficient TO reptidex_app;
GRANT UPDATE (definition, inbreeding, generations, equivalent, completeness, ancestors, distinct_share, uncertain, cut, computed_at)
    ON animal.coefficient TO reptidex_app;
ALTER TABLE animal.coefficient ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.coefficient FOR SELECT TO reptidex_app USING (vivarium_id = core.current_vivarium());
CREATE POLICY worker ON animal.coefficient TO reptidex_app
    USING (vivarium_id = core.current_vivarium() AND core.worker_scope())
    WITH CHECK (vivarium_id = core.current_vivarium() AND core.worker_scope());

-- What changed and hasn't been looked at. Only ever added to, so that writers wait neither for each other nor for the job.
CREATE TABLE animal.coefficient_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    animal_id uuid NOT NULL,
    -- It isn't to be seen any more by some who could: until its descendants are marked, no stored figure is shown.
    hides boolean NOT NULL DEFAULT false,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX coefficient_change_animal ON animal.coefficient_change (animal_id);
CREATE INDEX coefficient_change_hides ON animal.coefficient_change (id) WHERE hides;

-- Animals whose stored figures aren't right any more, or may not be.
CREATE TABLE animal.coefficient_mark (
    animal_id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL,
    -- Counts the times that changes were taken. A mark of a wave comes after every change that it took, so an animal with a later mark
    -- needn't be gone through for an earlier one.
    wave bigint NOT NULL,
    -- Its children are marked too.
    spread boolean NOT NULL DEFAULT false,
    hides boolean NOT NULL,
    since timestamptz NOT NULL
);
CREATE SEQUENCE animal.coefficient_wave;
CREATE INDEX coefficient_mark_open ON animal.coefficient_mark (wave DESC) WHERE NOT spread;
CREATE INDEX coefficient_mark_hides ON animal.coefficient_mark (animal_id) WHERE hides;
CREATE INDEX coefficient_mark_vivarium ON animal.coefficient_mark (vivarium_id, animal_id);
-- Written by the functions below alone.
GRANT SELECT ON animal.coefficient_mark TO reptidex_app;
ALTER TABLE animal.coefficient_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.coefficient_mark FOR SELECT TO reptidex_app USING (vivarium_id = core.current_vivarium());

-- Calls the job, once a transaction: with one key for all, writers would wait for each other's commit. An import's batches share its id,
-- so that the job comes once, after the last of them.
CREATE FUNCTION animal.coefficient_wake(the_import uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    this_one text := pg_current_xact_id()::text;
BEGIN
    IF current_setting('app.coefficients_woken', true) = this_one THEN RETURN; END IF;
    PERFORM ops.enqueue('animal_coefficients', '{}', 'animal_coefficients:' || coalesce(the_import::text, this_one), 12,
                        now() + CASE WHEN the_import IS NULL THEN interval '0' ELSE interval '3 seconds' END);
    PERFORM set_config('app.coefficients_woken', this_one, true);
END $$;

-- A claim that came, went or counts otherwise now. What an animal's sex, species or archive says changes no figure.
CREATE FUNCTION animal.note_coefficients() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    noted bigint;
    import uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO animal.coefficient_change (animal_id)
        SELECT DISTINCT n.child_id FROM becomes n WHERE n.retracted_at IS NULL;
        GET DIAGNOSTICS noted = ROW_COUNT;
        SELECT n.import_job_id INTO import FROM becomes n LIMIT 1;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO animal.coefficient_change (animal_id)
        SELECT DISTINCT n.child_id FROM was o JOIN becomes n ON n.id = o.id
        WHERE (o.child_id, o.parent_id, o.side, o.chance_numerator, o.chance_denominator, o.retracted_at IS NULL)
            IS DISTINCT FROM (n.child_id, n.parent_id, n.side, n.chance_numerator, n.chance_denominator, n.retracted_at IS NULL);
        GET DIAGNOSTICS noted = ROW_COUNT;
    ELSE
        INSERT INTO animal.coefficient_change (animal_id)
        SELECT DISTINCT o.child_id FROM was o WHERE o.retracted_at IS NULL;
        GET DIAGNOSTICS noted = ROW_COUNT;
        SELECT o.import_job_id INTO import FROM was o LIMIT 1;
    END IF;
    IF noted > 0 THEN PERFORM animal.coefficient_wake(import); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER coefficients_insert AFTER INSERT ON animal.parent_link
    REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION animal.note_coefficients();
CREATE TRIGGER coefficients_update AFTER UPDATE ON animal.parent_link
    REFERENCING OLD TABLE AS was NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION animal.note_coefficients();
CREATE TRIGGER coefficients_delete AFTER DELETE ON animal.parent_link
    REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION animal.note_coefficients();

-- Of a new animal nothing is known yet: that is right without a job.
CREATE FUNCTION animal.new_coefficients() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.coefficient (animal_id, vivarium_id, audience)
    SELECT n.id, n.vivarium_id, a.audience FROM becomes n CROSS JOIN (VALUES ('own'), ('public')) a (audience)
    WHERE a.audience = 'own' OR n.visibility <> 'private';
    RETURN NULL;
END $$;
CREATE TRIGGER coefficients_insert AFTER INSERT ON animal.animal
    REFERENCING NEW TABLE AS becomes FOR EACH STATEMENT EXECUTE FUNCTION animal.new_coefficients();

-- Who is hidden from others is unknown to them, and so is everything above.
CREATE FUNCTION animal.note_coefficients_seen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.coefficient_change (animal_id, hides) VALUES (NEW.id, NEW.visibility = 'private');
    PERFORM animal.coefficient_wake(NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER coefficients_seen AFTER UPDATE OF visibility ON animal.animal
    FOR EACH ROW WHEN ((OLD.visibility = 'private') <> (NEW.visibility = 'private'))
    EXECUTE FUNCTION animal.note_coefficients_seen();

CREATE FUNCTION animal.note_coefficients_suspended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.coefficient_change (animal_id, hides)
    SELECT a.id, NEW.suspended_at IS NOT NULL FROM animal.animal a WHERE a.vivarium_id = NEW.id AND a.visibility <> 'private';
    PERFORM animal.coefficient_wake(NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER coefficients_suspended AFTER UPDATE OF suspended_at ON core.vivarium
    FOR EACH ROW WHEN ((OLD.suspended_at IS NULL) <> (NEW.suspended_at IS NULL))
    EXECUTE FUNCTION animal.note_coefficients_suspended();

-- One step of marking: takes up to `most` changes; when there are none, goes down from marked animals whose children aren't marked yet,
-- until it has been through `most`. Says how many it handled; 0: nothing is left. One step at a time in the whole house. The latest wave
-- goes first, and an animal with a mark as late isn't gone through again, so that no animal is twice.
CREATE FUNCTION animal.coefficient_spread(most int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off AS $$
DECLARE
    this bigint;
    handled int;
    front uuid[];
    any_hides boolean;
    oldest timestamptz;
BEGIN
    IF NOT core.worker_scope() THEN RETURN 0; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('animal.coefficient_spread', 0));
    this := nextval('animal.coefficient_wave');
    WITH taken AS (
        DELETE FROM animal.coefficient_change c
        USING (SELECT n.id FROM animal.coefficient_change n ORDER BY n.id LIMIT most) f
        WHERE c.id = f.id
        RETURNING c.animal_id, c.hides, c.at
    ), marked AS (
        INSERT INTO animal.coefficient_mark (animal_id, vivarium_id, wave, hides, since)
        SELECT a.id, a.vivarium_id, this, bool_or(t.hides), min(t.at)
        FROM taken t JOIN animal.animal a ON a.id = t.animal_id
        GROUP BY a.id ORDER BY a.id
        ON CONFLICT (animal_id) DO UPDATE
            SET wave = excluded.wave, spread = false, hides = coefficient_mark.hides OR excluded.hides,
                since = least(coefficient_mark.since, excluded.since)
    )
    SELECT count(*) INTO handled FROM taken;
    IF handled > 0 THEN RETURN handled; END IF;

    SELECT max(m.wave) INTO this FROM animal.coefficient_mark m WHERE NOT m.spread;
    IF this IS NULL THEN RETURN 0; END IF;
    WITH begun AS (
        UPDATE animal.coefficient_mark m SET spread = true
        WHERE m.animal_id IN (SELECT o.animal_id FROM animal.coefficient_mark o WHERE NOT o.spread AND o.wave = this LIMIT most)
        RETURNING m.animal_id, m.hides, m.since
    )
    SELECT array_agg(g.animal_id), bool_or(g.hides), min(g.since) INTO front, any_hides, oldest FROM begun g;
    LOOP
        handled := handled + cardinality(front);
        WITH reached AS (
            INSERT INTO animal.coefficient_mark (animal_id, vivarium_id, wave, spread, hides, since)
            SELECT DISTINCT l.child_id, l.vivarium_id, this, true, any_hides, oldest
            FROM unnest(front) f (id) CROSS JOIN LATERAL (
                SELECT p.child_id, p.vivarium_id FROM animal.parent_link p
                WHERE p.parent_id = f.id AND p.retracted_at IS NULL OFFSET 0) l
            ORDER BY l.child_id
            ON CONFLICT (animal_id) DO UPDATE
                SET wave = excluded.wave, spread = true, hides = coefficient_mark.hides OR excluded.hides,
                    since = least(coefficient_mark.since, excluded.since)
                WHERE coefficient_mark.wave < excluded.wave
            RETURNING animal_id
        )
        SELECT array_agg(r.animal_id) INTO front FROM reached r;
        EXIT WHEN front IS NULL;
        IF handled >= most THEN
            -- The next step goes on from these.
            UPDATE animal.coefficient_mark m SET spread = false WHERE m.animal_id = ANY (front);
            EXIT;
        END IF;
    END LOOP;
    RETURN handled;
END $$;

-- The vivariums that have marked animals.
CREATE FUNCTION animal.coefficient_vivariums() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT m.vivarium_id FROM animal.coefficient_mark m WHERE core.worker_scope()
$$;

-- Takes up to `most` marked animals of the transaction's vivarium until it ends, once no mark is left to be spread: each with whether
-- others may see it. What another worker has taken is passed over. The animals themselves are held too, so that none goes meanwhile.
CREATE FUNCTION animal.coefficient_take(most int) RETURNS TABLE (animal_id uuid, seen boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
    ids uuid[];
BEGIN
    IF NOT core.worker_scope() OR EXISTS (SELECT FROM animal.coefficient_mark o WHERE NOT o.spread) THEN RETURN; END IF;
    SELECT array_agg(t.animal_id) INTO ids FROM (
        SELECT m.animal_id FROM animal.coefficient_mark m
        WHERE m.vivarium_id = core.current_vivarium() AND m.spread
        ORDER BY m.animal_id LIMIT most FOR UPDATE SKIP LOCKED) t;
    DELETE FROM animal.coefficient_mark m
    WHERE m.animal_id = ANY (ids)
      AND NOT EXISTS (SELECT FROM animal.animal a WHERE a.id = m.animal_id AND a.vivarium_id = m.vivarium_id);
    RETURN QUERY
    SELECT a.id, a.visibility <> 'private' FROM animal.animal a
    WHERE a.id = ANY (ids) AND a.vivarium_id = core.current_vivarium()
    ORDER BY a.id FOR KEY SHARE;
END $$;

-- Takes the marks away of animals that were taken and reckoned in this transaction.
CREATE FUNCTION animal.coefficient_settle(ids uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    DELETE FROM animal.coefficient_mark m
    WHERE m.animal_id = ANY (ids) AND m.spread AND m.vivarium_id = core.current_vivarium() AND core.worker_scope()
$$;

-- Something was hidden a moment ago, and not all who descend from it are marked yet.
CREATE FUNCTION animal.coefficient_hiding() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM animal.coefficient_change c WHERE c.hides)
        OR EXISTS (SELECT FROM animal.coefficient_mark m WHERE m.hides)
            AND EXISTS (SELECT FROM animal.coefficient_mark m WHERE NOT m.spread)
$$;

-- The stored figures that hold, for the transaction's vivarium: a marked animal has none. These views belong to the owner and name whom
-- they are for themselves, as the animals' fence would keep the planner from using what it needs.
CREATE VIEW animal.known_coefficient AS
SELECT c.animal_id, c.inbreeding, c.generations, c.equivalent, c.completeness, c.ancestors, c.distinct_share, c.uncertain, c.cut,
       c.computed_at
FROM animal.coefficient c
WHERE c.audience = 'own' AND c.definition = 1 AND c.vivarium_id = core.current_vivarium()
  AND NOT EXISTS (SELECT FROM animal.coefficient_mark m WHERE m.animal_id = c.animal_id)
  AND NOT EXISTS (SELECT FROM animal.coefficient_change n WHERE n.animal_id = c.animal_id)
  AND NOT (SELECT animal.coefficient_hiding());

-- The same for anybody, of public animals.
CREATE VIEW animal.public_coefficient AS
SELECT c.animal_id, c.inbreeding, c.generations, c.equivalent, c.completeness, c.ancestors, c.distinct_share, c.uncertain, c.cut,
       c.computed_at
FROM animal.coefficient c
WHERE c.audience = 'public' AND c.definition = 1
  AND EXISTS (SELECT FROM animal.public_animal p WHERE p.id = c.animal_id)
  AND NOT EXISTS (SELECT FROM animal.coefficient_mark m WHERE m.animal_id = c.animal_id)
  AND NOT EXISTS (SELECT FROM animal.coefficient_change n WHERE n.animal_id = c.animal_id)
  AND NOT (SELECT animal.coefficient_hiding());
GRANT SELECT ON animal.known_coefficient, animal.public_coefficient TO reptidex_app;

-- How many changes and marks wait, and how long the oldest of them has: counts, nothing of what is counted.
CREATE FUNCTION animal.coefficient_backlog(OUT waiting bigint, OUT oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*), greatest(coalesce(extract(epoch FROM clock_timestamp() - min(w.since)), 0), 0)::float8
    FROM (SELECT c.at AS since FROM animal.coefficient_change c UNION ALL SELECT m.since FROM animal.coefficient_mark m) w
$$;

-- Has every animal reckoned again, for operators: says how many there are.
CREATE FUNCTION animal.coefficient_again() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    noted bigint;
BEGIN
    IF NOT core.worker_scope() THEN RETURN 0; END IF;
    INSERT INTO animal.coefficient_change (animal_id) SELECT a.id FROM animal.animal a ORDER BY a.id;
    GET DIAGNOSTICS noted = ROW_COUNT;
    IF noted > 0 THEN PERFORM animal.coefficient_wake(NULL); END IF;
    RETURN noted;
END $$;

REVOKE ALL ON FUNCTION animal.coefficient_wake, animal.coefficient_spread, animal.coefficient_vivariums, animal.coefficient_take,
    animal.coefficient_settle, animal.coefficient_hiding, animal.coefficient_backlog, animal.coefficient_again FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.coefficient_spread, animal.coefficient_vivariums, animal.coefficient_take,
    animal.coefficient_settle, animal.coefficient_hiding, animal.coefficient_backlog, animal.coefficient_again TO reptidex_app;

-- Animals that are there already have no row until the job has been; pages reckon theirs meanwhile. In a new database the queue comes
-- after this file, and there are no animals.
INSERT INTO animal.coefficient_change (animal_id) SELECT a.id FROM animal.animal a ORDER BY a.id;
DO $$
BEGIN
    IF to_regnamespace('graphile_worker') IS NOT NULL AND EXISTS (SELECT FROM animal.coefficient_change) THEN
        PERFORM animal.coefficient_wake(NULL);
    END IF;
END $$;
