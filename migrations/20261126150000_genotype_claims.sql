-- What is claimed of an animal's genes. A claim never changes: it is taken back, or another is put in its place.

CREATE TABLE animal.genotype_claim (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL,
    animal_id uuid NOT NULL,
    -- The gene's slug in the catalogue of the animal's species.
    gene text NOT NULL CHECK (length(gene) BETWEEN 1 AND 80),
    -- None of a polygenic or line-bred name, which has no copies.
    copies int CHECK (copies BETWEEN 0 AND 2),
    -- The probability as a fraction, never as a rounded number.
    chance_numerator int NOT NULL DEFAULT 1 CHECK (chance_numerator > 0),
    chance_denominator int NOT NULL DEFAULT 1 CHECK (chance_denominator >= chance_numerator),
    -- Of a male, which sex chromosome has the gene.
    carried_on text CHECK (carried_on IN ('x', 'y')),
    basis text NOT NULL
        CHECK (basis IN ('seller_stated', 'breeding_odds', 'parent_visual', 'visual', 'test_bred', 'dna')),
    evidence text NOT NULL DEFAULT '' CHECK (length(evidence) <= 1000),
    evidence_on date,
    declared_by uuid REFERENCES core.person (id),
    -- The claim that this one stands in the place of.
    replaces uuid,
    retracted_at timestamptz,
    retracted_by uuid REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (vivarium_id, id),
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id),
    FOREIGN KEY (vivarium_id, replaces) REFERENCES animal.genotype_claim (vivarium_id, id)
);
-- One claim about a gene stands at a time.
CREATE UNIQUE INDEX genotype_claim_once ON animal.genotype_claim (animal_id, gene) WHERE retracted_at IS NULL;
CREATE INDEX genotype_claim_of ON animal.genotype_claim (animal_id, id);
CREATE INDEX genotype_claim_replaces ON animal.genotype_claim (replaces) WHERE replaces IS NOT NULL;

-- What was said stays as it was said: only whether it still stands may change.
GRANT SELECT, INSERT ON animal.genotype_claim TO reptidex_app;
GRANT UPDATE (retracted_at, retracted_by) ON animal.genotype_claim TO reptidex_app;

ALTER TABLE animal.genotype_claim ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.genotype_claim TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- Claims as they show to whoever looks, across vivariums: where the animal's morph shows, without what a claim rests on. Owned by the owner of
-- the tables, and masked as animal.lineage_node is.
CREATE VIEW animal.lineage_claim AS
SELECT c.id, c.animal_id, n.shown, c.gene, c.copies, c.chance_numerator, c.chance_denominator, c.carried_on, c.basis
FROM animal.genotype_claim c
JOIN animal.lineage_node n ON n.id = c.animal_id
WHERE c.retracted_at IS NULL AND n.shown <> 'hidden';
GRANT SELECT ON animal.lineage_claim TO reptidex_app;
