//! Two vivariums with a row each in every table that belongs to one. South is the one that nobody else may see.

use repti_db::testing::TestDb;
use sqlx::{AssertSqlSafe, Executor, Postgres, Transaction};
use uuid::Uuid;

/// Stands in every text of South's people and vivarium; staff may read it.
pub const CORE_SECRET: &str = "sekretcore";
/// Stands in every text of South's animals, imports and widgets; nobody else may read it.
pub const ANIMAL_SECRET: &str = "sekretanimal";

/// The kinds of things that have an id here.
pub const KINDS: [&str; 26] = [
    "vivarium",
    "person",
    "membership",
    "session",
    "invitation",
    "token",
    "audit",
    "animal",
    "parent",
    "link",
    "warning",
    "claim",
    "evidence",
    "batch",
    "view",
    "job",
    "fresh",
    "widget",
    "webhook",
    "event",
    "delivery",
    "pairing",
    "photo",
    "likeness",
    "logo",
    "certificate",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    North,
    South,
}

/// The id of a side's thing, the same in every run.
pub fn id(side: Side, kind: &str) -> Uuid {
    let place = KINDS.iter().position(|known| *known == kind).unwrap_or_else(|| panic!("{kind} is no kind"));
    let side = if side == Side::North { 0xa } else { 0xb };
    Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 | (side << 32) | (place as u128 + 1))
}

/// A row in every table. `@kind` is that kind's id.
const ROWS: &str = r#"
INSERT INTO core.person (id, email, email_verified_at, display_name) VALUES ('@person', '@name@example.org', now(), '@name');
INSERT INTO core.vivarium (id, slug, name, about, listed) VALUES ('@vivarium', '@name-reptiles', '@CORE', '@CORE', false);
INSERT INTO core.membership (id, vivarium_id, person_id, role) VALUES ('@membership', '@vivarium', '@person', 'herpetologist');
INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES ('@vivarium', 'keeper');
INSERT INTO core.plan_change (id, vivarium_id, before, after, reason, staff_id)
VALUES (gen_random_uuid(), '@vivarium', 'hobbyist', 'keeper', '@CORE', '@person');
INSERT INTO core.session (id, person_id, portal, active_vivarium_id, expires_at)
VALUES ('@session', '@person', 'breeder', '@vivarium', now() + interval '1 day');
INSERT INTO core.invitation (id, vivarium_id, email, role, token_hash, invited_by, expires_at)
VALUES ('@invitation', '@vivarium', '@name-guest@example.org', 'keeper', sha256('@name invitation'), '@person', now() + interval '1 day');
INSERT INTO core.api_token (id, vivarium_id, created_by, name, hint, token_hash, scopes, expires_at)
VALUES ('@token', '@vivarium', '@person', '@CORE', '@CORE', sha256('@name token'), '{animals:read}', now() + interval '1 day');
SELECT core.append_audit(json_build_object('id', '@audit', 'at', now(), 'actor_kind', 'person', 'actor_id', '@person',
    'vivarium_id', '@vivarium', 'action', 'test', 'object_kind', 'none', 'detail', '@CORE')::text);
INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, genotype_text, private_notes, public_notes, import_job_id)
SELECT i.id, '@vivarium', i.code, '@ANIMAL', (SELECT id FROM animal.taxon ORDER BY id LIMIT 1), '@ANIMAL', '@ANIMAL', '@ANIMAL', '@job'
FROM (VALUES ('@animal'::uuid, '@name-1'), ('@parent', '@name-2')) i (id, code);
INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis, note, declared_by, import_job_id)
VALUES ('@link', '@vivarium', '@animal', '@parent', 'sire', 'declared', '@ANIMAL', '@person', '@job');
INSERT INTO animal.coefficient_mark (animal_id, vivarium_id, wave, spread, hides, since)
VALUES ('@animal', '@vivarium', 1, true, false, now());
INSERT INTO animal.lineage_warning (id, vivarium_id, child_id, link_id, code, message)
VALUES ('@warning', '@vivarium', '@animal', '@link', 'unsexed', '@ANIMAL');
INSERT INTO animal.genotype_claim (id, vivarium_id, animal_id, gene, copies, basis, evidence, declared_by)
VALUES ('@claim', '@vivarium', '@animal', '@ANIMAL', 1, 'visual', '@ANIMAL', '@person');
INSERT INTO animal.animal_gene (vivarium_id, animal_id, gene, kind, percent) VALUES ('@vivarium', '@animal', '@ANIMAL', 'visual', 100);
INSERT INTO animal.verification (subject_id, link_id, vivarium_id, parent_vivarium_id, child_id, parent_id, side, state, expires_at)
VALUES ('@link', '@link', '@vivarium', '@vivarium', '@animal', '@parent', 'sire', 'requested', now() + interval '30 days');
INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id, message)
VALUES ('@link', '@vivarium', '@vivarium', 'requested', 'child', 'unverified', 'requested', '@person', '@ANIMAL');
INSERT INTO animal.evidence_body (vivarium_id, hash, size, bytes)
VALUES ('@vivarium', sha256('@ANIMAL'), length('@ANIMAL'), '@ANIMAL');
INSERT INTO animal.evidence_file (id, vivarium_id, claim_id, name, kind, size, hash, judgement, uploaded_by)
VALUES ('@evidence', '@vivarium', '@claim', '@ANIMAL', 'pdf', length('@ANIMAL'), sha256('@ANIMAL'), '@ANIMAL', '@person');
INSERT INTO animal.origin_certificate (id, vivarium_id, animal_id, token, facts, digest, issuer, sire_id, issued_by, revoked_because)
VALUES ('@certificate', '@vivarium', '@animal', '@name-tokenaaaaaaaaaaa', '[{"fact": "name", "value": "@ANIMAL"}]', sha256('@name facts'), '@CORE',
    '@parent', '@person', '@ANIMAL');
INSERT INTO animal.pairing (id, vivarium_id, sire_id, dam_id, season, wish, note, created_by)
VALUES ('@pairing', '@vivarium', '@animal', '@parent', 2027, '@ANIMAL', '@ANIMAL', '@person');
INSERT INTO animal.code_counter (vivarium_id, pattern, last) VALUES ('@vivarium', '@name-pattern', 7);
INSERT INTO animal.animal_change (vivarium_id, animal_id, person_id, batch_id, version, field, old, new)
VALUES ('@vivarium', '@animal', '@person', '@batch', 1, 'name', '"@ANIMAL"', '"@ANIMAL"');
INSERT INTO animal.saved_view (id, vivarium_id, person_id, name, filter, sort)
VALUES ('@view', '@vivarium', '@person', '@ANIMAL', '{}', 'code');
INSERT INTO animal.draft (vivarium_id, person_id, subject, body)
VALUES ('@vivarium', '@person', 'animal:new', '{"name": "@ANIMAL"}');
INSERT INTO animal.import_job (id, vivarium_id, created_by, file_name, file_size, file_hash, file, format, state, headers, sample, mapping, options)
VALUES ('@job', '@vivarium', '@person', '@ANIMAL', 3, sha256('x'), '@ANIMAL', 'csv', 'previewed', '{@ANIMAL}', '[]', '{}', '{}');
INSERT INTO animal.import_row (job_id, vivarium_id, line, state, label, reading, animal_id, record, parents)
VALUES ('@job', '@vivarium', 1, 'create', '@ANIMAL', '@ANIMAL', '@fresh', '{"name": "@ANIMAL"}', '[]');
INSERT INTO ops.embed_widget (id, vivarium_id, key, kind, animal_id, allowed_origins, created_by)
VALUES ('@widget', '@vivarium', '@name-key-of-a-widget', 'card', '@animal', '{https://@ANIMAL.example}', '@person');
INSERT INTO ops.webhook_endpoint (id, vivarium_id, url, description, events, created_by)
VALUES ('@webhook', '@vivarium', 'https://@ANIMAL.example/', '@ANIMAL', '{media.processed}', '@person');
INSERT INTO ops.webhook_secret (vivarium_id, endpoint_id, secret) VALUES ('@vivarium', '@webhook', convert_to(rpad('@ANIMAL', 32, 'x'), 'UTF8'));
INSERT INTO ops.webhook_event (id, vivarium_id, kind, data) VALUES ('@event', '@vivarium', 'media.processed', '{"state": "@ANIMAL"}');
INSERT INTO ops.webhook_delivery (id, vivarium_id, endpoint_id, event_id) VALUES ('@delivery', '@vivarium', '@webhook', '@event');
INSERT INTO ops.webhook_attempt (vivarium_id, delivery_id, number, answer) VALUES ('@vivarium', '@delivery', 1, '@ANIMAL');
INSERT INTO media.photo (id, vivarium_id, animal_id, state, name, size, hash, mark, width, height, widths, fingerprint, seq, caption, created_by)
VALUES ('@photo', '@vivarium', '@animal', 'ready', '@ANIMAL', 1, sha256('@ANIMAL'), '0123456789abcdef', 1, 1, '{1}', 1, 1, '@ANIMAL', '@person');
INSERT INTO media.video (photo_id, vivarium_id, ending, codec, millis, size) VALUES ('@photo', '@vivarium', 'mp4', 'h264', 1, 1);
INSERT INTO media.logo (vivarium_id, id, hash, size, width, height, created_by) VALUES ('@vivarium', '@logo', sha256('@ANIMAL'), 1, 1, 1, '@person');
"#;

