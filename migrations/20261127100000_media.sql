-- Photographs of animals. Their bytes lie in an object store (crates/storage); here stands what is known of them.

CREATE SCHEMA media;
GRANT USAGE ON SCHEMA media TO reptidex_app;

CREATE TABLE media.photo (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    animal_id uuid NOT NULL REFERENCES animal.animal (id),
    state text NOT NULL DEFAULT 'uploading' CHECK (state IN ('uploading', 'processing', 'ready', 'rejected')),
    -- What the file was called, and the bytes it was said to have, which it then has.
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    size bigint NOT NULL CHECK (size BETWEEN 1 AND 41943040),
    -- The store's name of the upload while its parts come.
    upload_ref text CHECK (length(upload_ref) <= 1000),
    -- Of the file as it was sent, SHA-256.
    hash bytea CHECK (length(hash) = 32),
    -- What is made of it lies under `pictures/<id>-<mark>`; another file, or another way of making them, has another mark.
    mark text CHECK (mark ~ '^[0-9a-f]{16}$'),
    -- Of the largest file that pages show, in pixels, and the widths there are.
    width int CHECK (width > 0),
    height int CHECK (height > 0),
    widths int[] NOT NULL DEFAULT '{}',
    -- Bytes of all that was made of it.
    made bigint NOT NULL DEFAULT 0 CHECK (made >= 0),
    thumbhash bytea CHECK (length(thumbhash) <= 64),
    blur bytea CHECK (length(blur) <= 2000),
    -- 0xRRGGBB, the colour met most in it.
    colour int CHECK (colour BETWEEN 0 AND 16777215),
    -- By what copies are found (repti_picture::Fingerprints); none where there is nothing on the picture.
    fingerprint bigint,
    mirrored bigint,
    -- The day it was taken: what the camera wrote, and what its keeper says, who is believed.
    camera_day date,
    taken_on date,
    caption text NOT NULL DEFAULT '' CHECK (length(caption) <= 300),
    -- It shows another animal of the same kind.
    representative boolean NOT NULL DEFAULT false,
    position int NOT NULL DEFAULT 0,
    -- Why it isn't taken; whether sending it again could help.
    refusal text NOT NULL DEFAULT '' CHECK (length(refusal) <= 500),
    retryable boolean NOT NULL DEFAULT false,
    taken_down_at timestamptz,
    taken_down_by uuid REFERENCES core.person (id),
    archived_at timestamptz,
    archived_by uuid REFERENCES core.person (id),
    created_by uuid REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version int NOT NULL DEFAULT 1,
    CHECK ((state = 'uploading') = (upload_ref IS NOT NULL)),
    CHECK (state <> 'ready' OR (num_nulls(hash, mark, width, height) = 0 AND widths <> '{}')),
    CHECK ((state = 'rejected') = (refusal <> ''))
);
-- A picture stands with an animal once.
CREATE UNIQUE INDEX photo_once ON media.photo (animal_id, hash) WHERE archived_at IS NULL AND state = 'ready';
CREATE INDEX photo_of_animal ON media.photo (animal_id, position, id);
CREATE INDEX photo_of_vivarium ON media.photo (vivarium_id, id);
-- What a sweep looks at: little of it stays long.
CREATE INDEX photo_unfinished ON media.photo (updated_at) WHERE state IN ('uploading', 'processing');
CREATE INDEX photo_archived ON media.photo (archived_at) WHERE archived_at IS NOT NULL;

CREATE TRIGGER touch BEFORE UPDATE ON media.photo FOR EACH ROW EXECUTE FUNCTION core.touch();

GRANT SELECT, INSERT, UPDATE, DELETE ON media.photo TO reptidex_app;
ALTER TABLE media.photo ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON media.photo TO reptidex_app
    USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium());

-- A photograph is of an animal of its own vivarium, for as long as both exist.
CREATE FUNCTION media.photo_is_of_own_animal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM animal.animal a WHERE a.id = NEW.animal_id AND a.vivarium_id = NEW.vivarium_id) THEN
        RAISE EXCEPTION 'no such animal' USING ERRCODE = 'check_violation', CONSTRAINT = 'photo_own_animal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER own_animal BEFORE INSERT OR UPDATE OF animal_id, vivarium_id ON media.photo
    FOR EACH ROW EXECUTE FUNCTION media.photo_is_of_own_animal();

-- What anybody may see: photographs of public animals. The bytes are asked for by id and mark, so what isn't here has no public address.
CREATE VIEW media.public_photo AS
SELECT p.id, p.animal_id, p.mark, p.width, p.height, p.widths, p.blur, p.caption, coalesce(p.taken_on, p.camera_day) AS taken_on,
       p.representative, p.position
FROM media.photo p
JOIN animal.animal a ON a.id = p.animal_id
JOIN core.vivarium v ON v.id = a.vivarium_id
WHERE p.state = 'ready' AND p.archived_at IS NULL AND p.taken_down_at IS NULL
  AND a.visibility = 'public' AND a.archived_at IS NULL AND a.kind <> 'placeholder' AND v.listed AND v.suspended_at IS NULL;
GRANT SELECT ON media.public_photo TO reptidex_app;

-- What the sweep has to bring to an end, of every vivarium; to anybody but the worker nothing. Uploads that nobody goes on with, photographs that were
-- removed long ago, and those whose preparation was lost.
CREATE FUNCTION media.unfinished(abandoned interval, kept interval, stuck interval, most int)
RETURNS TABLE (id uuid, vivarium_id uuid, what text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    (SELECT p.id, p.vivarium_id, 'abandoned' FROM media.photo p
     WHERE core.worker_scope() AND p.state = 'uploading' AND p.updated_at < now() - abandoned ORDER BY p.updated_at LIMIT most)
    UNION ALL
    (SELECT p.id, p.vivarium_id, 'purge' FROM media.photo p
     WHERE core.worker_scope() AND p.archived_at < now() - kept ORDER BY p.archived_at LIMIT most)
    UNION ALL
    (SELECT p.id, p.vivarium_id, 'stuck' FROM media.photo p
     WHERE core.worker_scope() AND p.state = 'processing' AND p.archived_at IS NULL AND p.updated_at < now() - stuck ORDER BY p.updated_at LIMIT most)
$$;

-- Which of these photographs exist, with the mark of their pictures, for the worker, which takes away what no photograph names.
CREATE FUNCTION media.existing(ids uuid[]) RETURNS TABLE (id uuid, mark text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT p.id, p.mark FROM media.photo p WHERE core.worker_scope() AND p.id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION media.unfinished(interval, interval, interval, int), media.existing(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION media.unfinished(interval, interval, interval, int), media.existing(uuid[]) TO reptidex_app;
