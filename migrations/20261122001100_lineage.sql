-- Lineage: what each viewer may see of an ancestor, the walks through the tree, and the last fence against cycles.

-- An animal as it shows in somebody's tree. Owned by the owner of the tables, so it crosses vivariums, and masks as it goes:
-- 'own' everything, 'public' with a page, 'lineage_only' name, sex and morph, 'hidden' nothing but that it is there. No
-- security barrier: it would keep the walks below from looking animals up by their ids, and all SQL here is our own.
CREATE VIEW animal.lineage_node AS
SELECT a.id,
       m.shown,
       CASE WHEN m.shown = 'own' THEN a.vivarium_id END AS vivarium_id,
       CASE WHEN m.shown = 'hidden' THEN '' ELSE a.name END AS name,
       CASE WHEN m.shown IN ('own', 'public') THEN a.code ELSE '' END AS code,
       CASE WHEN m.shown <> 'hidden' THEN a.taxon_id END AS taxon_id,
       CASE WHEN m.shown <> 'hidden' THEN t.common_name END AS taxon_name,
       CASE WHEN m.shown = 'hidden' THEN 'unknown' ELSE a.sex END AS sex,
       CASE WHEN m.shown = 'hidden' THEN '' ELSE a.genotype_text END AS genotype_text,
       CASE WHEN m.shown IN ('own', 'public') THEN a.born_on END AS born_on,
       CASE WHEN m.shown IN ('own', 'public') THEN a.born_precision ELSE 'day' END AS born_precision,
       CASE WHEN m.shown IN ('own', 'public') THEN a.died_on END AS died_on,
       CASE WHEN m.shown = 'hidden' THEN 'held' ELSE a.kind END AS kind,
       CASE WHEN m.shown IN ('own', 'public') THEN v.slug END AS vivarium_slug,
       CASE WHEN m.shown IN ('own', 'public') THEN v.name END AS vivarium_name,
       m.shown = 'own' AND a.archived_at IS NOT NULL AS archived
FROM animal.animal a
JOIN core.vivarium v ON v.id = a.vivarium_id
JOIN animal.taxon t ON t.id = a.taxon_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN a.vivarium_id = core.current_vivarium() THEN 'own'
    WHEN v.suspended_at IS NOT NULL OR a.visibility = 'private' THEN 'hidden'
    WHEN a.visibility = 'public' AND a.archived_at IS NULL AND a.kind <> 'placeholder' AND v.listed THEN 'public'
    ELSE 'lineage_only' END AS shown) m;
GRANT SELECT ON animal.lineage_node TO reptidex_app;

-- In the walks below, laterals end in OFFSET 0 so that each step looks its links up by index: a plan made while the table was
-- small or never analysed (in the midst of an import) would read all of it at every step.

