//! What to put in the place of a parameter: forged ids that fit, so that a statement does what it can.

use crate::{
    statement::Statement,
    world::{KINDS, Side, id},
};
use sqlx::{
    Arguments,
    postgres::PgArguments,
    types::{Json, Uuid},
};

/// A little chance that is the same in every run.
pub struct Dice(pub u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("fits") % bound
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// How the parameters of one try are chosen.
#[derive(Debug, Clone, Copy)]
pub enum Try {
    /// Everything is South's.
    Foreign,
    /// Who asks and for which vivarium is right; the things are South's.
    ForeignThings,
    /// Anything of South's anywhere, now and then something of North's.
    Mixed,
}

/// The statement's parameters for one try.
pub fn arguments(statement: &Statement, attempt: Try, dice: &mut Dice) -> PgArguments {
    let mut arguments = PgArguments::default();
    for (place, kind) in statement.types.iter().enumerate() {
        let column = column_of(&statement.sql, place + 1);
        let done = match kind.as_str() {
            "Uuid" => arguments.add(uuid(&statement.sql, &column, attempt, dice)),
            "UuidArray" => arguments.add(vec![uuid(&statement.sql, &column, attempt, dice)]),
            "Text" => arguments.add(text(&column, dice)),
            "TextArray" => arguments.add(vec![text(&column, dice)]),
            "Int8" => arguments.add(i64::from(number(&column, dice))),
            "Int4" => arguments.add(number(&column, dice)),
            "Int4Array" => arguments.add(vec![number(&column, dice)]),
            "Bool" => arguments.add(dice.of(&[true, false])),
            "Float8" => arguments.add(1.0_f64),
            "Bytea" => arguments.add(vec![7_u8; 32]),
            "ByteaArray" => arguments.add(vec![vec![7_u8; 32]]),
            "Jsonb" => arguments.add(json(dice)),
            "JsonbArray" => arguments.add(vec![json(dice)]),
            "Date" => arguments.add(jiff_sqlx::ToSqlx::to_sqlx(jiff::civil::date(2024, 5, 1))),
            "Timestamptz" => arguments.add(moment()),
            "TimestamptzArray" => arguments.add(vec![moment()]),
            other => panic!("no value for the type {other}: add it to guess.rs"),
        };
        done.expect("it can be sent");
    }
    arguments
}

fn moment() -> jiff_sqlx::Timestamp {
    jiff_sqlx::ToSqlx::to_sqlx(jiff::Timestamp::constant(1_900_000_000, 0))
}

fn uuid(sql: &str, column: &str, attempt: Try, dice: &mut Dice) -> Uuid {
    let kind = match column {
        "vivarium_id" | "active_vivarium_id" | "vivarium" => "vivarium",
        "person_id" | "created_by" | "declared_by" | "invited_by" | "accepted_by" | "answered_by" | "retracted_by"
        | "confirmed_by" | "updated_by" | "uploaded_by" | "withdrawn_by" | "actor_id" | "person" => "person",
        "animal_id" | "child_id" | "sire_id" => "animal",
        "parent_id" | "dam_id" => "parent",
        "link_id" | "subject_id" => "link",
        "claim_id" => "claim",
        "replaces" => "claim",
        "job_id" | "import_job_id" => "job",
        "photo_id" | "other_id" => "photo",
        "endpoint_id" => "webhook",
        "event_id" => "event",
        "delivery_id" => "delivery",
        "batch_id" => "batch",
        "session" => "session",
        _ => thing_of(sql),
    };
    match attempt {
        Try::Foreign => id(Side::South, kind),
        Try::ForeignThings if matches!(kind, "vivarium" | "person") => id(Side::North, kind),
        Try::ForeignThings => id(Side::South, kind),
        // Half of the tries stay with what fits the column.
        Try::Mixed => {
            let kind = if dice.below(2) == 0 { kind } else { dice.of(&KINDS) };
            let side = if dice.below(4) == 0 { Side::North } else { Side::South };
            id(side, kind)
        }
    }
}

/// What a bare `id` is about: the table that the statement names first.
fn thing_of(sql: &str) -> &'static str {
    [
        ("core.membership", "membership"),
        ("core.invitation", "invitation"),
        ("core.api_token", "token"),
        ("core.session", "session"),
        ("core.person", "person"),
        ("core.vivarium", "vivarium"),
        ("core.plan_of_vivarium", "vivarium"),
        ("core.set_plan", "vivarium"),
        ("media.room_taken", "vivarium"),
        ("core.load_actor", "session"),
        ("core.my_vivariums", "person"),
        ("core.invitations_to", "person"),
        ("animal.parent_link", "link"),
        ("animal.raise_warning", "link"),
        ("animal.verification_", "link"),
        ("animal.link_verification", "link"),
        ("animal.evidence_side", "claim"),
        ("animal.evidence_list", "claim"),
        ("animal.evidence_", "evidence"),
        ("animal.certificate_judge", "evidence"),
        ("animal.lineage_warning", "warning"),
        ("animal.genotype_claim", "claim"),
        ("animal.pairing", "pairing"),
        ("animal.saved_view", "view"),
        ("animal.import_job", "job"),
        ("animal.import_", "job"),
        ("ops.embed_widget", "widget"),
        ("ops.webhook_endpoint", "webhook"),
        ("ops.webhook_event", "event"),
        ("ops.webhook_", "delivery"),
        ("media.likeness", "likeness"),
        ("media.", "photo"),
        ("animal.", "animal"),
    ]
    .into_iter()
    .filter_map(|(table, kind)| sql.find(table).map(|at| (at, kind)))
    .min_by_key(|(at, _)| *at)
    .map_or("person", |(_, kind)| kind)
}

