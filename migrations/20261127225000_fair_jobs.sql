-- One vivarium's jobs hold up nobody else's: of its webhooks one is delivered at a time (its server may be slow, and its buttons are free), and the
-- more of its films wait to be prepared, the later the next one's turn comes.
CREATE OR REPLACE FUNCTION ops.enqueue(task text, payload jsonb, job_key text, max_attempts int, run_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
DECLARE
    cause text := coalesce(current_setting('app.cause', true), '');
    queue text;
    turn int;
BEGIN
    IF cause <> '' AND jsonb_typeof(payload) = 'object' AND NOT payload ? '_cause' THEN
        payload := payload || jsonb_build_object('_cause', cause::jsonb);
    END IF;
    IF task = 'webhook_deliver' THEN
        queue := 'webhook_deliver:' || (payload ->> 'vivarium');
    ELSIF task = 'video_prepare' THEN
        SELECT least(count(*), 1000) INTO turn FROM media.photo
        WHERE vivarium_id = (payload ->> 'vivarium')::uuid AND kind = 'video' AND state = 'processing';
    END IF;
    PERFORM graphile_worker.add_job(
        identifier => task,
        payload => payload::json,
        queue_name => queue,
        run_at => run_at,
        max_attempts => max_attempts,
        job_key => job_key,
        priority => turn);
END $$;

-- Whether a job of this key waits for its turn or has it: queued again it would begin anew, behind those that came since.
CREATE FUNCTION ops.waits(of_key text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE j.key = of_key AND j.attempts < j.max_attempts);
END $$;
REVOKE ALL ON FUNCTION ops.waits(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.waits(text) TO reptidex_app;