-- Up the tree: one row for each link reached within `depth` generations, with the parent as the viewer may see it. A node is
-- visited once a generation however many paths lead to it, and nothing above a hidden one is read. The bound is for trees with
-- many candidates on every side: the nearest come first.
CREATE FUNCTION animal.ancestor_links(root uuid, depth int)
RETURNS TABLE (link_id uuid, child_id uuid, parent_id uuid, side text, basis text, chance_numerator int,
               chance_denominator int, generation int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH RECURSIVE walk (id, generation) AS (
        SELECT n.id, 0 FROM animal.lineage_node n WHERE n.id = root AND n.shown <> 'hidden'
        UNION
        SELECT up.id, w.generation + 1
        FROM walk w CROSS JOIN LATERAL (
            SELECT l.parent_id AS id FROM animal.parent_link l
            WHERE l.child_id = w.id AND l.retracted_at IS NULL
              AND (SELECT n.shown <> 'hidden' FROM animal.lineage_node n WHERE n.id = w.id) OFFSET 0) up
        WHERE w.generation < depth
    )
    SELECT DISTINCT ON (l.id) l.id, l.child_id, l.parent_id, l.side, l.basis, l.chance_numerator, l.chance_denominator,
           w.generation + 1
    FROM (SELECT * FROM walk LIMIT 4000) w CROSS JOIN LATERAL (
        SELECT * FROM animal.parent_link l
        WHERE l.child_id = w.id AND l.retracted_at IS NULL
          AND (SELECT n.shown <> 'hidden' FROM animal.lineage_node n WHERE n.id = w.id) OFFSET 0) l
    ORDER BY l.id, w.generation
$$;

-- Down the tree, only along what the viewer may see with a page of its own. At most `most` animals: a tree that wide is read
-- from one of its branches.
CREATE FUNCTION animal.descendants(root uuid, depth int, most int)
RETURNS TABLE (id uuid, generation int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH RECURSIVE walk (id, generation) AS (
        SELECT n.id, 0 FROM animal.lineage_node n WHERE n.id = root AND n.shown IN ('own', 'public')
        UNION
        SELECT down.id, w.generation + 1
        FROM walk w CROSS JOIN LATERAL (
            SELECT l.child_id AS id FROM animal.parent_link l
            WHERE l.parent_id = w.id AND l.retracted_at IS NULL
              AND (SELECT n.shown IN ('own', 'public') FROM animal.lineage_node n WHERE n.id = l.child_id) OFFSET 0) down
        WHERE w.generation < depth
    )
    SELECT s.id, min(s.generation) FROM (SELECT w.id, w.generation FROM walk w WHERE w.generation > 0 LIMIT most) s GROUP BY s.id
$$;

-- Those who share a parent with the animal: by side whether shared, and whether both claims are certain. A sibling of another
-- vivarium shows only through a parent that shows.
CREATE FUNCTION animal.siblings(of uuid, most int)
RETURNS TABLE (id uuid, by_sire boolean, by_dam boolean, certain boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT o.child_id, bool_or(m.side = 'sire'), bool_or(m.side = 'dam'),
           bool_and(m.chance_numerator = m.chance_denominator AND o.chance_numerator = o.chance_denominator)
    FROM animal.lineage_node root
    JOIN animal.parent_link m ON m.child_id = root.id AND m.retracted_at IS NULL
    JOIN animal.parent_link o ON o.parent_id = m.parent_id AND o.side = m.side AND o.retracted_at IS NULL AND o.child_id <> root.id
    JOIN animal.lineage_node p ON p.id = m.parent_id
    JOIN animal.lineage_node n ON n.id = o.child_id
    WHERE root.id = of AND root.shown IN ('own', 'public')
      AND (n.shown = 'own' OR (n.shown = 'public' AND p.shown <> 'hidden'))
    GROUP BY o.child_id
    ORDER BY o.child_id
    LIMIT most
$$;

-- Whether a parent for a child would make an animal its own ancestor. Looks up from the parent and down from the child in turn with
-- growing bounds, so the cost is that of the smaller side: an animal just born has no descendants, however deep its pedigree.
CREATE FUNCTION animal.closes_cycle(the_child uuid, the_parent uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off AS $$
DECLARE
    bound int;
    seen int;
    hit boolean;
BEGIN
    FOREACH bound IN ARRAY ARRAY[64, 4096, 2147483647] LOOP
        WITH RECURSIVE down (id) AS (
            SELECT the_child
            UNION
            SELECT n.id FROM down d CROSS JOIN LATERAL (
                SELECT l.child_id AS id FROM animal.parent_link l
                WHERE l.parent_id = d.id AND l.retracted_at IS NULL OFFSET 0) n
        )
        SELECT count(*), bool_or(s.id = the_parent) INTO seen, hit FROM (SELECT d.id FROM down d LIMIT bound) s;
        IF hit THEN RETURN true; END IF;
        IF seen < bound THEN RETURN false; END IF;
        WITH RECURSIVE up (id) AS (
            SELECT the_parent
            UNION
            SELECT n.id FROM up u CROSS JOIN LATERAL (
                SELECT l.parent_id AS id FROM animal.parent_link l
                WHERE l.child_id = u.id AND l.retracted_at IS NULL OFFSET 0) n
        )
        SELECT count(*), bool_or(s.id = the_child) INTO seen, hit FROM (SELECT u.id FROM up u LIMIT bound) s;
        IF hit THEN RETURN true; END IF;
        IF seen < bound THEN RETURN false; END IF;
    END LOOP;
    RETURN false;
END $$;

-- The links among the ancestors of an animal, to name the way round a cycle. Read only once there is one.
CREATE FUNCTION animal.ancestor_edges(root uuid) RETURNS TABLE (child_id uuid, parent_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH RECURSIVE up (id) AS (
        SELECT root
        UNION
        SELECT n.id FROM up u CROSS JOIN LATERAL (
            SELECT l.parent_id AS id FROM animal.parent_link l
            WHERE l.child_id = u.id AND l.retracted_at IS NULL OFFSET 0) n
    )
    SELECT u.id, n.id FROM up u CROSS JOIN LATERAL (
        SELECT l.parent_id AS id FROM animal.parent_link l
        WHERE l.child_id = u.id AND l.retracted_at IS NULL OFFSET 0) n
$$;

-- Writers of links wait for each other, across vivariums: two links that are right alone can close a cycle together.
CREATE FUNCTION animal.lock_lineage() RETURNS void LANGUAGE sql VOLATILE AS
$$ SELECT pg_advisory_xact_lock(hashtextextended('animal.lineage', 0)) $$;

CREATE FUNCTION animal.fence_parent_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM animal.lock_lineage();
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT FROM animal.animal p
        JOIN core.vivarium v ON v.id = p.vivarium_id
        WHERE p.id = NEW.parent_id
          AND (p.vivarium_id = NEW.vivarium_id OR (p.visibility <> 'private' AND v.suspended_at IS NULL)))
    THEN
        RAISE EXCEPTION 'the parent is not visible to the vivarium of the child'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parent_link_visible', SCHEMA = 'animal', TABLE = 'parent_link';
    END IF;
    IF animal.closes_cycle(NEW.child_id, NEW.parent_id) THEN
        RAISE EXCEPTION 'an animal would be its own ancestor'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'parent_link_no_cycle', SCHEMA = 'animal', TABLE = 'parent_link';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fence BEFORE INSERT OR UPDATE OF child_id, parent_id, retracted_at ON animal.parent_link
    FOR EACH ROW WHEN (NEW.retracted_at IS NULL) EXECUTE FUNCTION animal.fence_parent_link();

-- Who is whose parent never changes in a link: it is retracted and a new one made.
REVOKE UPDATE ON animal.parent_link FROM reptidex_app;
GRANT UPDATE (basis, chance_numerator, chance_denominator, note, confirmed_by, retracted_at, retracted_by)
    ON animal.parent_link TO reptidex_app;

-- What is possible but suspicious in a claim. Stays open until somebody answers it.
CREATE TABLE animal.lineage_warning (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    vivarium_id uuid NOT NULL,
    child_id uuid NOT NULL,
    link_id uuid NOT NULL REFERENCES animal.parent_link (id),
    code text NOT NULL CHECK (length(code) <= 60),
    message text NOT NULL CHECK (length(message) <= 1000),
    raised_at timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    answered_by uuid REFERENCES core.person (id),
    answer text NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
    UNIQUE (link_id, code),
    FOREIGN KEY (vivarium_id, child_id) REFERENCES animal.animal (vivarium_id, id)
);
CREATE INDEX lineage_warning_child ON animal.lineage_warning (child_id) WHERE answered_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON animal.lineage_warning TO reptidex_app;
ALTER TABLE animal.lineage_warning ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.lineage_warning TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- The children, in any vivarium, of an animal of the current one: its owner corrects its sex or birth, and each claim that
-- names it is checked again. Of a foreign child nothing leaves but what the check needs.
CREATE FUNCTION animal.claims_on(the_parent uuid)
RETURNS TABLE (link_id uuid, child_id uuid, side text, own boolean, born_on date, born_precision text, taxon_id uuid,
               hybrid boolean, origin text, code text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.id, c.id, l.side, c.vivarium_id = core.current_vivarium(), c.born_on, c.born_precision, c.taxon_id, c.hybrid,
           c.origin, c.code, c.name
    FROM animal.animal p
    JOIN animal.parent_link l ON l.parent_id = p.id AND l.retracted_at IS NULL
    JOIN animal.animal c ON c.id = l.child_id
    WHERE p.id = the_parent AND p.vivarium_id = core.current_vivarium()
$$;

-- Raises a warning on a claim that names an animal of the current vivarium, also where the claim is another vivarium's.
CREATE FUNCTION animal.raise_warning(the_link uuid, the_code text, the_message text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO animal.lineage_warning (vivarium_id, child_id, link_id, code, message)
    SELECT l.vivarium_id, l.child_id, l.id, the_code, left(the_message, 1000)
    FROM animal.parent_link l JOIN animal.animal p ON p.id = l.parent_id
    WHERE l.id = the_link AND l.retracted_at IS NULL
      AND core.current_vivarium() IN (l.vivarium_id, p.vivarium_id)
    ON CONFLICT (link_id, code) DO UPDATE
        SET message = excluded.message, raised_at = now(), answered_at = NULL, answered_by = NULL, answer = ''
        WHERE lineage_warning.message <> excluded.message
$$;

REVOKE ALL ON FUNCTION animal.ancestor_links, animal.descendants, animal.siblings, animal.closes_cycle, animal.ancestor_edges,
    animal.claims_on, animal.raise_warning FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.ancestor_links, animal.descendants, animal.siblings, animal.closes_cycle,
    animal.ancestor_edges, animal.claims_on, animal.raise_warning TO reptidex_app;
