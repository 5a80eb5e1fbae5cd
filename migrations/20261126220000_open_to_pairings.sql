-- Animals that other breeders may find as a mate: the keeper opens them one by one, and may close them again at any time.

ALTER TABLE animal.animal ADD COLUMN open_to_pairings boolean NOT NULL DEFAULT false;

-- What was chosen takes effect only of an animal that has a public page and could be paired: one that lives and is still with its keeper. The conditions of
-- an animal's own page (`AnimalFields::closed_because`) are the same. Otherwise the view is as it was.
CREATE OR REPLACE VIEW animal.public_animal AS
SELECT a.id, a.code, a.name, a.taxon_id, t.slug AS taxon_slug, t.common_name, t.scientific_name, a.sex, a.sex_confidence,
       a.born_on, a.born_precision, a.origin, a.breeder_of_record, a.genotype_text, a.weight_g, a.length_mm, a.life_status,
       a.hybrid, a.public_notes, a.created_at, a.updated_at, a.version, v.id AS vivarium_id, v.slug AS vivarium_slug,
       v.name AS vivarium_name,
       a.open_to_pairings AND a.kind = 'held' AND a.life_status = 'alive' AND a.custody NOT IN ('transferred_out', 'external')
           AS open_to_pairings
FROM animal.animal a
JOIN core.vivarium v ON v.id = a.vivarium_id
JOIN animal.taxon t ON t.id = a.taxon_id
WHERE a.visibility = 'public' AND a.archived_at IS NULL AND a.kind <> 'placeholder'
  AND v.listed AND v.suspended_at IS NULL;

-- Few of many: the newest of a species are found without reading the others.
CREATE INDEX animal_open_to_pairings ON animal.animal (taxon_id, id DESC)
    WHERE open_to_pairings AND visibility = 'public' AND archived_at IS NULL;
