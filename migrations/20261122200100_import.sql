-- Imports: the file, what each of its rows says and what became of it.

CREATE TABLE animal.import_job (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    created_by uuid REFERENCES core.person (id),
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    file_size bigint NOT NULL CHECK (file_size BETWEEN 1 AND 26214400),
    file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
    -- The bytes themselves, until the import is committed: the rows then hold all that was in them.
    file bytea,
    format text NOT NULL,
    state text NOT NULL DEFAULT 'uploaded'
        CHECK (state IN ('uploaded', 'mapped', 'previewed', 'committing', 'committed', 'failed', 'reverted')),
    -- A revert is under way.
    reverting boolean NOT NULL DEFAULT false,
    headers text[] NOT NULL,
    sample jsonb NOT NULL,
    sheets text[] NOT NULL DEFAULT '{}',
    mapping jsonb NOT NULL,
    options jsonb NOT NULL,
    notes text[] NOT NULL DEFAULT '{}',
    counts jsonb NOT NULL DEFAULT '{}',
    -- Steps done and to be done while it is committed or reverted.
    done int NOT NULL DEFAULT 0,
    total int NOT NULL DEFAULT 0,
    attempts int NOT NULL DEFAULT 0,
    failure text,
    revert jsonb,
    finished_at timestamptz,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (vivarium_id, id),
    CHECK (NOT reverting OR state = 'committed')
);
CREATE INDEX import_job_recent ON animal.import_job (vivarium_id, id DESC);
CREATE INDEX import_job_hash ON animal.import_job (vivarium_id, file_hash);
CREATE TRIGGER touch BEFORE UPDATE ON animal.import_job FOR EACH ROW EXECUTE FUNCTION core.touch();

-- A row of the file. Ancestors that the file only names have lines below zero.
CREATE TABLE animal.import_row (
    job_id uuid NOT NULL,
    vivarium_id uuid NOT NULL,
    line int NOT NULL,
    state text NOT NULL
        CHECK (state IN ('error', 'create', 'update', 'skip', 'created', 'updated', 'skipped', 'reverted', 'kept')),
    label text NOT NULL,
    -- The code that the animal gets; blank until one is given.
    code text NOT NULL DEFAULT '',
    taxon text NOT NULL DEFAULT '',
    external_id text NOT NULL DEFAULT '',
    -- What was read, in one line for the screen.
    reading text NOT NULL DEFAULT '',
    -- The animal as it is written into the registry (`create`) or what the row says about it (`update`).
    record jsonb,
    -- Parents still to be linked.
    parents jsonb,
    issues jsonb NOT NULL DEFAULT '[]',
    warned boolean NOT NULL DEFAULT false,
    conflicted boolean NOT NULL DEFAULT false,
    raw jsonb,
    -- Chosen at the preview, so that running the import twice writes the same animal.
    animal_id uuid,
    -- The animal's version after the import's last write: if it still holds, nobody has touched it since.
    animal_version int,
    -- What an updated animal was before.
    before jsonb,
    -- The row names a parent that could not be linked.
    open_sire boolean NOT NULL DEFAULT false,
    open_dam boolean NOT NULL DEFAULT false,
    PRIMARY KEY (job_id, line),
    FOREIGN KEY (vivarium_id, job_id) REFERENCES animal.import_job (vivarium_id, id) ON DELETE CASCADE
);
CREATE INDEX import_row_todo ON animal.import_row (job_id, state, line);
CREATE INDEX import_row_parents ON animal.import_row (job_id, line) WHERE parents IS NOT NULL;
CREATE INDEX import_row_open ON animal.import_row (vivarium_id, animal_id) WHERE open_sire OR open_dam;

-- Which import made a link, so that it can be taken back.
ALTER TABLE animal.parent_link ADD COLUMN import_job_id uuid;
CREATE INDEX parent_link_import ON animal.parent_link (import_job_id) WHERE import_job_id IS NOT NULL;
CREATE INDEX animal_import ON animal.animal (import_job_id) WHERE import_job_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON animal.import_job, animal.import_row TO reptidex_app;

ALTER TABLE animal.import_job ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.import_job TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
ALTER TABLE animal.import_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.import_row TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- The application can't delete animals. A revert may, but only what one import made and nobody has touched since: these two
-- functions belong to the owner and hold that line themselves.

