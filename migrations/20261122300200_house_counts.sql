-- How much there is, for metrics: counts across vivariums and nothing else, so the application may ask for it.
CREATE FUNCTION ops.house_counts() RETURNS TABLE (what text, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT 'people', count(*) FROM core.person
    UNION ALL SELECT 'vivariums', count(*) FROM core.vivarium WHERE suspended_at IS NULL
    UNION ALL SELECT 'animals', count(*) FROM animal.animal WHERE archived_at IS NULL
    UNION ALL SELECT 'public_animals', count(*) FROM animal.animal WHERE archived_at IS NULL AND visibility = 'public'
$$;
REVOKE ALL ON FUNCTION ops.house_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.house_counts TO reptidex_app;
