-- The registry: finding animals by words, sorting them, numbering them, and remembering what changed.

CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Sorts CR-9 before CR-10: each run of digits is preceded by its length.
CREATE FUNCTION animal.natural_key(code text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT string_agg(CASE WHEN part[1] ~ '^[0-9]'
                           THEN lpad(length(ltrim(part[1], '0'))::text, 2, '0') || ltrim(part[1], '0')
                           ELSE lower(part[1]) END, '' ORDER BY n)
    FROM regexp_matches(code, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS t (part, n)
$$;

-- Lower case without accents. unaccent is only STABLE because its rules may be replaced; ours are those of the extension.
CREATE FUNCTION animal.fold(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, given)) $$;

-- Words separated by single spaces, so that CR-062 is found by its parts and the parser sees no signed number.
CREATE FUNCTION animal.words(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT btrim(regexp_replace(animal.fold(given), '[^[:alnum:]]+', ' ', 'g')) $$;

ALTER TABLE animal.animal
    ADD COLUMN code_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (animal.natural_key(code)) STORED,
    -- The unnamed come last.
    ADD COLUMN name_key text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (CASE WHEN name = '' THEN chr(1114111) ELSE animal.fold(name) END) STORED,
    ADD COLUMN words text NOT NULL GENERATED ALWAYS AS (animal.words(code || ' ' || name || ' ' || genotype_text)) STORED,
    ADD COLUMN search tsvector NOT NULL
        GENERATED ALWAYS AS (to_tsvector('simple', animal.words(code || ' ' || name || ' ' || genotype_text))) STORED;
CREATE INDEX animal_by_code ON animal.animal (vivarium_id, code_key, id);
CREATE INDEX animal_by_name ON animal.animal (vivarium_id, name_key, id);
CREATE INDEX animal_by_update ON animal.animal (vivarium_id, updated_at DESC, id DESC);
CREATE INDEX animal_search ON animal.animal USING gin (vivarium_id, search);

-- Row-level security keeps `@@` away from the index, for the operator isn't leakproof. So the search goes through these
-- two, which name the tenant themselves.
CREATE FUNCTION animal.search_ids(query text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog ROWS 100 AS $$
    SELECT a.id FROM animal.animal a
    WHERE a.vivarium_id = core.current_vivarium() AND a.search @@ to_tsquery('simple', query)
$$;
CREATE FUNCTION animal.similar_ids(given text[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog ROWS 100 AS $$
    SELECT a.id FROM animal.animal a
    WHERE a.vivarium_id = core.current_vivarium()
      AND (SELECT bool_and(public.word_similarity(word, a.words) >= 0.4) FROM unnest(given) word)
    LIMIT 200
$$;
REVOKE ALL ON FUNCTION animal.search_ids, animal.similar_ids FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.search_ids, animal.similar_ids TO reptidex_app;

-- The last number given for a pattern of codes; its row lock makes two creations at once take two numbers.
CREATE TABLE animal.code_counter (
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    pattern text NOT NULL CHECK (length(pattern) <= 60),
    last bigint NOT NULL,
    PRIMARY KEY (vivarium_id, pattern)
);

-- What was changed, by whom, from what to what. Append-only.
CREATE TABLE animal.animal_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    vivarium_id uuid NOT NULL,
    animal_id uuid NOT NULL,
    person_id uuid REFERENCES core.person (id),
    -- Changes made by one bulk edit, to be undone together.
    batch_id uuid,
    at timestamptz NOT NULL DEFAULT now(),
    version int NOT NULL,
    field text NOT NULL CHECK (length(field) <= 40),
    old jsonb,
    new jsonb,
    FOREIGN KEY (vivarium_id, animal_id) REFERENCES animal.animal (vivarium_id, id)
);
CREATE INDEX animal_change_of ON animal.animal_change (animal_id, id DESC);
CREATE INDEX animal_change_batch ON animal.animal_change (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE animal.saved_view (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    person_id uuid NOT NULL REFERENCES core.person (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    filter jsonb NOT NULL,
    sort text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX saved_view_name ON animal.saved_view (vivarium_id, person_id, lower(name));

-- A form half filled in, kept until it is saved or thrown away.
CREATE TABLE animal.draft (
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    person_id uuid NOT NULL REFERENCES core.person (id),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 80),
    body jsonb NOT NULL CHECK (octet_length(body::text) <= 262144),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (vivarium_id, person_id, subject)
);

GRANT SELECT, INSERT, UPDATE ON animal.code_counter TO reptidex_app;
GRANT SELECT, INSERT ON animal.animal_change TO reptidex_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON animal.saved_view, animal.draft TO reptidex_app;

ALTER TABLE animal.code_counter ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.code_counter TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
ALTER TABLE animal.animal_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON animal.animal_change TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());
ALTER TABLE animal.saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON animal.saved_view TO reptidex_app
    USING (vivarium_id = core.current_vivarium() AND person_id = core.current_person())
    WITH CHECK (vivarium_id = core.current_vivarium() AND person_id = core.current_person());
ALTER TABLE animal.draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON animal.draft TO reptidex_app
    USING (vivarium_id = core.current_vivarium() AND person_id = core.current_person())
    WITH CHECK (vivarium_id = core.current_vivarium() AND person_id = core.current_person());
