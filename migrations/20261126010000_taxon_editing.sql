-- Staff change taxa as well as adding them. A version tells whether somebody saved in between, and only staff write the table:
-- until now any transaction of the application could have added a row.
ALTER TABLE animal.taxon
    ADD COLUMN version int NOT NULL DEFAULT 1,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
CREATE TRIGGER touch BEFORE UPDATE ON animal.taxon FOR EACH ROW EXECUTE FUNCTION core.touch();

GRANT UPDATE ON animal.taxon TO reptidex_app;
ALTER TABLE animal.taxon ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON animal.taxon FOR SELECT TO reptidex_app USING (true);
CREATE POLICY staff_add ON animal.taxon FOR INSERT TO reptidex_app WITH CHECK (core.staff_scope());
CREATE POLICY staff_change ON animal.taxon FOR UPDATE TO reptidex_app
    USING (core.staff_scope()) WITH CHECK (core.staff_scope());

-- How many animals hang on each taxon: staff see the counts, never the animals.
CREATE FUNCTION animal.animals_by_taxon() RETURNS TABLE (taxon_id uuid, animals bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.taxon_id, count(*) FROM animal.animal a
    WHERE a.archived_at IS NULL AND core.staff_scope() GROUP BY a.taxon_id
$$;
REVOKE ALL ON FUNCTION animal.animals_by_taxon FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.animals_by_taxon TO reptidex_app;
