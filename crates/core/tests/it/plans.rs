//! Plans: the rows that came with the program, what a new vivarium has, and who gives another.

use crate::world::World;
use repti_core::plans::plan_of;
use repti_db::Scope;
use repti_model::{Actor, ErrorCode, Problem, Role, StaffRole, VivariumId, audit::StaffSearch, vivarium::PlanForm};

const GB: i64 = 1 << 30;

fn form(plan: &str, reason: &str) -> PlanForm {
    PlanForm { plan: plan.into(), reason: reason.into() }
}

fn vivarium(actor: &Actor) -> VivariumId {
    actor.vivarium.as_ref().expect("a vivarium").id
}

/// The code of the plan that a member's own transaction sees.
async fn seen_by(world: &World, actor: &Actor, of: VivariumId) -> Option<String> {
    let mut tx = world.db.db.begin(actor).await.expect("begun");
    plan_of(&mut tx, of).await.ok().map(|plan| plan.code)
}

#[tokio::test]
async fn the_plans_are_those_that_are_published() {
    let world = World::new().await;
    type Row = (String, i32, Option<i32>, Option<i32>, i64, bool, bool, bool);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT name, price_cents, listings, members, storage_bytes, api, white_label, is_first FROM core.plan WHERE currency = 'USD' ORDER BY place",
    )
    .fetch_all(&world.db.owner)
    .await
    .unwrap();
    let row = |name: &str, price, listings, members, gigabytes: i64, api, white, first| {
        (name.to_owned(), price, listings, members, gigabytes * GB, api, white, first)
    };
    let published = [
        row("Hobbyist", 0, Some(5), Some(1), 1, false, false, true),
        row("Keeper", 340, Some(25), Some(3), 10, false, false, false),
        row("Breeder", 960, Some(250), Some(10), 50, true, false, false),
        row("Collector", 3_000, None, None, 500, true, true, false),
    ];
    assert_eq!(rows, published);
}

#[tokio::test]
async fn an_administrator_gives_a_plan_with_a_reason_that_stands_beside_the_log() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let id = vivarium(&ada);
    let staff = world.staff("grace", StaffRole::Administrator).await;
    assert_eq!(seen_by(&world, &ada, id).await.as_deref(), Some("hobbyist"), "a new vivarium begins with the first");
    world.core.set_plan(&staff, id, &form("breeder", "Paid by bank transfer")).await.unwrap();
    assert_eq!(seen_by(&world, &ada, id).await.as_deref(), Some("breeder"));
    // The same again changes nothing, so nothing is kept of it.
    world.core.set_plan(&staff, id, &form("breeder", "Paid by bank transfer")).await.unwrap();
    world.core.set_plan(&staff, id, &form("keeper", "Asked for less")).await.unwrap();
    let detail = world.core.staff_vivarium(&staff, id).await.unwrap();
    assert_eq!((detail.plan.code.as_str(), detail.plans.len()), ("keeper", 4));
    let kept: Vec<_> = detail
        .plan_changes
        .iter()
        .map(|change| (change.before.as_str(), change.after.as_str(), change.reason.as_str(), change.staff_id))
        .collect();
    let by = staff.person_id;
    assert_eq!(
        kept,
        [("Breeder", "Keeper", "Asked for less", by), ("Hobbyist", "Breeder", "Paid by bank transfer", by)]
    );
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT line FROM core.audit_event WHERE action = 'vivarium.plan_changed' ORDER BY seq")
            .fetch_all(&world.db.owner)
            .await
            .unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].contains(r#""before":"breeder""#) && lines[1].contains("reason_id"), "{}", lines[1]);
    assert!(lines.iter().all(|line| !line.contains("transfer")), "a text that somebody typed stands in no line");
}

