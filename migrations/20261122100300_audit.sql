-- The audit log: append only, each line bound to the one before it by a hash.
--
-- `line` is canonical JSON as the application wrote it; the columns beside it are taken from it, for searching. The hash of a
-- line is sha256(hash of the line before || seq || newline || line), so a changed, dropped or slipped-in line breaks the chain
-- from there on, and `audit_head` shows a tail that was cut off.

CREATE TABLE core.audit_event (
    seq bigint PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'staff', 'token', 'system')),
    actor_id uuid,
    vivarium_id uuid,
    action text NOT NULL,
    object_kind text NOT NULL,
    object_id uuid,
    line text NOT NULL,
    prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_event_actor ON core.audit_event (actor_id, seq DESC);
CREATE INDEX audit_event_object ON core.audit_event (object_id, seq DESC);
CREATE INDEX audit_event_vivarium ON core.audit_event (vivarium_id, seq DESC);
CREATE INDEX audit_event_at ON core.audit_event (at);

CREATE TABLE core.audit_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO core.audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION core.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.audit_event FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON core.audit_event FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();

-- The one way in. The advisory lock holds to the end of the transaction, so lines stand in the order of their commits and no
-- number is skipped. Callers record last in their transaction, to hold it briefly.
CREATE FUNCTION core.append_audit(line text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    parsed jsonb := line::jsonb;
    head core.audit_head;
    next_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(7233901, 1);
    SELECT * INTO STRICT head FROM core.audit_head;
    next_hash := sha256(head.hash || convert_to((head.seq + 1)::text || E'\n' || line, 'UTF8'));
    INSERT INTO core.audit_event (seq, id, at, actor_kind, actor_id, vivarium_id, action, object_kind, object_id, line, prev_hash, hash)
    VALUES (head.seq + 1, (parsed ->> 'id')::uuid, (parsed ->> 'at')::timestamptz, parsed ->> 'actor_kind',
            (parsed ->> 'actor_id')::uuid, (parsed ->> 'vivarium_id')::uuid, parsed ->> 'action', parsed ->> 'object_kind',
            (parsed ->> 'object_id')::uuid, line, head.hash, next_hash);
    UPDATE core.audit_head SET seq = head.seq + 1, hash = next_hash;
    RETURN head.seq + 1;
END $$;
REVOKE ALL ON FUNCTION core.append_audit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.append_audit TO reptidex_app;

GRANT SELECT ON core.audit_event, core.audit_head TO reptidex_app;
ALTER TABLE core.audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON core.audit_event FOR SELECT TO reptidex_app USING (vivarium_id = core.current_vivarium());
CREATE POLICY staff ON core.audit_event FOR SELECT TO reptidex_app USING (core.staff_scope());
