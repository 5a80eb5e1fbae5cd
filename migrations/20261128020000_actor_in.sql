-- Who a session is in the vivarium that a request names, or else in the one that the session has chosen; and whether that is its own choice. A page
-- names the one that it was made for: its person may have gone on to another in another tab. `core.load_actor(uuid)` stays for processes of the version before.
CREATE FUNCTION core.load_actor(session uuid, vivarium uuid)
RETURNS TABLE (person_id uuid, display_name text, staff_role text, portal text,
               vivarium_id uuid, vivarium_slug text, vivarium_name text, vivarium_role text, chosen boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    last_seen timestamptz;
BEGIN
    SELECT p.id, p.display_name, CASE WHEN s.portal = 'admin' THEN p.staff_role END, s.portal,
           v.id, v.slug, v.name, m.role,
           v.id IS NOT DISTINCT FROM s.active_vivarium_id, s.last_seen_at
    INTO person_id, display_name, staff_role, portal, vivarium_id, vivarium_slug, vivarium_name, vivarium_role, chosen, last_seen
    FROM core.session s
    JOIN core.person p ON p.id = s.person_id AND p.suspended_at IS NULL
    LEFT JOIN core.membership m
        ON s.portal = 'breeder' AND m.vivarium_id = COALESCE(load_actor.vivarium, s.active_vivarium_id)
       AND m.person_id = p.id AND m.status = 'active'
       AND EXISTS (SELECT FROM core.vivarium w WHERE w.id = m.vivarium_id AND w.suspended_at IS NULL)
    LEFT JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE s.id = load_actor.session
      AND s.revoked_at IS NULL
      AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
      AND (s.portal <> 'admin' OR (p.staff_role IS NOT NULL AND s.second_factor_at IS NOT NULL));
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF last_seen < now() - interval '1 minute' THEN
        UPDATE core.session s SET last_seen_at = now() WHERE s.id = load_actor.session AND s.last_seen_at = last_seen;
    END IF;
    RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION core.load_actor(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.load_actor(uuid, uuid) TO reptidex_app;
