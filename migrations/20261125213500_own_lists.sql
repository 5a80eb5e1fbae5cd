-- What a person may list of their own is asked by whoever the transaction names, so that a forged id lists nothing.

CREATE OR REPLACE FUNCTION core.invitations_to(person uuid)
RETURNS TABLE (id uuid, vivarium_id uuid, vivarium_name text, email text, role text, invited_by text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT i.id, i.vivarium_id, v.name, i.email, i.role, b.display_name, i.expires_at
    FROM core.person p
    JOIN core.invitation i ON lower(i.email) = lower(p.email)
    JOIN core.vivarium v ON v.id = i.vivarium_id AND v.suspended_at IS NULL
    JOIN core.person b ON b.id = i.invited_by
    WHERE p.id = person AND p.id = core.current_person() AND p.email_verified_at IS NOT NULL
      AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
    ORDER BY i.id DESC
$$;

CREATE OR REPLACE FUNCTION core.my_vivariums(person uuid)
RETURNS TABLE (id uuid, slug text, name text, role text, members bigint, suspended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT v.id, v.slug, v.name, m.role,
           (SELECT count(*) FROM core.membership o WHERE o.vivarium_id = v.id AND o.status = 'active'),
           v.suspended_at IS NOT NULL
    FROM core.membership m JOIN core.vivarium v ON v.id = m.vivarium_id
    WHERE m.person_id = person AND m.person_id = core.current_person() AND m.status = 'active'
    ORDER BY lower(v.name), v.id
$$;
