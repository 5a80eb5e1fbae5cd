-- Planned pairings: two animals of a vivarium that shall be put together in a season.

CREATE TABLE animal.pairing (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    sire_id uuid NOT NULL,
    dam_id uuid NOT NULL,
    -- The year in which young are hoped for; the two may be put together the year before.
    season int NOT NULL CHECK (season BETWEEN 1990 AND 2100),
    planned_on date,
    planned_precision text NOT NULL DEFAULT 'day' CHECK (planned_precision IN ('day', 'month')),
    wish text NOT NULL DEFAULT '' CHECK (length(wish) <= 500),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- The two are of different taxa, and that is meant.
    hybrid boolean NOT NULL DEFAULT false,
    -- What comes after `planned` comes with the record of breeding.
    state text NOT NULL DEFAULT 'planned' CONSTRAINT pairing_state CHECK (state IN ('planned', 'cancelled')),
    cancelled_at timestamptz,
    cancel_reason text NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 500),
    created_by uuid REFERENCES core.person (id),
    updated_by uuid REFERENCES core.person (id),
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (sire_id <> dam_id),
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
    UNIQUE (vivarium_id, id),
    FOREIGN KEY (vivarium_id, sire_id) REFERENCES animal.animal (vivarium_id, id),
    FOREIGN KEY (vivarium_id, dam_id) REFERENCES animal.animal (vivarium_id, id)
);
-- The same two in one season are planned once, whichever stands as the sire: unsexed animals can stand on either side.
CREATE UNIQUE INDEX pairing_once ON animal.pairing (least(sire_id, dam_id), greatest(sire_id, dam_id), season)
    WHERE state = 'planned';
CREATE INDEX pairing_list ON animal.pairing (vivarium_id, season DESC, id DESC);
CREATE INDEX pairing_sire ON animal.pairing (sire_id);
CREATE INDEX pairing_dam ON animal.pairing (dam_id);
CREATE TRIGGER touch BEFORE UPDATE ON animal.pairing FOR EACH ROW EXECUTE FUNCTION core.touch();

-- Who is paired with whom never changes: that would be another pairing.
GRANT SELECT, INSERT ON animal.pairing TO reptidex_app;
GRANT UPDATE (season, planned_on, planned_precision, wish, note, state, cancelled_at, cancel_reason, updated_by)
    ON animal.pairing TO reptidex_app;
ALTER TABLE animal.pairing ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.pairing TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