#[tokio::test]
async fn nobody_else_gives_a_plan_and_none_that_there_is_not() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    let id = vivarium(&ada);
    let administrator = world.staff("grace", StaffRole::Administrator).await;
    let why = form("collector", "Because of a test");
    let told = async |actor: &Actor, id, form: &PlanForm| {
        Problem::from(world.core.set_plan(actor, id, form).await.expect_err("refused"))
    };
    for actor in
        [&ada, &world.staff("support", StaffRole::Support).await, &world.staff("moderator", StaffRole::Moderator).await]
    {
        assert_eq!(told(actor, id, &why).await.code, ErrorCode::Forbidden);
    }
    assert_eq!(told(&administrator, VivariumId::new(), &why).await.code, ErrorCode::NotFound);
    for (wrong, field) in [
        (form("", "Because of a test"), "plan"),
        (form("platinum", "Because of a test"), "plan"),
        (form("\0", "Because of a test"), "plan"),
        (form("keeper", " no "), "reason"),
        (form("keeper", &"x".repeat(501)), "reason"),
    ] {
        assert_eq!(told(&administrator, id, &wrong).await.fields.of(field).len(), 1, "{wrong:?}");
    }
    assert_eq!(seen_by(&world, &ada, id).await.as_deref(), Some("hobbyist"));
    assert!(
        world.mails("ada@example.org").await.iter().all(|mail| mail != "plan_changed"),
        "nobody is told of nothing"
    );
}

/// The mails about plans that wait, sent as the worker sends them; those in the mailbox of an address, the newest first.
async fn sent_to(world: &World, address: &str) -> Vec<(String, String, String)> {
    let sql = "SELECT payload::jsonb FROM graphile_worker._private_jobs WHERE payload ->> 'template' = 'plan_changed' AND payload ->> 'to' = $1 ORDER BY id";
    let jobs: Vec<serde_json::Value> = sqlx::query_scalar(sql).bind(address).fetch_all(&world.db.owner).await.unwrap();
    for job in jobs {
        world.core.send_mail_job(&serde_json::from_value(job).unwrap()).await.unwrap();
    }
    let mut found = Vec::new();
    for line in world.core.dev_mailbox(Some(address)).await.unwrap() {
        let mail = world.core.dev_mail(line.id).await.unwrap().unwrap();
        found.push((mail.subject, mail.text, mail.html));
    }
    found
}

