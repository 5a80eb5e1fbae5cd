-- Taxa, animals and who their parents are said to be.

CREATE TABLE animal.taxon (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    scientific_name text NOT NULL,
    common_name text NOT NULL,
    plural_name text NOT NULL,
    code_prefix text NOT NULL,
    aliases text[] NOT NULL DEFAULT '{}',
    parent_id uuid REFERENCES animal.taxon (id),
    rank text NOT NULL DEFAULT 'species' CHECK (rank IN ('genus', 'species', 'subspecies')),
    reproduction text NOT NULL CHECK (reproduction IN ('oviparous', 'viviparous')),
    -- Least age in days at which a male and a female have bred; a younger parent is refused.
    min_breeding_days_male int NOT NULL CHECK (min_breeding_days_male > 0),
    min_breeding_days_female int NOT NULL CHECK (min_breeding_days_female > 0)
);
GRANT SELECT, INSERT ON animal.taxon TO reptidex_app;

CREATE TABLE animal.animal (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    code text NOT NULL CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]*$' AND length(code) <= 40),
    name text NOT NULL DEFAULT '' CHECK (length(name) <= 120),
    taxon_id uuid NOT NULL REFERENCES animal.taxon (id),
    -- What the animal is here: a record of the collection, an ancestor of another owner, or only a place in a tree.
    kind text NOT NULL DEFAULT 'held' CHECK (kind IN ('held', 'external', 'placeholder')),
    sex text NOT NULL DEFAULT 'unknown' CHECK (sex IN ('male', 'female', 'unknown')),
    sex_confidence text NOT NULL DEFAULT 'probable' CHECK (sex_confidence IN ('certain', 'probable', 'guess')),
    sex_method text CHECK (sex_method IN ('probed', 'popped', 'visual', 'pores', 'dna', 'incubation')),
    born_on date,
    born_precision text NOT NULL DEFAULT 'day' CHECK (born_precision IN ('day', 'month', 'year')),
    died_on date,
    acquired_on date,
    origin text NOT NULL DEFAULT 'unknown'
        CHECK (origin IN ('captive_bred', 'captive_hatched', 'wild_caught', 'long_term_captive', 'farm_raised', 'unknown')),
    breeder_of_record text NOT NULL DEFAULT '' CHECK (length(breeder_of_record) <= 120),
    genotype_text text NOT NULL DEFAULT '' CHECK (length(genotype_text) <= 500),
    weight_g numeric(9, 2) CHECK (weight_g > 0),
    length_mm int CHECK (length_mm > 0),
    life_status text NOT NULL DEFAULT 'alive' CHECK (life_status IN ('alive', 'deceased')),
    custody text NOT NULL DEFAULT 'held'
        CHECK (custody IN ('held', 'loaned_out', 'loaned_in', 'transferred_out', 'external')),
    role text NOT NULL DEFAULT 'undecided' CHECK (role IN ('holdback', 'breeder', 'retired', 'pet', 'undecided')),
    care_state text NOT NULL DEFAULT 'normal'
        CHECK (care_state IN ('normal', 'in_shed', 'brumating', 'gravid', 'quarantine', 'acclimating', 'recovering')),
    visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'lineage_only', 'public')),
    hybrid boolean NOT NULL DEFAULT false,
    public_notes text NOT NULL DEFAULT '' CHECK (length(public_notes) <= 5000),
    private_notes text NOT NULL DEFAULT '' CHECK (length(private_notes) <= 20000),
    import_source text,
    import_external_id text,
    import_job_id uuid,
    import_raw jsonb,
    archived_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- A parent link can name the child's vivarium only through this pair, so a forged id can't cross tenants.
    UNIQUE (vivarium_id, id)
);
CREATE UNIQUE INDEX animal_code ON animal.animal (vivarium_id, lower(code));
CREATE INDEX animal_recent ON animal.animal (vivarium_id, id DESC) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX animal_external ON animal.animal (vivarium_id, import_source, lower(import_external_id))
    WHERE import_external_id IS NOT NULL;
CREATE INDEX animal_public ON animal.animal (id DESC) WHERE visibility = 'public' AND archived_at IS NULL;
CREATE TRIGGER touch BEFORE UPDATE ON animal.animal FOR EACH ROW EXECUTE FUNCTION core.touch();

CREATE TABLE animal.parent_link (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL,
    child_id uuid NOT NULL,
    parent_id uuid NOT NULL REFERENCES animal.animal (id),
    side text NOT NULL CHECK (side IN ('sire', 'dam')),
    basis text NOT NULL CHECK (basis IN ('declared', 'breeding_record', 'confirmed_by_other_breeder', 'dna')),
    -- The probability as a fraction, never as a rounded number.
    chance_numerator int NOT NULL DEFAULT 1 CHECK (chance_numerator > 0),
    chance_denominator int NOT NULL DEFAULT 1 CHECK (chance_denominator >= chance_numerator),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    declared_by uuid REFERENCES core.person (id),
    confirmed_by uuid REFERENCES core.person (id),
    retracted_at timestamptz,
    retracted_by uuid REFERENCES core.person (id),
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (vivarium_id, child_id) REFERENCES animal.animal (vivarium_id, id),
    CHECK (child_id <> parent_id)
);
CREATE UNIQUE INDEX parent_link_once ON animal.parent_link (child_id, parent_id, side) WHERE retracted_at IS NULL;
-- A certain parent stands alone on its side.
CREATE UNIQUE INDEX parent_link_certain ON animal.parent_link (child_id, side)
    WHERE retracted_at IS NULL AND chance_numerator = chance_denominator;
CREATE INDEX parent_link_parent ON animal.parent_link (parent_id) WHERE retracted_at IS NULL;
CREATE TRIGGER touch BEFORE UPDATE ON animal.parent_link FOR EACH ROW EXECUTE FUNCTION core.touch();

GRANT SELECT, INSERT, UPDATE ON animal.animal, animal.parent_link TO reptidex_app;

ALTER TABLE animal.animal ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.animal TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
ALTER TABLE animal.parent_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.parent_link TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
