-- Plans: what a vivarium pays for, as data. Nobody can pay yet, so staff give them. Of the limits here only the storage of photographs is held;
-- members, listings, API tokens and the own logo are written down and refuse nothing so far.
CREATE TABLE core.plan (
    code text PRIMARY KEY CHECK (code ~ '^[a-z]+(_[a-z]+)*$' AND length(code) <= 40),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    -- The least first.
    place int NOT NULL UNIQUE,
    -- A month, in hundredths of the currency.
    price_cents int NOT NULL CHECK (price_cents >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- Without a number there is no limit.
    listings int CHECK (listings > 0),
    members int CHECK (members > 0),
    storage_bytes bigint NOT NULL CHECK (storage_bytes > 0),
    -- API tokens and webhooks.
    api boolean NOT NULL,
    white_label boolean NOT NULL,
    -- What a vivarium has that nobody gave another.
    is_first boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX plan_first ON core.plan (is_first) WHERE is_first;
GRANT SELECT ON core.plan TO reptidex_app;

INSERT INTO core.plan (code, name, place, price_cents, currency, listings, members, storage_bytes, api, white_label, is_first) VALUES
    ('hobbyist', 'Hobbyist', 1, 0, 'USD', 5, 1, 1::bigint << 30, false, false, true),
    ('keeper', 'Keeper', 2, 340, 'USD', 25, 3, 10::bigint << 30, false, false, false),
    ('breeder', 'Breeder', 3, 960, 'USD', 250, 10, 50::bigint << 30, true, false, false),
    ('collector', 'Collector', 4, 3000, 'USD', NULL, NULL, 500::bigint << 30, true, true, false);

-- The plan that a vivarium was given. It isn't a column of the vivarium: members may change that row, and this one only `core.set_plan` does.
CREATE TABLE core.vivarium_plan (
    vivarium_id uuid PRIMARY KEY REFERENCES core.vivarium (id),
    plan text NOT NULL REFERENCES core.plan (code),
    since timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON core.vivarium_plan TO reptidex_app;
ALTER TABLE core.vivarium_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.vivarium_plan FOR SELECT TO reptidex_app USING (vivarium_id = core.current_vivarium());
CREATE POLICY staff ON core.vivarium_plan FOR SELECT TO reptidex_app USING (core.staff_scope());

-- Until now everybody had 10 GB: who is here keeps them.
INSERT INTO core.vivarium_plan (vivarium_id, plan) SELECT v.id, 'keeper' FROM core.vivarium v;

-- Each change, with the reason that staff gave. The audit log names the row, and holds no text that somebody typed.
CREATE TABLE core.plan_change (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    before text NOT NULL REFERENCES core.plan (code),
    after text NOT NULL REFERENCES core.plan (code),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    staff_id uuid NOT NULL REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX plan_change_vivarium ON core.plan_change (vivarium_id, created_at DESC);
GRANT SELECT ON core.plan_change TO reptidex_app;
ALTER TABLE core.plan_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON core.plan_change FOR SELECT TO reptidex_app USING (core.staff_scope());

-- The plan of each vivarium that the reader may see.
CREATE VIEW core.plan_of_vivarium WITH (security_invoker) AS
SELECT v.id AS vivarium_id, p.code, p.name, p.price_cents, p.currency, p.listings, p.members, p.storage_bytes, p.api, p.white_label
FROM core.vivarium v
LEFT JOIN core.vivarium_plan g ON g.vivarium_id = v.id
JOIN core.plan p ON p.code = coalesce(g.plan, (SELECT f.code FROM core.plan f WHERE f.is_first));
GRANT SELECT ON core.plan_of_vivarium TO reptidex_app;

-- Gives a vivarium another plan and keeps why, as the row `the_change`; answers with the plan before. Nothing, where there is no such vivarium or the
-- transaction isn't staff's. The same plan again changes nothing.
CREATE FUNCTION core.set_plan(the_vivarium uuid, the_plan text, the_reason text, the_change uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    plan_before text;
BEGIN
    IF NOT core.staff_scope() THEN RETURN NULL; END IF;
    -- Two who give at once go one after the other.
    PERFORM FROM core.vivarium v WHERE v.id = the_vivarium FOR NO KEY UPDATE;
    SELECT o.code INTO plan_before FROM core.plan_of_vivarium o WHERE o.vivarium_id = the_vivarium;
    IF plan_before IS NULL OR plan_before = the_plan THEN RETURN plan_before; END IF;
    INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES (the_vivarium, the_plan)
    ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan, since = now();
    INSERT INTO core.plan_change (id, vivarium_id, before, after, reason, staff_id)
    VALUES (the_change, the_vivarium, plan_before, the_plan, the_reason, core.current_person());
    RETURN plan_before;
END $$;
REVOKE ALL ON FUNCTION core.set_plan(uuid, text, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.set_plan(uuid, text, text, uuid) TO reptidex_app;

-- Bytes that a vivarium's photographs take of its room, for itself and for staff: originals, those on their way as they were announced, and what was
-- made of them; removed ones until they are swept. What wasn't taken takes none, unless it can be tried again.
CREATE FUNCTION media.room_taken(the_vivarium uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(sum(p.size + p.made) FILTER (WHERE p.state <> 'rejected' OR p.retryable), 0)::bigint
    FROM media.photo p
    WHERE p.vivarium_id = the_vivarium AND (core.staff_scope() OR the_vivarium = core.current_vivarium())
$$;

-- As it was, with the room that each vivarium's plan has.
DROP FUNCTION media.storage_by_vivarium(int);
CREATE FUNCTION media.storage_by_vivarium(most int)
RETURNS TABLE (vivarium_id uuid, vivarium text, photos bigint, originals bigint, pictures bigint, files bigint, file_bytes bigint,
               plan text, room bigint, vivariums bigint, all_photos bigint, all_originals bigint, all_pictures bigint, all_files bigint,
               all_file_bytes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH photo AS (
        SELECT p.vivarium_id, count(*) AS photos, sum(p.size)::bigint AS originals,
               coalesce(sum(p.made) FILTER (WHERE p.taken_down_at IS NULL), 0)::bigint AS pictures
        FROM media.photo p WHERE core.staff_scope() AND p.state <> 'uploading' GROUP BY p.vivarium_id),
    file AS (
        SELECT b.vivarium_id, count(*) AS files, sum(b.size)::bigint AS bytes
        FROM animal.evidence_body b WHERE core.staff_scope() GROUP BY b.vivarium_id),
    both_of AS (
        SELECT coalesce(p.vivarium_id, f.vivarium_id) AS id, coalesce(p.photos, 0) AS photos, coalesce(p.originals, 0) AS originals,
               coalesce(p.pictures, 0) AS pictures, coalesce(f.files, 0) AS files, coalesce(f.bytes, 0) AS bytes
        FROM photo p FULL JOIN file f ON f.vivarium_id = p.vivarium_id)
    SELECT b.id, v.name, b.photos, b.originals, b.pictures, b.files, b.bytes, o.name, o.storage_bytes, count(*) OVER (),
           (sum(b.photos) OVER ())::bigint, (sum(b.originals) OVER ())::bigint, (sum(b.pictures) OVER ())::bigint,
           (sum(b.files) OVER ())::bigint, (sum(b.bytes) OVER ())::bigint
    FROM both_of b JOIN core.vivarium v ON v.id = b.id JOIN core.plan_of_vivarium o ON o.vivarium_id = b.id
    ORDER BY b.originals + b.pictures + b.bytes DESC, b.id LIMIT most
$$;

REVOKE ALL ON FUNCTION media.room_taken(uuid), media.storage_by_vivarium(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.room_taken(uuid), media.storage_by_vivarium(int) TO reptidex_app;