#[tokio::test]
async fn the_owner_is_told_by_mail_which_plan_and_what_changes() {
    let world = World::new().await;
    let ada = world.breeder("ada").await;
    world.member(&ada, "cora", Role::Curator).await;
    let id = vivarium(&ada);
    let staff = world.staff("grace", StaffRole::Administrator).await;
    world.core.set_plan(&staff, id, &form("collector", "Paid by bank transfer")).await.unwrap();
    world.core.set_plan(&staff, id, &form("collector", "Paid by bank transfer")).await.unwrap();
    let mails = sent_to(&world, "ada@example.org").await;
    assert_eq!(mails.len(), 1, "the same plan again is told to nobody: {mails:?}");
    let (subject, text, html) = &mails[0];
    assert_eq!(subject, "ada reptiles has the plan Collector now");
    for part in [
        "Before it had Hobbyist",
        "room for 500 GB",
        "it was 1 GB",
        "An own logo is part of it",
        &format!("http://breeder.localhost/in/{id}/vivarium"),
    ] {
        assert!(text.contains(part) && html.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("transfer") && !html.contains("transfer"), "the reason is for colleagues");
    assert!(sent_to(&world, "cora@example.org").await.is_empty(), "it is the owner's");

    // Less of both; then another that differs in neither from what it was, but by its name.
    world.core.set_plan(&staff, id, &form("keeper", "No payment came")).await.unwrap();
    sqlx::query("DELETE FROM core.dev_mail").execute(&world.db.owner).await.unwrap();
    let mails = sent_to(&world, "ada@example.org").await;
    let text = &mails[0].1;
    for part in ["has the plan Keeper now. Before it had Collector", "none is deleted", "One that was sent is kept"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    sqlx::query("UPDATE core.plan SET storage_bytes = (SELECT storage_bytes FROM core.plan WHERE code = 'keeper') WHERE code = 'breeder'")
        .execute(&world.db.owner)
        .await
        .unwrap();
    sqlx::query("DELETE FROM core.dev_mail").execute(&world.db.owner).await.unwrap();
    world.core.set_plan(&staff, id, &form("breeder", "Asked for it")).await.unwrap();
    let text = &sent_to(&world, "ada@example.org").await[0].1;
    assert!(text.contains("plan Breeder now") && !text.contains("room") && !text.contains("logo"), "{text}");
}

#[tokio::test]
async fn the_list_of_vivariums_says_the_plan_and_is_narrowed_by_it() {
    let world = World::new().await;
    let (ada, _) = (world.breeder("ada").await, world.breeder("bob").await);
    let staff = world.staff("grace", StaffRole::Administrator).await;
    world.core.set_plan(&staff, vivarium(&ada), &form("keeper", "Asked for it")).await.unwrap();
    let found = async |plan: &str| {
        let search = StaffSearch { plan: plan.into(), ..StaffSearch::default() };
        let page = world.core.search_vivariums(&staff, &search).await.unwrap();
        page.items.into_iter().map(|row| (row.name, row.plan)).collect::<Vec<_>>()
    };
    let of = |name: &str, plan: &str| (format!("{name} reptiles"), plan.to_owned());
    assert_eq!(found("").await, [of("bob", "Hobbyist"), of("ada", "Keeper")]);
    assert_eq!(found("keeper").await, [of("ada", "Keeper")]);
    // Whoever was given none has the first.
    assert_eq!(found("hobbyist").await, [of("bob", "Hobbyist")]);
    for nothing in ["collector", "Keeper", "' OR true --", "a\0b"] {
        assert!(found(nothing).await.is_empty(), "{nothing:?}");
    }
    let codes: Vec<String> = world.core.staff_plans(&staff).await.unwrap().into_iter().map(|plan| plan.code).collect();
    assert_eq!(codes, ["hobbyist", "keeper", "breeder", "collector"]);
    assert!(world.core.staff_plans(&ada).await.is_err());
}

#[tokio::test]
async fn a_vivarium_sees_its_own_plan_no_reason_and_changes_nothing() {
    let world = World::new().await;
    let (ada, bob) = (world.breeder("ada").await, world.breeder("bob").await);
    let id = vivarium(&ada);
    let staff = world.staff("grace", StaffRole::Administrator).await;
    world.core.set_plan(&staff, id, &form("keeper", "Asked for it")).await.unwrap();
    assert_eq!(seen_by(&world, &bob, id).await, None, "another's isn't there");
    for scope in [Scope::Vivarium(id, Some(ada.person_id)), Scope::Person(ada.person_id), Scope::Nobody] {
        let mut tx = world.db.db.begin(scope).await.unwrap();
        let reasons: i64 =
            sqlx::query_scalar("SELECT count(*) FROM core.plan_change").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(reasons, 0);
        // Whoever isn't staff gets no answer of it, and nothing happens.
        let before: Option<String> =
            sqlx::query_scalar("SELECT core.set_plan($1, 'collector', 'mine now', gen_random_uuid())")
                .bind(id.0)
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        assert_eq!(before, None);
        tx.commit().await.unwrap();
    }
    assert_eq!(seen_by(&world, &ada, id).await.as_deref(), Some("keeper"));
    for change in [
        "UPDATE core.vivarium_plan SET plan = 'collector'",
        "DELETE FROM core.vivarium_plan",
        "INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES (core.current_vivarium(), 'collector')",
        "UPDATE core.plan SET storage_bytes = 1",
        "DELETE FROM core.plan_change",
    ] {
        let mut tx = world.db.db.begin(&ada).await.unwrap();
        let refused = sqlx::query(change).execute(&mut *tx).await.expect_err(change);
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{change}");
    }
}
