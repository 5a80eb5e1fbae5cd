-- Logos for staff: looked through, taken down with a reason; and counted in what vivariums have stored. A logo takes nothing of the room for photographs:
-- there is one a vivarium, of a megabyte and a half at most, and only where the plan has hundreds of gigabytes.

-- A logo that was taken down keeps its row, by which its keeper reads why, until another is sent in its place. Its bytes are gone.
ALTER TABLE media.logo
    ADD COLUMN refusal text NOT NULL DEFAULT '' CHECK (length(refusal) <= 500),
    ADD COLUMN taken_down_at timestamptz,
    ADD COLUMN taken_down_by uuid REFERENCES core.person (id),
    ADD CONSTRAINT logo_taken_down_check CHECK ((taken_down_at IS NULL) = (refusal = ''));

-- Another picture is another logo, also where a process of the version before sends it.
CREATE FUNCTION media.logo_is_another() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.refusal := '';
    NEW.taken_down_at := NULL;
    NEW.taken_down_by := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER another BEFORE UPDATE ON media.logo FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION media.logo_is_another();

CREATE INDEX logo_newest ON media.logo (created_at, id);

-- As it was, without those that were taken down.
CREATE OR REPLACE VIEW media.public_logo AS
SELECT l.id, v.slug, l.hash, l.width, l.height
FROM media.logo l
JOIN core.vivarium v ON v.id = l.vivarium_id
LEFT JOIN core.vivarium_plan g ON g.vivarium_id = l.vivarium_id
JOIN core.plan p ON p.code = coalesce(g.plan, (SELECT f.code FROM core.plan f WHERE f.is_first))
WHERE p.white_label AND v.listed AND v.suspended_at IS NULL AND l.taken_down_at IS NULL;

