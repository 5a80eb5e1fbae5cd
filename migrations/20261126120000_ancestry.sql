-- Inbreeding and kinship need every ancestor, not the nearest five generations.

-- All claims among the ancestors of some animals, each once, as the viewer may see them: a hidden animal is unknown here, and so is
-- everything above it, so that no figure tells that two animals share one. The bound is far above any real pedigree.
CREATE FUNCTION animal.ancestry(roots uuid[], most int)
RETURNS TABLE (child_id uuid, parent_id uuid, side text, chance_numerator int, chance_denominator int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH RECURSIVE walk (id) AS (
        SELECT n.id FROM animal.lineage_node n WHERE n.id = ANY (roots) AND n.shown <> 'hidden'
        UNION
        SELECT up.id
        FROM walk w CROSS JOIN LATERAL (
            SELECT l.parent_id AS id FROM animal.parent_link l
            WHERE l.child_id = w.id AND l.retracted_at IS NULL
              AND (SELECT n.shown <> 'hidden' FROM animal.lineage_node n WHERE n.id = l.parent_id) OFFSET 0) up
    )
    SELECT l.child_id, l.parent_id, l.side, l.chance_numerator, l.chance_denominator
    FROM (SELECT * FROM walk LIMIT most) w CROSS JOIN LATERAL (
        SELECT * FROM animal.parent_link l
        WHERE l.child_id = w.id AND l.retracted_at IS NULL
          AND (SELECT n.shown <> 'hidden' FROM animal.lineage_node n WHERE n.id = l.parent_id) OFFSET 0) l
$$;
REVOKE ALL ON FUNCTION animal.ancestry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.ancestry TO reptidex_app;
