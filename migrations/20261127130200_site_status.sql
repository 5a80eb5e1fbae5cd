-- What `/status` tells visitors: since when each part is as it is, and when a process of each role gave its last sign of life. No process is named.
CREATE TABLE ops.part_condition (
    part text PRIMARY KEY,
    condition text NOT NULL CHECK (condition IN ('up', 'degraded', 'down')),
    since timestamptz NOT NULL
);
CREATE TABLE ops.role_seen (
    role text PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON ops.part_condition, ops.role_seen TO reptidex_app;

-- Notes how the parts are, and gives back since when. `changed`: when the asking process itself saw the change, which may have been while there was no
-- database to write it to. A part that nobody has looked at before is as it is since nobody knows when.
CREATE FUNCTION ops.note_conditions(parts text[], conditions text[], changed timestamptz[])
RETURNS TABLE (part text, since timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO ops.part_condition AS p (part, condition, since)
    SELECT n.part, n.condition, coalesce(n.changed, '-infinity')
    FROM unnest(parts, conditions, changed) n (part, condition, changed) ORDER BY n.part
    ON CONFLICT (part) DO NOTHING;
    UPDATE ops.part_condition p SET condition = n.condition, since = coalesce(n.changed, now())
    FROM unnest(parts, conditions, changed) n (part, condition, changed)
    WHERE n.part = p.part AND (n.condition <> p.condition OR n.changed > p.since);
    RETURN QUERY SELECT p.part, nullif(p.since, '-infinity') FROM ops.part_condition p WHERE p.part = ANY (parts);
END $$;

-- A process of these roles lives.
CREATE FUNCTION ops.sign_of_life(roles text[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO ops.role_seen AS s (role) SELECT r FROM unnest(roles) r ORDER BY r
    ON CONFLICT (role) DO UPDATE SET at = now() WHERE s.at < now() - interval '10 seconds'
$$;
REVOKE ALL ON FUNCTION ops.note_conditions, ops.sign_of_life FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.note_conditions, ops.sign_of_life TO reptidex_app;