/// What looks like the other side's, once both have their rows. `@other` is a kind's id there. The other's photograph is one that nobody guesses the id of:
/// with a photograph that its owner deletes, what was noted of it goes, on whichever side, and that is no leak.
const ROWS_OF_BOTH: &str = r"
WITH other AS (
    INSERT INTO media.photo (id, vivarium_id, animal_id, name, size, upload_ref)
    VALUES (gen_random_uuid(), '@other-vivarium', '@other-animal', 'plain', 1, 'plain') RETURNING id)
INSERT INTO media.likeness (id, photo_id, vivarium_id, other_id, other_vivarium_id, distance, reason)
SELECT '@likeness', '@photo', '@vivarium', other.id, '@other-vivarium', 1, '@ANIMAL' FROM other;
";

pub struct World {
    pub db: TestDb,
}

impl World {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        for side in [Side::North, Side::South] {
            let (name, core, animal) =
                if side == Side::North { ("north", "plain", "plain") } else { ("south", CORE_SECRET, ANIMAL_SECRET) };
            let rows = ROWS.replace("@CORE", core).replace("@ANIMAL", animal).replace("@name", name);
            db.owner.execute(AssertSqlSafe(with_ids(rows, "@", side))).await.expect("every table takes its row");
        }
        for (side, other, animal) in [(Side::North, Side::South, "plain"), (Side::South, Side::North, ANIMAL_SECRET)] {
            let rows = with_ids(ROWS_OF_BOTH.replace("@ANIMAL", animal), "@other-", other);
            db.owner.execute(AssertSqlSafe(with_ids(rows, "@", side))).await.expect("every table takes its row");
        }
        Self { db }
    }

    /// A transaction of the application's role with these settings. Built here and not by `Db::begin`, so that the owner can look
    /// at what it did before it is rolled back.
    pub async fn begin(&self, scope: Scope) -> Transaction<'static, Postgres> {
        let mut tx = self.db.owner.begin().await.expect("the database answers");
        let (vivarium, person, name) = scope.settings();
        sqlx::query("SELECT set_config('app.vivarium_id', $1, true), set_config('app.person_id', $2, true), set_config('app.scope', $3, true)")
            .bind(vivarium)
            .bind(person)
            .bind(name)
            .execute(&mut *tx)
            .await
            .expect("settings are set");
        tx.execute("SET LOCAL ROLE reptidex_app").await.expect("the role is there");
        tx
    }
}

/// The rows with a side's ids in the place of their kinds.
fn with_ids(mut rows: String, mark: &str, side: Side) -> String {
    // The longest first: `@person` isn't the beginning of another today, but it may become one.
    let mut kinds = KINDS;
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
    for kind in kinds {
        rows = rows.replace(&format!("{mark}{kind}"), &id(side, kind).to_string());
    }
    rows
}

/// On whose behalf a transaction runs, as `repti_db::Scope` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Vivarium(Side),
    Person(Side),
    Nobody,
    /// North's person as staff.
    Staff,
}

impl Scope {
    /// Everybody who has no business in South.
    pub const STRANGERS: [Self; 4] =
        [Self::Vivarium(Side::North), Self::Person(Side::North), Self::Nobody, Self::Staff];

    fn settings(self) -> (String, String, &'static str) {
        match self {
            Self::Vivarium(side) => (id(side, "vivarium").to_string(), id(side, "person").to_string(), ""),
            Self::Person(side) => (String::new(), id(side, "person").to_string(), ""),
            Self::Nobody => (String::new(), String::new(), ""),
            Self::Staff => (String::new(), id(Side::North, "person").to_string(), "staff"),
        }
    }
}
