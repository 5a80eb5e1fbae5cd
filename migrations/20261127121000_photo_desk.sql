-- All photographs for staff: the newest first, narrowed, page by page; and what vivariums have in the object store.

CREATE INDEX photo_newest ON media.photo (created_at, id);
CREATE INDEX photo_not_taken ON media.photo (created_at, id) WHERE state = 'rejected';

-- Photographs before (or after) one in the order of their coming, with their animal and vivarium; none unless the transaction is staff's. `the_text` is a
-- part of a vivarium's name or address, or the id of a photograph, an animal or a vivarium. Each question is planned by itself: what is put together are
-- the constant words below, never what somebody typed.
CREATE FUNCTION media.staff_photos(the_show text, the_text text, the_time timestamptz, the_id uuid, backwards boolean, most int)
RETURNS TABLE (id uuid, state text, name text, size bigint, made bigint, mark text, width int, height int, widths int[], blur bytea, caption text,
               refusal text, retryable boolean, created_at timestamptz, taken_down_at timestamptz, taken_down_by text, archived_at timestamptz,
               vivarium_id uuid, vivarium text, animal_id uuid, code text, animal text, public boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    kind text := CASE the_show
        WHEN 'ready' THEN 'p.state = ''ready'' AND p.archived_at IS NULL'
        WHEN 'coming' THEN 'p.state IN (''uploading'', ''processing'') AND p.archived_at IS NULL'
        WHEN 'failed' THEN 'p.state = ''rejected'' AND p.taken_down_at IS NULL'
        WHEN 'taken_down' THEN 'p.state = ''rejected'' AND p.taken_down_at IS NOT NULL'
        WHEN 'removed' THEN 'p.archived_at IS NOT NULL'
        ELSE 'true' END;
    whose text := CASE
        WHEN the_text = '' THEN 'true'
        WHEN the_text ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
            THEN '(p.id = $1::uuid OR p.animal_id = $1::uuid OR p.vivarium_id = $1::uuid)'
        ELSE 'p.vivarium_id = ANY ($5)' END;
    owners uuid[];
    place text := CASE
        WHEN the_id IS NULL THEN 'true'
        WHEN backwards THEN '(p.created_at, p.id) > ($2, $3)'
        ELSE '(p.created_at, p.id) < ($2, $3)' END;
    direction text := CASE WHEN backwards THEN 'ASC' ELSE 'DESC' END;
BEGIN
    IF NOT core.staff_scope() THEN RETURN; END IF;
    IF whose LIKE '%$5%' THEN
        -- Looked up first: where nobody is called so, no photograph has to be looked at.
        owners := ARRAY (SELECT w.id FROM core.vivarium w
                         WHERE strpos(w.slug, lower(the_text)) > 0 OR strpos(lower(w.name), lower(the_text)) > 0);
        IF owners = '{}' THEN RETURN; END IF;
    END IF;
    RETURN QUERY EXECUTE format($q$
        SELECT p.id, p.state, p.name, p.size, p.made, p.mark, p.width, p.height, p.widths, p.blur, p.caption, p.refusal, p.retryable, p.created_at,
               p.taken_down_at, s.display_name, p.archived_at, v.id, v.name, a.id, a.code, a.name,
               EXISTS (SELECT FROM media.public_photo o WHERE o.id = p.id)
        FROM media.photo p
        JOIN animal.animal a ON a.id = p.animal_id
        JOIN core.vivarium v ON v.id = p.vivarium_id
        LEFT JOIN core.person s ON s.id = p.taken_down_by
        WHERE %s AND %s AND %s ORDER BY p.created_at %s, p.id %s LIMIT $4 $q$, kind, whose, place, direction, direction)
        USING the_text, the_time, the_id, most, owners;
END $$;

-- What lies in the object store of each vivarium, whoever has most first, with the sums of all beside each: photographs as they were sent and what was
-- made of them, removed ones until they are swept, and files beside claims, also those that still lie in PostgreSQL. What is announced and hasn't
-- arrived isn't counted, nor are pictures of a photograph that was taken down.
CREATE FUNCTION media.storage_by_vivarium(most int)
RETURNS TABLE (vivarium_id uuid, vivarium text, photos bigint, originals bigint, pictures bigint, files bigint, file_bytes bigint,
               vivariums bigint, all_photos bigint, all_originals bigint, all_pictures bigint, all_files bigint, all_file_bytes bigint)
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
    SELECT b.id, v.name, b.photos, b.originals, b.pictures, b.files, b.bytes, count(*) OVER (), (sum(b.photos) OVER ())::bigint,
           (sum(b.originals) OVER ())::bigint, (sum(b.pictures) OVER ())::bigint, (sum(b.files) OVER ())::bigint, (sum(b.bytes) OVER ())::bigint
    FROM both_of b JOIN core.vivarium v ON v.id = b.id
    ORDER BY b.originals + b.pictures + b.bytes DESC, b.id LIMIT most
$$;

REVOKE ALL ON FUNCTION media.staff_photos(text, text, timestamptz, uuid, boolean, int), media.storage_by_vivarium(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.staff_photos(text, text, timestamptz, uuid, boolean, int), media.storage_by_vivarium(int) TO reptidex_app;
