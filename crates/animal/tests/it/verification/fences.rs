//! What holds in the database itself, whatever a service forgets.

use super::World;
use repti_db::Scope;
use repti_model::{
    Actor,
    lineage::{VerificationParty, VerificationState, VerificationStep},
};
use sqlx::AssertSqlSafe;

/// The error code or the constraint that refuses a statement of the application's role, in a vivarium.
async fn refused(world: &World, actor: &Actor, sql: &'static str) -> String {
    let mut tx = world.test.db.begin(actor).await.unwrap();
    let error = sqlx::query(sql).execute(&mut *tx).await.expect_err(sql);
    let error = error.as_database_error().expect("the database said it");
    error.constraint().map_or_else(|| error.code().unwrap_or_default().into_owned(), str::to_owned)
}

#[tokio::test]
async fn the_database_and_the_code_have_one_table_of_rules() {
    let world = World::new().await;
    for state in VerificationState::ALL {
        for step in VerificationStep::ALL {
            for party in VerificationParty::ALL {
                let answer: Option<String> = sqlx::query_scalar("SELECT animal.verification_after($1, $2, $3)")
                    .bind(state.as_str())
                    .bind(step.as_str())
                    .bind(party.as_str())
                    .fetch_one(&world.test.owner)
                    .await
                    .unwrap();
                let wanted = state.after(*step, *party).ok().map(|state| state.as_str().to_owned());
                assert_eq!(answer, wanted, "{state} {step} {party}");
            }
        }
    }
}

#[tokio::test]
async fn nobody_rewrites_the_history_neither_the_application_nor_the_owner_of_the_tables() {
    let world = World::new().await;
    let claim = world.confirmed("Stone").await;
    for actor in [&world.north, &world.south] {
        for sql in [
            "UPDATE animal.verification_step SET message = 'nothing was said'",
            "DELETE FROM animal.verification_step",
            "INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state)
             SELECT subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state FROM animal.verification_step",
            "UPDATE animal.verification SET state = 'upheld'",
            "DELETE FROM animal.verification",
            "TRUNCATE animal.verification_step",
        ] {
            assert_eq!(refused(&world, actor, sql).await, "42501", "{sql}");
        }
    }
    for sql in [
        "UPDATE animal.verification_step SET message = 'nothing was said'",
        "DELETE FROM animal.verification_step",
        "TRUNCATE animal.verification_step",
        // A step that the rules don't have, and a leap.
        "INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id)
         SELECT subject_id, vivarium_id, parent_vivarium_id, 'confirmed', 'child', 'requested', 'verified', person_id
         FROM animal.verification_step LIMIT 1",
        "UPDATE animal.verification SET state = 'upheld'",
        "UPDATE animal.verification SET parent_id = child_id",
    ] {
        assert!(sqlx::query(sql).execute(&world.test.owner).await.is_err(), "{sql}");
    }
    let steps: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM animal.verification_step WHERE subject_id = $1 AND message <> 'nothing was said'",
    )
    .bind(claim.link.0)
    .fetch_one(&world.test.owner)
    .await
    .unwrap();
    assert_eq!(steps, 2);
}

#[tokio::test]
async fn nobody_writes_a_basis_that_only_a_verification_gives_nor_changes_what_was_confirmed() {
    let world = World::new().await;
    world.claim("Reed").await;
    for basis in ["confirmed_by_other_breeder", "dna"] {
        let sql = format!("UPDATE animal.parent_link SET basis = '{basis}'");
        let mut tx = world.test.db.begin(&world.north).await.unwrap();
        let error = sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap_err();
        assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"), "{basis}");
    }
    world.confirmed("Moss").await;
    let change = "UPDATE animal.parent_link SET chance_denominator = 2 WHERE basis = 'confirmed_by_other_breeder'";
    assert_eq!(refused(&world, &world.north, change).await, "parent_link_verified");
}

#[tokio::test]
async fn the_functions_that_write_know_who_asks() {
    let world = World::new().await;
    let claim = world.claim("Fern").await;
    let take = async |scope: Scope, step: &str| -> Result<Option<String>, String> {
        let mut tx = world.test.db.begin(scope).await.unwrap();
        let state = sqlx::query_scalar("SELECT animal.verification_take($1, $2, '')")
            .bind(claim.link.0)
            .bind(step)
            .fetch_one(&mut *tx);
        let state = state
            .await
            .map_err(|error| error.as_database_error().and_then(|e| e.constraint()).unwrap_or_default().to_owned())?;
        tx.commit().await.unwrap();
        Ok(state)
    };
    let stranger = crate::support::third(&world.test, "west").await;
    for step in VerificationStep::ALL {
        for scope in [Scope::from(&stranger), Scope::Nobody, Scope::Person(world.north.person_id)] {
            assert_eq!(take(scope, step.as_str()).await, Ok(None), "{step} as {scope:?}");
        }
    }
    let (north, south) = (Scope::from(&world.north), Scope::from(&world.south));
    assert_eq!(take(south, "confirmed").await, Ok(None), "nobody has asked them");
    assert_eq!(take(north, "confirmed").await, Err("verification_transition".to_owned()));
    assert_eq!(take(north, "requested").await, Ok(Some("requested".to_owned())));
    assert_eq!(take(north, "confirmed").await, Err("verification_transition".to_owned()));
    assert_eq!(take(Scope::Staff(world.north.person_id), "confirmed").await, Err("verification_transition".to_owned()));
    assert_eq!(take(south, "confirmed").await, Ok(Some("verified".to_owned())));
}
