-- Bytes of files beside claims lie in the object store, beside photographs. A row has either the bytes still, as the program before wrote them, or the
-- object that they lie under; a job of the worker moves what is left (crates/animal/src/evidence/sweep.rs).

ALTER TABLE animal.evidence_body ALTER COLUMN bytes DROP NOT NULL;
-- A name of its own for each time that bytes are put there, and never twice: so one that no row has can be taken away whoever writes meanwhile.
ALTER TABLE animal.evidence_body ADD COLUMN object uuid UNIQUE;
ALTER TABLE animal.evidence_body ADD CONSTRAINT evidence_body_somewhere CHECK (num_nonnulls(bytes, object) = 1);
-- What is still to be moved: soon nothing.
CREATE INDEX evidence_body_unmoved ON animal.evidence_body (vivarium_id, hash) WHERE bytes IS NOT NULL;

GRANT UPDATE (bytes, object) ON animal.evidence_body TO reptidex_app;

-- Bytes move once, in one direction, by the worker.
CREATE FUNCTION animal.fence_evidence_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT core.worker_scope() OR OLD.bytes IS NULL OR NEW.object IS NULL THEN
        RAISE EXCEPTION 'bytes are never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fence BEFORE UPDATE OF bytes, object ON animal.evidence_body
    FOR EACH ROW WHEN (current_user = 'reptidex_app') EXECUTE FUNCTION animal.fence_evidence_body();

-- Where the bytes of a file lie, by the rule of animal.evidence_open. animal.evidence_bytes stays for processes that run on while this is rolled out.
CREATE FUNCTION animal.evidence_place(the_file uuid) RETURNS TABLE (object uuid, hash bytea, bytes bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT b.object, b.hash, b.bytes
    FROM animal.evidence_open(the_file) o
    JOIN animal.evidence_file f ON f.id = the_file
    JOIN animal.evidence_body b ON b.vivarium_id = f.vivarium_id AND b.hash = f.hash
$$;

-- Bytes that still lie here, of every vivarium; to anybody but the worker none.
CREATE FUNCTION animal.evidence_unmoved(most int) RETURNS TABLE (vivarium_id uuid, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT b.vivarium_id, b.hash FROM animal.evidence_body b
    WHERE core.worker_scope() AND b.bytes IS NOT NULL ORDER BY b.vivarium_id, b.hash LIMIT most
$$;

-- Which of these objects a row names, for the worker, which takes away the others.
CREATE FUNCTION animal.evidence_objects(objects uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT b.object FROM animal.evidence_body b WHERE core.worker_scope() AND b.object = ANY (objects)
$$;

REVOKE ALL ON FUNCTION animal.evidence_place(uuid), animal.evidence_unmoved(int), animal.evidence_objects(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION animal.evidence_place(uuid), animal.evidence_unmoved(int), animal.evidence_objects(uuid[]) TO reptidex_app;