-- Marks the animals of an import that must stay: changed, used or answered about since, and the ancestors of those.
CREATE FUNCTION animal.import_keep_touched(the_job uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH RECURSIVE made AS (
        SELECT r.animal_id, r.animal_version
        FROM animal.import_row r
        WHERE r.job_id = the_job AND r.vivarium_id = core.current_vivarium() AND r.state = 'created'
    ), touched (animal_id) AS (
        SELECT m.animal_id FROM made m JOIN animal.animal a ON a.id = m.animal_id WHERE a.version <> m.animal_version
        UNION
        SELECT m.animal_id FROM made m JOIN animal.animal_change c ON c.animal_id = m.animal_id
        WHERE c.batch_id IS DISTINCT FROM the_job
        UNION
        SELECT m.animal_id FROM made m JOIN animal.parent_link l ON l.child_id = m.animal_id
        WHERE l.import_job_id IS DISTINCT FROM the_job OR l.version <> 1
        UNION
        SELECT m.animal_id FROM made m JOIN animal.parent_link l ON l.parent_id = m.animal_id
        WHERE l.import_job_id IS DISTINCT FROM the_job OR l.version <> 1
        UNION
        SELECT m.animal_id FROM made m JOIN animal.lineage_warning w ON w.child_id = m.animal_id
        WHERE w.answered_at IS NOT NULL
    ), kept (animal_id) AS (
        SELECT t.animal_id FROM touched t
        UNION
        SELECT l.parent_id FROM kept k JOIN animal.parent_link l ON l.child_id = k.animal_id
    ), marked AS (
        UPDATE animal.import_row r SET state = 'kept'
        FROM kept k
        WHERE r.job_id = the_job AND r.vivarium_id = core.current_vivarium() AND r.state = 'created'
          AND r.animal_id = k.animal_id
        RETURNING 1
    )
    SELECT count(*) FROM marked
$$;

-- Takes back up to `most` of the animals that an import made, and the links between them. Answers how many rows were settled.
CREATE FUNCTION animal.import_remove(the_job uuid, most int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    ids uuid[];
    one uuid;
BEGIN
    SELECT array_agg(r.animal_id) INTO ids FROM (
        SELECT i.animal_id FROM animal.import_row i
        JOIN animal.import_job j ON j.id = i.job_id AND j.reverting
        WHERE i.job_id = the_job AND i.vivarium_id = core.current_vivarium() AND i.state = 'created'
        ORDER BY i.line DESC LIMIT most
    ) r;
    IF ids IS NULL THEN RETURN 0; END IF;
    BEGIN
        PERFORM animal.import_remove_these(the_job, ids);
    EXCEPTION WHEN foreign_key_violation THEN
        -- Something outside the registry names one of them (a widget, say): one by one, and those stay.
        FOREACH one IN ARRAY ids LOOP
            BEGIN
                PERFORM animal.import_remove_these(the_job, ARRAY[one]);
            EXCEPTION WHEN foreign_key_violation THEN
                UPDATE animal.import_row SET state = 'kept' WHERE job_id = the_job AND animal_id = one AND state = 'created';
            END;
        END LOOP;
    END;
    RETURN cardinality(ids);
END $$;

CREATE FUNCTION animal.import_remove_these(the_job uuid, ids uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    -- The public index notices what leaves it by this update.
    UPDATE animal.animal SET archived_at = now()
    WHERE id = ANY (ids) AND vivarium_id = core.current_vivarium() AND import_job_id = the_job AND visibility = 'public';
    DELETE FROM animal.lineage_warning w USING animal.parent_link l
    WHERE w.link_id = l.id AND l.import_job_id = the_job AND (l.child_id = ANY (ids) OR l.parent_id = ANY (ids));
    DELETE FROM animal.parent_link
    WHERE import_job_id = the_job AND (child_id = ANY (ids) OR parent_id = ANY (ids));
    DELETE FROM animal.animal_change WHERE animal_id = ANY (ids) AND batch_id = the_job;
    DELETE FROM animal.animal
    WHERE id = ANY (ids) AND vivarium_id = core.current_vivarium() AND import_job_id = the_job;
    UPDATE animal.import_row SET state = 'reverted'
    WHERE job_id = the_job AND vivarium_id = core.current_vivarium() AND animal_id = ANY (ids) AND state = 'created';
END $$;

REVOKE ALL ON FUNCTION animal.import_keep_touched, animal.import_remove, animal.import_remove_these FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.import_keep_touched, animal.import_remove TO reptidex_app;
