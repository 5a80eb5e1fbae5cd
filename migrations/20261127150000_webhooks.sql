-- Webhooks: a vivarium names addresses of its own, and ReptiDex tells them what became of its photographs.

CREATE TABLE ops.webhook_endpoint (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    url text NOT NULL CHECK (length(url) BETWEEN 10 AND 500),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 200),
    -- What it is told of.
    events text[] NOT NULL CHECK (cardinality(events) BETWEEN 1 AND 20),
    enabled boolean NOT NULL DEFAULT true,
    -- When ReptiDex switched it off, because nothing got through for days.
    gave_up_at timestamptz,
    -- Since when every try has failed.
    failing_since timestamptz,
    -- It let us wait until the time was over: until then nothing is sent there.
    slow_until timestamptz,
    rolled_at timestamptz,
    created_by uuid NOT NULL REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version int NOT NULL DEFAULT 1,
    CHECK (gave_up_at IS NULL OR NOT enabled),
    UNIQUE (vivarium_id, id)
);
CREATE INDEX webhook_endpoint_of ON ops.webhook_endpoint (vivarium_id, id DESC);
-- Only what people change makes another version: how deliveries go is none of an editor's business.
CREATE TRIGGER touch BEFORE UPDATE OF url, description, events, enabled ON ops.webhook_endpoint
    FOR EACH ROW EXECUTE FUNCTION core.touch();

