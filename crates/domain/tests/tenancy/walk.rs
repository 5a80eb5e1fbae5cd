//! Each statement that a store holds, run by strangers with forged ids.

use crate::{
    guess::{Dice, Try, arguments},
    statement::{self, Statement},
    tables::tenant_tables,
    world::{ANIMAL_SECRET, CORE_SECRET, KINDS, Scope, Side, World, id},
};
use sqlx::{AssertSqlSafe, Executor, Postgres, Row, Transaction, ValueRef};
use std::collections::BTreeSet;

/// What answers to a key that only its holder knows, though it looks like an id.
const BY_KEY: [&str; 1] = [
    // The id of a session, which the cookie's session keeps: it is how a request learns its vivarium.
    "core.load_actor(",
];

/// What staff see and decide of photographs that look like another breeder's: of those alone, and only moderators by the domain's word.
const BY_STAFF: [&str; 4] = ["media.likenesses(", "media.likeness_judge(", "media.take_down(", "media.put_back("];

/// What one statement gave away or did, over all its tries.
#[derive(Default)]
struct Outcome {
    /// A text or an id of South's that the question didn't hold.
    core_seen: bool,
    animal_seen: bool,
    core_changed: bool,
    animal_changed: bool,
    /// Whether it ran at all.
    ran: bool,
}

struct Walk {
    world: World,
    statements: Vec<Statement>,
    /// The owner's look at everything of South's: (core, animals and widgets).
    looks: [String; 2],
    before: [String; 2],
}

impl Walk {
    async fn new() -> Self {
        let world = World::new().await;
        let look = |tables: Vec<String>| {
            format!("SELECT md5(string_agg(r, '|' ORDER BY r)) FROM ({}) rows (r)", tables.join(" UNION ALL "))
        };
        let (mut core, mut animal) = (Vec::new(), Vec::new());
        for table in tenant_tables(&world.db.owner).await {
            let rows = format!(
                "SELECT t::text FROM {} t WHERE {} = '{}'",
                table.name,
                table.column,
                id(Side::South, "vivarium")
            );
            if table.name.starts_with("core.") { core.push(rows) } else { animal.push(rows) }
        }
        let looks = [look(core), look(animal)];
        let mut tx = world.db.owner.begin().await.expect("the database answers");
        let before = see(&mut tx, &looks).await;
        Self { world, statements: statement::all(), looks, before }
    }

    async fn run(&self, statement: &Statement, scope: Scope) -> Outcome {
        let mut outcome = Outcome::default();
        let mut dice = Dice(42);
        let mut tx = self.world.begin(scope).await;
        let tries = [Try::Foreign, Try::ForeignThings].into_iter().chain([Try::Mixed; 10]);
        for attempt in tries {
            tx.execute("SAVEPOINT before").await.expect("a savepoint");
            let given = arguments(statement, attempt, &mut dice);
            let rows = sqlx::query_with(AssertSqlSafe(statement.sql.clone()), given).fetch_all(&mut *tx).await;
            let Ok(rows) = rows else {
                // Refused by a rule or by the fence: both are fine.
                tx.execute("ROLLBACK TO before").await.expect("a savepoint");
                continue;
            };
            outcome.ran = true;
            for row in &rows {
                for column in 0..row.len() {
                    let value = row.try_get_raw(column).expect("the column is there");
                    let bytes = if value.is_null() { &[][..] } else { value.as_bytes().unwrap_or_default() };
                    outcome.core_seen |= holds(bytes, CORE_SECRET.as_bytes());
                    outcome.animal_seen |= holds(bytes, ANIMAL_SECRET.as_bytes());
                }
            }
        }
        tx.execute("SET LOCAL ROLE NONE").await.expect("the owner looks");
        let after = see(&mut tx, &self.looks).await;
        outcome.core_changed = after[0] != self.before[0];
        outcome.animal_changed = after[1] != self.before[1];
        outcome
    }
}

async fn see(tx: &mut Transaction<'static, Postgres>, looks: &[String; 2]) -> [String; 2] {
    let mut seen = [String::new(), String::new()];
    for (seen, look) in seen.iter_mut().zip(looks) {
        *seen = sqlx::query_scalar(AssertSqlSafe(look.clone())).fetch_one(&mut **tx).await.expect("the owner sees all");
    }
    seen
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn no_statement_shows_or_changes_another_vivariums_rows() {
    let walk = Walk::new().await;
    assert!(walk.statements.len() > 150, "{} statements", walk.statements.len());
    assert_eq!(BTreeSet::from(KINDS).len(), KINDS.len());
    for statement in &walk.statements {
        if BY_KEY.iter().any(|key| statement.sql.contains(key)) {
            continue;
        }
        for scope in Scope::STRANGERS {
            if scope == Scope::Staff && BY_STAFF.iter().any(|function| statement.sql.contains(function)) {
                continue;
            }
            let outcome = walk.run(statement, scope).await;
            let said = format!("as {scope:?}: {}", statement.short());
            assert!(!outcome.animal_seen, "shows {said}");
            assert!(!outcome.animal_changed, "changes {said}");
            // Staff read people and vivariums, and suspend them.
            if scope != Scope::Staff {
                assert!(!outcome.core_seen, "shows {said}");
                assert!(!outcome.core_changed, "changes {said}");
            }
        }
    }
}

/// The counter-proof: the same questions asked in South itself are answered, so silence above means something.
#[tokio::test]
async fn the_same_statements_answer_in_the_vivarium_itself() {
    let walk = Walk::new().await;
    let (mut shown, mut changed, mut idle) = (0, 0, Vec::new());
    for statement in &walk.statements {
        let outcome = walk.run(statement, Scope::Vivarium(Side::South)).await;
        shown += usize::from(outcome.core_seen || outcome.animal_seen);
        changed += usize::from(outcome.core_changed || outcome.animal_changed);
        if !outcome.ran {
            idle.push(statement.short());
        }
    }
    assert!(shown >= 20 && changed >= 30, "{shown} show and {changed} change something");
    assert!(idle.len() <= walk.statements.len() / 10, "{} never ran: {idle:#?}", idle.len());
}
