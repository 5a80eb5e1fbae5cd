-- A job says what caused it (`repti_db::Cause`): the request and its trace. What Rust queues carries it already; for what triggers queue it stands in
-- the transaction's setting.
CREATE OR REPLACE FUNCTION ops.enqueue(task text, payload jsonb, job_key text, max_attempts int, run_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
DECLARE
    cause text := coalesce(current_setting('app.cause', true), '');
BEGIN
    IF cause <> '' AND jsonb_typeof(payload) = 'object' AND NOT payload ? '_cause' THEN
        payload := payload || jsonb_build_object('_cause', cause::jsonb);
    END IF;
    PERFORM graphile_worker.add_job(
        identifier => task,
        payload => payload::json,
        run_at => run_at,
        max_attempts => max_attempts,
        job_key => job_key);
END $$;
