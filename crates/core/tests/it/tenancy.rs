//! Row-level security: the second fence, tried without the first.

use crate::world::World;
use repti_db::Scope;
use repti_model::{
    ApiTokenId, ErrorCode, InvitationId, MembershipId, Problem, Role, StaffRole, VivariumId,
    account::NewApiToken,
    audit::{AuditQuery, StaffReason, StaffSearch},
    vivarium::Invite,
};
use sqlx::AssertSqlSafe;

/// Every table with a column `vivarium_id`, and `core.vivarium` itself.
const TENANT_TABLES: &str = "SELECT c.oid, n.nspname || '.' || c.relname, c.relrowsecurity,
        EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid), c.relkind = 'v'
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'vivarium_id' AND NOT a.attisdropped
     WHERE n.nspname IN ('core', 'animal', 'ops', 'commerce', 'media', 'community') AND c.relkind IN ('r', 'p')
     ORDER BY 2";

type TableRow = (sqlx::postgres::types::Oid, String, bool, bool, bool);

#[tokio::test]
async fn every_tenant_table_is_fenced() {
    let world = World::new().await;
    let tables: Vec<TableRow> = sqlx::query_as(TENANT_TABLES).fetch_all(&world.db.owner).await.unwrap();
    assert!(tables.len() >= 6, "{tables:?}");
    for (_, table, fenced, has_policy, _) in tables {
        assert!(fenced && has_policy, "{table} has no row-level security");
    }
}