/// Never with a secret in it: a statement that gives back what it was given shows nothing.
fn text(column: &str, dice: &mut Dice) -> String {
    match column {
        "role" => "herpetologist",
        "status" => "active",
        "side" => "sire",
        "basis" => dice.of(&["declared", "visual"]),
        "carried_on" => "x",
        "email" => "south-guest@example.org",
        "code" => "south-1",
        "slug" => "south-reptiles",
        "subject" => "animal:new",
        "sort" => "code",
        "field" => "name",
        "portal" => "breeder",
        "state" => dice.of(&["create", "committing", "committed", "previewed"]),
        "theme" => "dark",
        "purpose" => "reset_password",
        "planned_precision" => "month",
        "visibility" => "public",
        "pattern" => "south-pattern",
        "mark" => "0123456789abcdef",
        "time_zone" => "UTC",
        "code_template" => "{NNN}",
        _ => {
            dice.of(&["south", "south-1", "animal:new", "keeper", "breeder", "card", "register", "create", "male", "x"])
        }
    }
    .to_owned()
}

fn number(column: &str, dice: &mut Dice) -> i32 {
    match column {
        "version" => 1,
        "season" => 2031,
        "LIMIT" => 100,
        _ => dice.of(&[0, 1, 10, 1000]),
    }
}

fn json(dice: &mut Dice) -> Json<serde_json::Value> {
    Json(dice.of(&["{}", "[]", "\"x\"", "[{}]"]).parse().expect("JSON"))
}

/// The column that a parameter is compared with or written to, or the word before it.
fn column_of(sql: &str, number: usize) -> String {
    let mark = format!("${number}");
    let Some(at) =
        sql.match_indices(&mark).find(|(at, _)| !sql[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
    else {
        return String::new();
    };
    if let Some(column) = inserted(sql, at.0) {
        return column;
    }
    let before = sql[..at.0].trim_end_matches(|c: char| c.is_whitespace() || "(=<>".contains(c));
    let before = before
        .strip_suffix("ANY")
        .unwrap_or(before)
        .trim_end_matches(|c: char| c.is_whitespace() || "(=<>".contains(c));
    let before = before.trim_end_matches(')');
    let word: String = before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    word.chars().rev().collect()
}

/// The column of `INSERT INTO t (a, b) VALUES ($1, $2)` for the parameter at `at`.
fn inserted(sql: &str, at: usize) -> Option<String> {
    let open = sql.find("INSERT INTO").and_then(|start| sql[start..].find('(').map(|open| start + open + 1))?;
    let close = open + sql[open..].find(')')?;
    let values = close + sql[close..].find("VALUES (")? + "VALUES (".len();
    if at < values || sql[close..values].len() > 40 {
        return None;
    }
    let (mut depth, mut place) = (0_u32, 0);
    for c in sql[values..at].chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return None,
            ')' => depth -= 1,
            ',' if depth == 0 => place += 1,
            _ => {}
        }
    }
    sql[open..close].split(',').nth(place).map(|column| column.trim().to_owned())
}

#[test]
fn a_parameter_is_named_by_its_column() {
    assert_eq!(column_of("UPDATE t SET a = $2 WHERE t.id = $1 AND b = ANY ($3)", 3), "b");
    assert_eq!(column_of("UPDATE t SET a = $2 WHERE t.id = $1", 1), "id");
    assert_eq!(column_of("INSERT INTO t (a, b, c) VALUES ($1, lower($2), $3) RETURNING id", 3), "c");
    assert_eq!(column_of("SELECT 1 WHERE lower(email) = lower($1) LIMIT $2", 2), "LIMIT");
    assert_eq!(column_of("SELECT $10, $1", 1), "");
}
