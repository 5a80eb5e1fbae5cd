-- Jobs are put into graphile_worker's queue inside the caller's transaction. Its tables are closed to the application's
-- role, so the one way in is this function.

CREATE FUNCTION ops.enqueue(task text, payload jsonb, job_key text, max_attempts int, run_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, graphile_worker AS $$
BEGIN
    PERFORM graphile_worker.add_job(
        identifier => task,
        payload => payload::json,
        run_at => run_at,
        max_attempts => max_attempts,
        job_key => job_key);
END $$;
REVOKE ALL ON FUNCTION ops.enqueue FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.enqueue TO reptidex_app;
