-- Widgets that a vivarium shows on other sites.
CREATE TABLE ops.embed_widget (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    key text NOT NULL UNIQUE CHECK (key ~ '^[A-Za-z0-9_-]{16,64}$'),
    kind text NOT NULL CHECK (kind IN ('card', 'pedigree')),
    animal_id uuid,
    theme text NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    allowed_origins text[] NOT NULL CHECK (cardinality(allowed_origins) BETWEEN 1 AND 20),
    created_by uuid NOT NULL REFERENCES core.person (id),
    disabled_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- By the pair, so that a forged animal id can't point into another vivarium.
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id)
);
CREATE INDEX embed_widget_vivarium ON ops.embed_widget (vivarium_id, id DESC) WHERE disabled_at IS NULL;
CREATE TRIGGER touch BEFORE UPDATE ON ops.embed_widget FOR EACH ROW EXECUTE FUNCTION core.touch();

GRANT SELECT, INSERT, UPDATE ON ops.embed_widget TO reptidex_app;
ALTER TABLE ops.embed_widget ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ops.embed_widget TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- The embed portal knows a key only; a widget of a suspended vivarium is none.
CREATE FUNCTION ops.find_widget(key text)
RETURNS TABLE (id uuid, vivarium_id uuid, kind text, animal_id uuid, theme text, allowed_origins text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT w.id, w.vivarium_id, w.kind, w.animal_id, w.theme, w.allowed_origins
    FROM ops.embed_widget w
    JOIN core.vivarium v ON v.id = w.vivarium_id AND v.suspended_at IS NULL
    WHERE w.key = find_widget.key AND w.disabled_at IS NULL
$$;
REVOKE ALL ON FUNCTION ops.find_widget FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.find_widget TO reptidex_app;
