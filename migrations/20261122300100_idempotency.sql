-- Answers to writes of the API that carried an Idempotency-Key, so that a repeated one happens once. Of no vivarium: bound to
-- the person, and read by the person's key only.
CREATE TABLE ops.idempotency (
    person_id uuid NOT NULL REFERENCES core.person (id),
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    -- Absent while the first request runs, or when it was cut off and nobody knows how it ended.
    status int,
    headers jsonb,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_age ON ops.idempotency (created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON ops.idempotency TO reptidex_app;
