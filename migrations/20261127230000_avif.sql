-- AVIF of photographs, beside WebP and JPEG: made once they are shown, by a worker that was built with an encoder.

ALTER TABLE media.photo
    -- Those of `widths` that there are as AVIF, too (`<width>.avif`). NULL until somebody has tried; none where it came out no smaller than WebP.
    ADD COLUMN avif int[],
    -- How often a worker took it up, and when last: what ends its worker isn't taken up for ever.
    ADD COLUMN avif_tries smallint NOT NULL DEFAULT 0,
    ADD COLUMN avif_tried_at timestamptz,
    ADD CONSTRAINT photo_avif_check CHECK (avif <@ widths);
CREATE INDEX photo_without_avif ON media.photo (created_at)
    WHERE state = 'ready' AND kind = 'photo' AND avif IS NULL AND avif_tries < 5 AND archived_at IS NULL;

-- Nobody who has a photograph's form open has changed less than they believe because a worker made another file of it: its version stays.
DROP TRIGGER touch ON media.photo;
CREATE TRIGGER touch BEFORE UPDATE ON media.photo FOR EACH ROW
    WHEN (NEW.state <> OLD.state OR NEW.avif_tries = OLD.avif_tries AND NEW.avif IS NOT DISTINCT FROM OLD.avif)
    EXECUTE FUNCTION core.touch();

CREATE OR REPLACE VIEW media.public_photo AS
SELECT p.id, p.animal_id, p.mark, p.width, p.height, p.widths, p.blur, p.caption, coalesce(p.taken_on, p.camera_day) AS taken_on,
       p.representative, p.position, coalesce(p.avif, '{}') AS avif
FROM media.photo p
JOIN animal.animal a ON a.id = p.animal_id
JOIN core.vivarium v ON v.id = a.vivarium_id
WHERE p.state = 'ready' AND p.archived_at IS NULL AND p.taken_down_at IS NULL
  AND a.visibility = 'public' AND a.archived_at IS NULL AND a.kind <> 'placeholder' AND v.listed AND v.suspended_at IS NULL;

-- Gives the worker the newest photograph of any vivarium that lacks AVIF, and nobody else for a while; to anybody but the worker nothing. What was taken
-- up before and came to no end waits for longer each time, and is left alone after the fifth.
CREATE FUNCTION media.claim_avif(pause interval) RETURNS TABLE (id uuid, vivarium_id uuid, mark text, widths int[])
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE media.photo p SET avif_tries = p.avif_tries + 1, avif_tried_at = now()
    WHERE p.id = (
        SELECT o.id FROM media.photo o
        WHERE core.worker_scope() AND o.state = 'ready' AND o.kind = 'photo' AND o.avif IS NULL AND o.avif_tries < 5 AND o.archived_at IS NULL
          AND (o.avif_tried_at IS NULL OR o.avif_tried_at < now() - pause * o.avif_tries)
        ORDER BY o.created_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING p.id, p.vivarium_id, p.mark, p.widths
$$;

-- Has the worker look for it: after everything else that the same worker does, by its priority, and once however often it is asked for. Nobody's request
-- is its cause (ops.enqueue would say one).
CREATE FUNCTION media.ask_for_avif() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
BEGIN
    IF core.worker_scope() THEN
        PERFORM graphile_worker.add_job(
            identifier => 'photo_avif', payload => '{}'::json, job_key => 'photo_avif', max_attempts => 12, priority => 2000);
    END IF;
END $$;

REVOKE ALL ON FUNCTION media.claim_avif(interval), media.ask_for_avif() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.claim_avif(interval), media.ask_for_avif() TO reptidex_app;

-- What comes behind everything else isn't late when it waits: nobody is rung for it, and the queue stays healthy.
CREATE OR REPLACE FUNCTION ops.job_counts()
RETURNS TABLE (task text, waiting bigint, running bigint, retrying bigint, failed bigint, oldest_seconds bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN QUERY
    SELECT t.identifier::text,
           count(j.id) FILTER (WHERE j.locked_at IS NULL AND j.attempts = 0),
           count(j.id) FILTER (WHERE j.locked_at IS NOT NULL),
           count(j.id) FILTER (WHERE j.locked_at IS NULL AND j.attempts > 0 AND j.attempts < j.max_attempts),
           count(j.id) FILTER (WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts),
           coalesce(max(extract(epoch FROM now() - j.run_at))
               FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at <= now() AND j.priority < 2000), 0)::bigint
    FROM graphile_worker._private_tasks t LEFT JOIN graphile_worker._private_jobs j ON j.task_id = t.id
    GROUP BY t.identifier ORDER BY t.identifier;
END $$;