-- Likewise: what was taken down has no bytes to be kept.
CREATE OR REPLACE FUNCTION media.existing_logos(ids uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id FROM media.logo l WHERE core.worker_scope() AND l.id = ANY (ids) AND l.taken_down_at IS NULL
$$;

-- Logos before (or after) one in the order of their coming, with their vivarium; none unless the transaction is staff's. `the_text` is a part of a
-- vivarium's name or address, or its id. There are so few that one plan does for all questions.
CREATE FUNCTION media.staff_logos(the_show text, the_text text, the_time timestamptz, the_id uuid, backwards boolean, most int)
RETURNS TABLE (id uuid, size int, width int, height int, refusal text, created_at timestamptz, taken_down_at timestamptz, taken_down_by text,
               vivarium_id uuid, vivarium text, plan text, allowed boolean, public boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id, l.size, l.width, l.height, l.refusal, l.created_at, l.taken_down_at, s.display_name, v.id, v.name, o.name, o.white_label,
           EXISTS (SELECT FROM media.public_logo p WHERE p.id = l.id)
    FROM media.logo l
    JOIN core.vivarium v ON v.id = l.vivarium_id
    JOIN core.plan_of_vivarium o ON o.vivarium_id = v.id
    LEFT JOIN core.person s ON s.id = l.taken_down_by
    WHERE core.staff_scope()
      AND CASE the_show WHEN 'ready' THEN l.taken_down_at IS NULL WHEN 'taken_down' THEN l.taken_down_at IS NOT NULL ELSE true END
      AND (the_text = '' OR v.id::text = lower(the_text) OR strpos(v.slug, lower(the_text)) > 0 OR strpos(lower(v.name), lower(the_text)) > 0)
      AND CASE WHEN the_id IS NULL THEN true
               WHEN backwards THEN (l.created_at, l.id) > (the_time, the_id)
               ELSE (l.created_at, l.id) < (the_time, the_id) END
    ORDER BY CASE WHEN backwards THEN l.created_at END, CASE WHEN backwards THEN l.id END, l.created_at DESC, l.id DESC
    LIMIT most
$$;

-- Takes a logo down: nobody is shown it any more, and its keeper reads why. The vivarium whose it is, or nothing where it isn't there (any more).
CREATE FUNCTION media.take_logo_down(the_logo uuid, why text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE media.logo l SET refusal = why, taken_down_at = now(), taken_down_by = core.current_person()
    WHERE core.staff_scope() AND l.id = the_logo AND l.taken_down_at IS NULL AND why <> '' RETURNING l.vivarium_id
$$;

-- As it was, with the logos that lie there.
DROP FUNCTION media.storage_by_vivarium(int);
CREATE FUNCTION media.storage_by_vivarium(most int)
RETURNS TABLE (vivarium_id uuid, vivarium text, photos bigint, originals bigint, pictures bigint, files bigint, file_bytes bigint, logo_bytes bigint,
               plan text, room bigint, vivariums bigint, all_photos bigint, all_originals bigint, all_pictures bigint, all_files bigint,
               all_file_bytes bigint, all_logo_bytes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH part AS (
        SELECT p.vivarium_id, count(*) AS photos, sum(p.size)::bigint AS originals,
               coalesce(sum(p.made) FILTER (WHERE p.taken_down_at IS NULL), 0)::bigint AS pictures, 0::bigint AS files, 0::bigint AS bytes,
               0::bigint AS logo
        FROM media.photo p WHERE core.staff_scope() AND p.state <> 'uploading' GROUP BY p.vivarium_id
        UNION ALL
        SELECT b.vivarium_id, 0, 0, 0, count(*), sum(b.size)::bigint, 0
        FROM animal.evidence_body b WHERE core.staff_scope() GROUP BY b.vivarium_id
        UNION ALL
        SELECT l.vivarium_id, 0, 0, 0, 0, 0, l.size FROM media.logo l WHERE core.staff_scope() AND l.taken_down_at IS NULL),
    whole AS (
        SELECT p.vivarium_id AS id, sum(p.photos)::bigint AS photos, sum(p.originals)::bigint AS originals, sum(p.pictures)::bigint AS pictures,
               sum(p.files)::bigint AS files, sum(p.bytes)::bigint AS bytes, sum(p.logo)::bigint AS logo
        FROM part p GROUP BY p.vivarium_id)
    SELECT w.id, v.name, w.photos, w.originals, w.pictures, w.files, w.bytes, w.logo, o.name, o.storage_bytes, count(*) OVER (),
           (sum(w.photos) OVER ())::bigint, (sum(w.originals) OVER ())::bigint, (sum(w.pictures) OVER ())::bigint,
           (sum(w.files) OVER ())::bigint, (sum(w.bytes) OVER ())::bigint, (sum(w.logo) OVER ())::bigint
    FROM whole w JOIN core.vivarium v ON v.id = w.id JOIN core.plan_of_vivarium o ON o.vivarium_id = v.id
    ORDER BY w.originals + w.pictures + w.bytes + w.logo DESC, w.id LIMIT most
$$;

REVOKE ALL ON FUNCTION media.staff_logos(text, text, timestamptz, uuid, boolean, int), media.take_logo_down(uuid, text),
    media.storage_by_vivarium(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.staff_logos(text, text, timestamptz, uuid, boolean, int), media.take_logo_down(uuid, text),
    media.storage_by_vivarium(int) TO reptidex_app;

-- Since when a video is there, which crawlers are told. Of those that were here before it is when their file came.
ALTER TABLE media.video ADD COLUMN created_at timestamptz;
UPDATE media.video v SET created_at = p.created_at FROM media.photo p WHERE p.id = v.photo_id;
ALTER TABLE media.video ALTER COLUMN created_at SET DEFAULT now(), ALTER COLUMN created_at SET NOT NULL;

CREATE OR REPLACE VIEW media.public_video AS
SELECT v.photo_id, v.ending, v.codec, v.millis, v.size, v.created_at FROM media.video v JOIN media.public_photo p ON p.id = v.photo_id;
