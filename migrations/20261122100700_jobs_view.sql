-- What operators see of the queue. graphile_worker's tables stay closed to the application; payloads are never shown, for they
-- may hold the links of mails.

CREATE FUNCTION ops.job_counts()
RETURNS TABLE (task text, waiting bigint, running bigint, retrying bigint, failed bigint, oldest_seconds bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN QUERY
    SELECT t.identifier::text,
           count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts = 0),
           count(*) FILTER (WHERE j.locked_at IS NOT NULL),
           count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts > 0 AND j.attempts < j.max_attempts),
           count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts),
           coalesce(max(extract(epoch FROM now() - j.run_at))
               FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at <= now()), 0)::bigint
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    GROUP BY t.identifier ORDER BY t.identifier;
END $$;

CREATE FUNCTION ops.failed_jobs(before_id bigint, how_many int)
RETURNS TABLE (id bigint, task text, attempts int, last_error text, created_at timestamptz, failed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN QUERY
    SELECT j.id, t.identifier::text, j.attempts::int, left(coalesce(j.last_error, ''), 2000), j.created_at, j.updated_at
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts AND (before_id IS NULL OR j.id < before_id)
    ORDER BY j.id DESC LIMIT least(how_many, 200);
END $$;

-- Gives a dead letter all its tries again. False when there is none of that id.
CREATE FUNCTION ops.retry_job(job_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    UPDATE graphile_worker._private_jobs SET attempts = 0, run_at = now(), updated_at = now()
    WHERE id = job_id AND locked_at IS NULL AND attempts >= max_attempts;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION ops.job_counts, ops.failed_jobs, ops.retry_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.job_counts, ops.failed_jobs, ops.retry_job TO reptidex_app;
