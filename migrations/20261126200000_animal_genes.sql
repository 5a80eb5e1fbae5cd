-- Which genes an animal has, by what is claimed of it and, of genes that no claim is about, by its genotype text: what lists and the search are
-- narrowed by. Derived, and written anew with every change of either; nothing is known here that isn't known there.

CREATE TABLE animal.animal_gene (
    animal_id uuid NOT NULL,
    -- The gene's slug in the catalogue of the animal's species.
    gene text NOT NULL CHECK (length(gene) BETWEEN 1 AND 80),
    vivarium_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('visual', 'het', 'possible')),
    -- As price lists write it: 66 is two thirds, 100 is certain.
    percent int NOT NULL CHECK (percent BETWEEN 1 AND 100),
    PRIMARY KEY (animal_id, gene),
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id) ON DELETE CASCADE
);
CREATE INDEX animal_gene_by ON animal.animal_gene (vivarium_id, gene, kind, animal_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON animal.animal_gene TO reptidex_app;

ALTER TABLE animal.animal_gene ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.animal_gene TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- Of public animals: their genotype texts and their claims are public, too.
CREATE VIEW animal.public_gene AS
SELECT g.animal_id, g.gene, g.kind, g.percent
FROM animal.animal_gene g
JOIN animal.public_animal p ON p.id = g.animal_id;
GRANT SELECT ON animal.public_gene TO reptidex_app;

-- A claim doesn't touch its animal's record, so the public index learns of it here.
CREATE FUNCTION animal.note_public_gene() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.public_change (animal_id)
    SELECT DISTINCT a.id FROM changed c JOIN animal.animal a ON a.id = c.animal_id
    WHERE a.visibility = 'public' ORDER BY a.id
    ON CONFLICT (animal_id) DO UPDATE SET xid = excluded.xid;
    RETURN NULL;
END $$;
CREATE TRIGGER public_insert AFTER INSERT ON animal.animal_gene REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION animal.note_public_gene();
CREATE TRIGGER public_update AFTER UPDATE ON animal.animal_gene REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION animal.note_public_gene();
CREATE TRIGGER public_delete AFTER DELETE ON animal.animal_gene REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION animal.note_public_gene();

-- The animals that are here already are read by the worker, vivarium by vivarium. In a database that is only now made there is neither a queue nor
-- anything to read.
DO $$
BEGIN
    IF to_regnamespace('graphile_worker') IS NOT NULL THEN
        PERFORM ops.enqueue('gene_reading', jsonb_build_object('vivarium', v.id), 'gene_reading:' || v.id, 12, now())
        FROM core.vivarium v;
    END IF;
END $$;
