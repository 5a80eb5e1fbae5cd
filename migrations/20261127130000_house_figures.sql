-- How much there is, for metrics: now also what is new of the last day, and who is signed in. What is new is asked of the tables, for the processes
-- that count it as it happens come and go. Each table is gone through once.
CREATE OR REPLACE FUNCTION ops.house_counts() RETURNS TABLE (what text, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH people AS (
        SELECT count(*) AS n, count(*) FILTER (WHERE created_at > now() - interval '1 day') AS fresh FROM core.person
    ), vivariums AS (
        SELECT count(*) AS n FROM core.vivarium WHERE suspended_at IS NULL
    ), animals AS (
        SELECT count(*) AS n, count(*) FILTER (WHERE visibility = 'public') AS shown,
               count(*) FILTER (WHERE created_at > now() - interval '1 day') AS fresh
        FROM animal.animal WHERE archived_at IS NULL
    ), sessions AS (
        SELECT count(*) AS n FROM core.session
        WHERE revoked_at IS NULL AND expires_at > now() AND last_seen_at > now() - make_interval(secs => idle_seconds)
    )
    SELECT f.what, f.count
    FROM people p, vivariums v, animals a, sessions s,
         LATERAL (VALUES ('people', p.n), ('signups_day', p.fresh), ('vivariums', v.n), ('animals', a.n),
                         ('public_animals', a.shown), ('animals_day', a.fresh), ('sessions', s.n)) f (what, count)
$$;