#[tokio::test]
async fn the_application_role_owns_nothing_and_bypasses_nothing() {
    let world = World::new().await;
    let mut tx = world.db.db.begin(Scope::Nobody).await.unwrap();
    let (role, bypass, superuser): (String, bool, bool) =
        sqlx::query_as("SELECT current_user::text, rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    assert_eq!((role.as_str(), bypass, superuser), ("reptidex_app", false, false));
    let owned: i64 =
        sqlx::query_scalar("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = 'reptidex_app'")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    assert_eq!(owned, 0);
}

/// Rows of Ada's in every table of this crate, and Grace outside.
async fn two_vivariums(world: &World) -> (repti_model::Actor, repti_model::Actor) {
    let ada = world.breeder("ada").await;
    world.core.invite_member(&ada, &Invite { email: "new@example.org".into(), role: Role::Keeper }).await.unwrap();
    let form = NewApiToken { name: "Script".into(), scopes: vec!["animals:read".into()], days: None };
    world.core.create_api_token(&ada, &form).await.unwrap();
    (ada, world.breeder("grace").await)
}

#[tokio::test]
async fn another_vivariums_rows_are_neither_seen_nor_changed_nor_planted() {
    let world = World::new().await;
    let (ada, grace) = two_vivariums(&world).await;
    let mine = ada.vivarium.as_ref().unwrap().id;
    let scopes = [Scope::from(&grace), Scope::Person(grace.person_id), Scope::Nobody];
    for (table, column) in [
        ("core.membership", "vivarium_id"),
        ("core.invitation", "vivarium_id"),
        ("core.api_token", "vivarium_id"),
        ("core.audit_event", "vivarium_id"),
        ("core.vivarium", "id"),
    ] {
        let all = format!("SELECT count(*) FROM {table} WHERE {column} = $1");
        let there: i64 =
            sqlx::query_scalar(AssertSqlSafe(all.clone())).bind(mine.0).fetch_one(&world.db.owner).await.unwrap();
        assert!(there > 0, "{table} has a row to hide");
        for scope in scopes {
            let mut tx = world.db.db.begin(scope).await.unwrap();
            let seen: i64 =
                sqlx::query_scalar(AssertSqlSafe(all.clone())).bind(mine.0).fetch_one(&mut *tx).await.unwrap();
            assert_eq!(seen, 0, "{table} read as {scope:?}");
            if table == "core.audit_event" {
                continue;
            }
            let change = format!("UPDATE {table} SET created_at = now() WHERE {column} = $1");
            let changed = sqlx::query(AssertSqlSafe(change)).bind(mine.0).execute(&mut *tx).await.unwrap();
            assert_eq!(changed.rows_affected(), 0, "{table} written as {scope:?}");
        }
    }
}

#[tokio::test]
async fn a_row_cant_be_planted_in_another_vivarium() {
    let world = World::new().await;
    let (ada, grace) = two_vivariums(&world).await;
    let mine = ada.vivarium.as_ref().unwrap().id;
    let plants = [
        "INSERT INTO core.membership (id, vivarium_id, person_id, role) VALUES (gen_random_uuid(), $1, $2, 'herpetologist')",
        "INSERT INTO core.invitation (id, vivarium_id, email, role, token_hash, invited_by, expires_at)
         VALUES (gen_random_uuid(), $1, 'x@example.org', 'keeper', sha256('x'), $2, now())",
        "INSERT INTO core.api_token (id, vivarium_id, created_by, name, hint, token_hash, scopes, expires_at)
         VALUES (gen_random_uuid(), $1, $2, 'x', 'x', sha256('x'), '{animals:read}', now())",
        "UPDATE core.membership SET vivarium_id = $1 WHERE person_id = $2",
    ];
    for plant in plants {
        let mut tx = world.db.db.begin(&grace).await.unwrap();
        let refused = sqlx::query(plant).bind(mine.0).bind(grace.person_id.0).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{plant}: {refused}");
    }
}

#[tokio::test]
async fn a_forged_id_is_not_found_by_any_function() {
    let world = World::new().await;
    let (ada, grace) = two_vivariums(&world).await;
    let member: MembershipId = world.core.list_members(&ada).await.unwrap()[0].id;
    let invitation: InvitationId = world.core.list_invitations(&ada).await.unwrap()[0].id;
    let token: ApiTokenId = world.core.list_api_tokens(&ada).await.unwrap()[0].id;
    let vivarium: VivariumId = ada.vivarium.as_ref().unwrap().id;
    let core = &world.core;
    let answers = [
        core.change_role(&grace, member, Role::Keeper).await,
        core.remove_member(&grace, member).await,
        core.hand_over_vivarium(&grace, member).await,
        core.revoke_invitation(&grace, invitation).await,
        core.accept_invitation_by_id(&grace, invitation).await.map(drop),
        core.decline_invitation(&grace, invitation).await,
        core.revoke_api_token(&grace, token).await,
        core.switch_vivarium(&grace, vivarium).await.map(drop),
        core.revoke_session(&grace, ada.session_id.unwrap()).await,
    ];
    for (i, answer) in answers.into_iter().enumerate() {
        assert_eq!(Problem::from(answer.unwrap_err()).code, ErrorCode::NotFound, "answer {i}");
    }
    // An actor that was made up, with a vivarium that isn't theirs: the fence lets it see the vivarium's rows but finds no member.
    let mut forged = grace.clone();
    forged.vivarium = ada.vivarium.clone();
    assert_eq!(Problem::from(core.leave_vivarium(&forged).await.unwrap_err()).code, ErrorCode::NotFound);
    assert_eq!(
        Problem::from(core.change_role(&forged, member, Role::Keeper).await.unwrap_err()).code,
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn what_staff_search_is_closed_to_everybody_else() {
    let world = World::new().await;
    let (ada, grace) = two_vivariums(&world).await;
    let core = &world.core;
    // Staff at the admin portal, but not at the breeder portal, where the same person is a breeder like others.
    world.person("boss").await;
    core.appoint_staff("boss@example.org", StaffRole::Administrator).await.unwrap();
    let boss = world.sign_in("boss").await;
    let (search, log) = (StaffSearch::default(), AuditQuery::default());
    let reason = StaffReason { reason: "because".into() };
    for actor in [&ada, &grace, &boss] {
        let answers = [
            core.search_people(actor, &search).await.map(drop),
            core.search_vivariums(actor, &search).await.map(drop),
            core.staff_person(actor, ada.person_id).await.map(drop),
            core.staff_vivarium(actor, ada.vivarium.as_ref().unwrap().id).await.map(drop),
            core.staff_overview(actor).await.map(drop),
            core.search_audit(actor, &log).await.map(drop),
            core.suspend_person(actor, ada.person_id, &reason).await,
            core.suspend_vivarium(actor, ada.vivarium.as_ref().unwrap().id, &reason).await,
            core.set_staff_role(actor, grace.person_id, Some(StaffRole::Support)).await,
        ];
        for (i, answer) in answers.into_iter().enumerate() {
            assert_eq!(Problem::from(answer.unwrap_err()).code, ErrorCode::Forbidden, "answer {i}");
        }
    }
}
