-- What anybody may read. These views belong to the owner of the tables, so they cross vivariums; they carry public columns only.

CREATE VIEW animal.public_animal AS
SELECT a.id, a.code, a.name, a.taxon_id, t.slug AS taxon_slug, t.common_name, t.scientific_name, a.sex, a.sex_confidence,
       a.born_on, a.born_precision, a.origin, a.breeder_of_record, a.genotype_text, a.weight_g, a.length_mm, a.life_status,
       a.hybrid, a.public_notes, a.created_at, a.updated_at, a.version, v.id AS vivarium_id, v.slug AS vivarium_slug,
       v.name AS vivarium_name
FROM animal.animal a
JOIN core.vivarium v ON v.id = a.vivarium_id
JOIN animal.taxon t ON t.id = a.taxon_id
WHERE a.visibility = 'public' AND a.archived_at IS NULL AND a.kind <> 'placeholder'
  AND v.listed AND v.suspended_at IS NULL;

CREATE VIEW animal.public_breeder AS
SELECT v.id, v.slug, v.name, v.about, v.location, v.website, v.created_at, v.updated_at
FROM core.vivarium v
WHERE v.listed AND v.suspended_at IS NULL;

GRANT SELECT ON animal.public_animal, animal.public_breeder TO reptidex_app;

CREATE INDEX animal_public_of ON animal.animal (vivarium_id, id DESC) WHERE visibility = 'public' AND archived_at IS NULL;

-- Which animals changed on the public side, and in which transaction. The search index in each process asks once a second for
-- what is new: every transaction that its last snapshot couldn't see yet is at or above that snapshot's xmin.
CREATE TABLE animal.public_change (
    animal_id uuid PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX public_change_xid ON animal.public_change (xid);
GRANT SELECT ON animal.public_change TO reptidex_app;

CREATE FUNCTION animal.note_public_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.public_change (animal_id) VALUES (NEW.id)
    ON CONFLICT (animal_id) DO UPDATE SET xid = excluded.xid;
    RETURN NULL;
END $$;
CREATE TRIGGER public_insert AFTER INSERT ON animal.animal
    FOR EACH ROW WHEN (NEW.visibility = 'public') EXECUTE FUNCTION animal.note_public_change();
CREATE TRIGGER public_update AFTER UPDATE ON animal.animal
    FOR EACH ROW WHEN (NEW.visibility = 'public' OR OLD.visibility = 'public') EXECUTE FUNCTION animal.note_public_change();

-- A vivarium that is suspended, unlisted or renamed takes its animals along.
CREATE FUNCTION animal.note_public_vivarium() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO animal.public_change (animal_id)
    SELECT a.id FROM animal.animal a WHERE a.vivarium_id = NEW.id AND a.visibility = 'public'
    ON CONFLICT (animal_id) DO UPDATE SET xid = excluded.xid;
    RETURN NULL;
END $$;
CREATE TRIGGER public_vivarium AFTER UPDATE OF listed, suspended_at, name ON core.vivarium
    FOR EACH ROW
    WHEN (OLD.listed <> NEW.listed OR OLD.suspended_at IS DISTINCT FROM NEW.suspended_at OR OLD.name <> NEW.name)
    EXECUTE FUNCTION animal.note_public_vivarium();
