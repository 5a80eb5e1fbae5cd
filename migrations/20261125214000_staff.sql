-- Why staff suspended and reinstated, each time. The audit log holds no text that somebody typed: its lines name the row here,
-- which can be erased without breaking the chain.
CREATE TABLE core.suspension (
    id uuid PRIMARY KEY,
    object_kind text NOT NULL CHECK (object_kind IN ('person', 'vivarium')),
    object_id uuid NOT NULL,
    action text NOT NULL CHECK (action IN ('suspended', 'reinstated')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    staff_id uuid NOT NULL REFERENCES core.person (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX suspension_object ON core.suspension (object_id, created_at DESC);

GRANT SELECT, INSERT ON core.suspension TO reptidex_app;
ALTER TABLE core.suspension ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_read ON core.suspension FOR SELECT TO reptidex_app USING (core.staff_scope());
CREATE POLICY staff_write ON core.suspension FOR INSERT TO reptidex_app WITH CHECK (core.staff_scope());

-- Staff look at one kind of action over time.
CREATE INDEX audit_event_action ON core.audit_event (action text_pattern_ops, seq DESC);
