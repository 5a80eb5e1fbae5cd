-- Every known task is counted, also while its queue is empty: a figure that merely disappears would stand in the metrics for ever,
-- and an alarm on dead letters would never end.
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
               FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at <= now()), 0)::bigint
    FROM graphile_worker._private_tasks t LEFT JOIN graphile_worker._private_jobs j ON j.task_id = t.id
    GROUP BY t.identifier ORDER BY t.identifier;
END $$;
