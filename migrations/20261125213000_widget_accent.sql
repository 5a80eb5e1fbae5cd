-- A widget's colour, out of the design system's own.
ALTER TABLE ops.embed_widget
    ADD COLUMN accent text NOT NULL DEFAULT 'pine' CHECK (accent IN ('pine', 'clay', 'lake', 'ink'));

-- One column more at the end: servers of the version before name the columns that they read.
DROP FUNCTION ops.find_widget(text);
CREATE FUNCTION ops.find_widget(key text)
RETURNS TABLE (id uuid, vivarium_id uuid, kind text, animal_id uuid, theme text, allowed_origins text[], accent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT w.id, w.vivarium_id, w.kind, w.animal_id, w.theme, w.allowed_origins, w.accent
    FROM ops.embed_widget w
    JOIN core.vivarium v ON v.id = w.vivarium_id AND v.suspended_at IS NULL
    WHERE w.key = find_widget.key AND w.disabled_at IS NULL
$$;
REVOKE ALL ON FUNCTION ops.find_widget FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.find_widget TO reptidex_app;
