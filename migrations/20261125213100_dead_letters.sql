-- What operators do with dead letters beyond trying one again: all of a task at once, after what they waited for is back, and
-- giving one up. Still no payload is shown.

-- Gives every dead letter of a task all its tries again; says how many.
CREATE FUNCTION ops.retry_task(task_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    tried bigint;
BEGIN
    UPDATE graphile_worker._private_jobs j SET attempts = 0, run_at = now(), updated_at = now()
    FROM graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = task_name AND j.locked_at IS NULL AND j.attempts >= j.max_attempts;
    GET DIAGNOSTICS tried = ROW_COUNT;
    RETURN tried;
END $$;

-- Gives a dead letter up; answers with its task, or with nothing when there is none of that id.
CREATE FUNCTION ops.drop_job(job_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    dropped text;
BEGIN
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE j.id = job_id AND t.id = j.task_id AND j.locked_at IS NULL AND j.attempts >= j.max_attempts
    RETURNING t.identifier INTO dropped;
    RETURN dropped;
END $$;

-- How many animals a vivarium has: staff see the counts, never the animals.
CREATE FUNCTION ops.vivarium_animals(vivarium uuid, OUT animals bigint, OUT public_animals bigint, OUT archived bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*) FILTER (WHERE archived_at IS NULL),
           count(*) FILTER (WHERE archived_at IS NULL AND visibility = 'public'),
           count(archived_at)
    FROM animal.animal WHERE vivarium_id = vivarium
$$;
REVOKE ALL ON FUNCTION ops.retry_task, ops.drop_job, ops.vivarium_animals FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.retry_task, ops.drop_job, ops.vivarium_animals TO reptidex_app;
