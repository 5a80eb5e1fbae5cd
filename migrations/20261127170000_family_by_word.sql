-- Who the bearer of a JWT is in the vivarium that a request names by its id or its short name, in one question: by a short name it took three.
CREATE FUNCTION core.load_family_actor(family uuid, by_id uuid, by_slug text)
RETURNS TABLE (person_id uuid, display_name text,
               vivarium_id uuid, vivarium_slug text, vivarium_name text, vivarium_role text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.id, p.display_name, v.id, v.slug, v.name, m.role
    FROM core.refresh_family f
    JOIN core.person p ON p.id = f.person_id AND p.suspended_at IS NULL
    LEFT JOIN core.membership m
        ON m.person_id = p.id AND m.status = 'active'
       AND m.vivarium_id IN (by_id, (SELECT w.id FROM core.vivarium w WHERE w.slug = by_slug))
       AND EXISTS (SELECT FROM core.vivarium w WHERE w.id = m.vivarium_id AND w.suspended_at IS NULL)
    LEFT JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE f.id = family AND f.revoked_at IS NULL AND f.expires_at > now()
    -- A short name may look like an id: the id goes first.
    ORDER BY m.vivarium_id = by_id DESC NULLS LAST
    LIMIT 1;
END
$$;
REVOKE ALL ON FUNCTION core.load_family_actor(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.load_family_actor(uuid, uuid, text) TO reptidex_app;