-- What signatures are made with. The vivarium writes it and never reads it again; only the worker does.
CREATE TABLE ops.webhook_secret (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    vivarium_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    secret bytea NOT NULL CHECK (length(secret) BETWEEN 24 AND 64),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- By the pair, so that a forged id can't point into another vivarium; likewise below.
    FOREIGN KEY (vivarium_id, endpoint_id) REFERENCES ops.webhook_endpoint (vivarium_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_secret_of ON ops.webhook_secret (endpoint_id, created_at DESC);

-- What happened, written in the transaction in which it did.
CREATE TABLE ops.webhook_event (
    id uuid PRIMARY KEY,
    vivarium_id uuid NOT NULL REFERENCES core.vivarium (id),
    kind text NOT NULL CHECK (kind IN ('media.processed', 'media.failed', 'webhook.test')),
    data jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object' AND pg_column_size(data) < 8192),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (vivarium_id, id)
);
CREATE INDEX webhook_event_age ON ops.webhook_event (created_at);

-- An event on its way to an endpoint.
CREATE TABLE ops.webhook_delivery (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    vivarium_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    -- Tries so far, and how many of them were before it was last sent by hand.
    attempts int NOT NULL DEFAULT 0,
    round_start int NOT NULL DEFAULT 0,
    due_at timestamptz DEFAULT now(),
    -- A worker is at it until then, unless it was killed.
    claimed_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK ((state = 'pending') = (due_at IS NOT NULL)),
    UNIQUE (endpoint_id, event_id),
    UNIQUE (vivarium_id, id),
    FOREIGN KEY (vivarium_id, endpoint_id) REFERENCES ops.webhook_endpoint (vivarium_id, id) ON DELETE CASCADE,
    FOREIGN KEY (vivarium_id, event_id) REFERENCES ops.webhook_event (vivarium_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_of ON ops.webhook_delivery (endpoint_id, seq DESC);
CREATE INDEX webhook_delivery_event ON ops.webhook_delivery (event_id);
CREATE INDEX webhook_delivery_due ON ops.webhook_delivery (due_at) WHERE state = 'pending';

-- Each try. Of an answer no more than its beginning.
CREATE TABLE ops.webhook_attempt (
    vivarium_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    number int NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    status int,
    millis int NOT NULL DEFAULT 0,
    failure text,
    answer text NOT NULL DEFAULT '' CHECK (length(answer) <= 500),
    PRIMARY KEY (delivery_id, number),
    FOREIGN KEY (vivarium_id, delivery_id) REFERENCES ops.webhook_delivery (vivarium_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON ops.webhook_endpoint TO reptidex_app;
GRANT SELECT, INSERT ON ops.webhook_secret, ops.webhook_event, ops.webhook_attempt TO reptidex_app;
GRANT SELECT, INSERT, UPDATE ON ops.webhook_delivery TO reptidex_app;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['endpoint', 'secret', 'event', 'delivery', 'attempt'] LOOP
        EXECUTE format('ALTER TABLE ops.webhook_%s ENABLE ROW LEVEL SECURITY', name);
        CONTINUE WHEN name = 'secret';
        EXECUTE format('CREATE POLICY tenant ON ops.webhook_%s TO reptidex_app
            USING (vivarium_id = core.current_vivarium()) WITH CHECK (vivarium_id = core.current_vivarium())', name);
    END LOOP;
END $$;
CREATE POLICY kept ON ops.webhook_secret FOR INSERT TO reptidex_app WITH CHECK (vivarium_id = core.current_vivarium());
CREATE POLICY used ON ops.webhook_secret FOR SELECT TO reptidex_app
    USING (vivarium_id = core.current_vivarium() AND core.worker_scope());

-- Writes an event down and queues it for each endpoint that wants it; nothing where none does. Only for the triggers below.
CREATE FUNCTION ops.webhook_emit(of_vivarium uuid, of_kind text, of_data jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    event uuid := gen_random_uuid();
    wanted uuid[] := ARRAY(SELECT w.id FROM ops.webhook_endpoint w
                           WHERE w.vivarium_id = of_vivarium AND w.enabled AND of_kind = ANY (w.events) FOR KEY SHARE);
    endpoint uuid;
    delivery uuid;
BEGIN
    IF cardinality(wanted) = 0 THEN RETURN; END IF;
    INSERT INTO ops.webhook_event (id, vivarium_id, kind, data) VALUES (event, of_vivarium, of_kind, of_data);
    FOREACH endpoint IN ARRAY wanted LOOP
        delivery := gen_random_uuid();
        INSERT INTO ops.webhook_delivery (id, vivarium_id, endpoint_id, event_id) VALUES (delivery, of_vivarium, endpoint, event);
        -- The payload is `repti_ops::WebhookJob`.
        PERFORM ops.enqueue('webhook_deliver',
            jsonb_build_object('vivarium', of_vivarium, 'delivery', delivery, 'attempt', 0),
            'webhook_deliver:' || delivery || ':0', 12, now());
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION ops.webhook_emit(uuid, text, jsonb) FROM PUBLIC;

-- A photograph has come to its end, either way, by whatever statement.
CREATE FUNCTION media.photo_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    what jsonb := jsonb_build_object('photo_id', NEW.id, 'animal_id', NEW.animal_id, 'state', NEW.state);
BEGIN
    IF NEW.state = 'ready' THEN
        PERFORM ops.webhook_emit(NEW.vivarium_id, 'media.processed', what);
    ELSE
        PERFORM ops.webhook_emit(NEW.vivarium_id, 'media.failed',
            what || jsonb_build_object('reason', NEW.refusal, 'retryable', NEW.retryable));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER UPDATE OF state ON media.photo FOR EACH ROW
    WHEN (OLD.state = 'processing' AND NEW.state IN ('ready', 'rejected')) EXECUTE FUNCTION media.photo_told();

-- Deliveries whose job was lost, of every vivarium; to anybody but the worker nothing.
CREATE FUNCTION ops.webhook_lost(late interval, most int)
RETURNS TABLE (id uuid, vivarium_id uuid, attempts int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT d.id, d.vivarium_id, d.attempts FROM ops.webhook_delivery d
    WHERE core.worker_scope() AND d.state = 'pending' AND d.due_at < now() - late
      AND (d.claimed_until IS NULL OR d.claimed_until < now())
    ORDER BY d.due_at LIMIT most
$$;

-- Takes away what is older than `kept`, with its deliveries and tries, and secrets that sign no more. How many events went.
CREATE FUNCTION ops.webhook_forget(kept interval, most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    gone int;
BEGIN
    IF NOT core.worker_scope() THEN RETURN 0; END IF;
    DELETE FROM ops.webhook_event e WHERE e.id IN (
        SELECT o.id FROM ops.webhook_event o WHERE o.created_at < now() - kept ORDER BY o.created_at LIMIT most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    -- One signs until a day after the next was made.
    DELETE FROM ops.webhook_secret s USING ops.webhook_secret n
    WHERE n.endpoint_id = s.endpoint_id AND n.created_at > s.created_at AND n.created_at < now() - interval '1 day';
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION ops.webhook_lost(interval, int), ops.webhook_forget(interval, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.webhook_lost(interval, int), ops.webhook_forget(interval, int) TO reptidex_app;
